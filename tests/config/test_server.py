"""The launcher of the embedded server: starts, restarts after a crash, runs as no superuser."""

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from tests import places
from tests.places import own_folder
from xiezhi.config import server
from xiezhi.config.database import APPLICATION
from xiezhi.config.postgres import SOCKET_BYTES_MAX, SOCKET_NAME, WHEEL, Cluster, cluster

DEBIAN = Path("/usr/lib/postgresql/15/bin")
pytestmark = pytest.mark.slow


@pytest.fixture(params=["", str(DEBIAN)], ids=["embedded", "debian"])
def ours(request: pytest.FixtureRequest) -> Iterator[Cluster]:
    """A cluster in a folder of its own, which every account may enter."""
    if request.param and not (DEBIAN / "postgres").exists():
        pytest.skip("no PostgreSQL 15 of Debian here")
    with own_folder() as folder:
        made = replace(cluster(request.param), state=folder / ".run")
        yield made
        server.stop(made)


def postmaster(cluster: Cluster) -> int:
    return int((cluster.data / "postmaster.pid").read_text().split()[0])


def kill(cluster: Cluster) -> None:
    """End the postmaster as a crash would."""
    os.kill(postmaster(cluster), signal.SIGKILL)


def remove(folder: Path) -> None:
    """Remove a folder under a server that runs in it and may still write."""
    while folder.exists():
        shutil.rmtree(folder, ignore_errors=True)


def ended(pid: int) -> bool:
    """Return whether a process is gone, or a zombie that nobody reaps here."""
    return not Path(f"/proc/{pid}/cwd").exists()


class TestStarting:
    def test_it_starts_once_and_stops(self, ours: Cluster):
        assert server.start(ours)
        assert not server.start(ours)
        assert server.status(ours).startswith("running: PostgreSQL")
        assert server.stop(ours)
        assert not server.stop(ours)
        assert server.status(ours).startswith("stopped")

    def test_of_several_who_start_at_once_one_does(self, ours: Cluster):
        with ThreadPoolExecutor(4) as pool:
            assert sum(pool.map(server.start, [ours] * 4)) == 1

    def test_what_was_committed_survives_kill_9_and_the_next_start(self, ours: Cluster):
        server.start(ours)
        with server.connect(ours) as link:
            link.execute("create table kept as select 42 as answer")
            kill(ours)
        assert server.start(ours)
        with server.connect(ours) as link:
            assert link.execute("select answer from kept").fetchone() == (42,)

    def test_a_pid_file_that_names_another_program_does_not_block(self, ours: Cluster):
        server.start(ours)
        pid_file = ours.data / "postmaster.pid"
        lines = pid_file.read_text().splitlines()
        server.stop(ours)
        pid_file.write_text("\n".join([str(os.getpid()), *lines[1:]]))
        assert server.start(ours)

    def test_it_listens_on_no_network(self, ours: Cluster):
        server.start(ours)
        with server.connect(ours) as link:
            assert link.execute("show listen_addresses").fetchone() == ("",)

    def test_names_sort_by_code_point_and_text_is_utf8(self, ours: Cluster):
        server.start(ours)
        with server.connect(ours) as link:
            assert link.execute("select upper('é') , '乙' > 'z'").fetchone() == ("É", True)

    def test_the_application_signs_in_and_can_become_nobody_else(self, ours: Cluster):
        server.start(ours)
        refused = pytest.raises(psycopg.errors.InsufficientPrivilege)
        with server.connect(ours, "xiezhi", APPLICATION) as link, refused:
            link.execute("set role owner")


class TestOutOfReach:
    """A server that runs where nobody can reach it never blocks the next start."""

    def test_one_whose_folder_was_removed_is_ended_before_the_next_starts(self, ours: Cluster):
        server.start(ours)
        old = postmaster(ours)
        remove(ours.state)
        assert server.start(ours)
        assert ended(old), "it would remove the socket of the new one within a minute"
        assert server.answers(ours)

    def test_one_that_lost_its_socket_is_started_anew_and_keeps_its_rows(self, ours: Cluster):
        server.start(ours)
        with server.connect(ours) as link:
            link.execute("create table kept as select 42 as answer")
        (ours.home / SOCKET_NAME).unlink()
        assert not server.answers(ours)
        assert server.start(ours)
        with server.connect(ours) as link:
            assert link.execute("select answer from kept").fetchone() == (42,)

    def test_one_that_waits_for_a_session_to_end_is_started_anew(self, ours: Cluster):
        server.start(ours)
        with server.connect(ours):
            os.kill(postmaster(ours), signal.SIGTERM)  # its word for: when all have left
            while server.answers(ours):
                pass
            assert server.start(ours)
        assert server.answers(ours)


class TestLeftBehind:
    """What a killed run or a removed checkout leaves, the next one ends and removes."""

    @pytest.mark.skipif(os.geteuid() != 0, reason="only root's folders may be closed to the server")
    def test_a_server_elsewhere_whose_state_folder_is_gone(self):
        with own_folder(0o700) as folder:
            closed = replace(cluster(""), state=folder / ".run")
            server.start(closed)
            pid, elsewhere = postmaster(closed), closed.home.parent
            assert elsewhere not in server.sweep()
            remove(closed.state)
            assert elsewhere in server.sweep()
            assert ended(pid)
            assert not elsewhere.exists()

    def test_a_server_of_a_test_run_that_was_killed(self):
        with own_folder() as folder:
            child = subprocess.Popen(["true"])
            child.wait()  # a process that is gone
            left = folder.with_name(f"xz-{child.pid}-{folder.name[-8:]}")
            left.mkdir()
            made = replace(cluster(""), state=left / ".run")
            server.start(made)
            pid = postmaster(made)
            swept = places.sweep()
            assert left in swept and folder not in swept
            assert ended(pid)
            assert not left.exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root drops to another account")
class TestAsRoot:
    def test_the_server_runs_as_an_unprivileged_account(self, ours: Cluster):
        server.start(ours)
        assert ours.account.uid != 0
        assert ours.data.stat().st_uid == ours.account.uid

    def test_a_checkout_that_the_account_may_not_enter_is_served_elsewhere(self):
        with own_folder(0o700) as folder:  # like /root
            closed = replace(cluster(""), state=folder / ".run")
            try:
                assert server.start(closed)
                assert folder not in closed.home.parents
                assert folder.stat().st_mode & 0o777 == 0o700
            finally:
                server.stop(closed)
                shutil.rmtree(closed.home.parent)

    def test_binaries_that_the_account_may_not_run_are_copied(self):
        with own_folder(0o700) as folder:
            source = cluster("").source
            for part in (WHEEL, f"{WHEEL}.libs"):
                shutil.copytree(source.parents[2] / part, folder / part, symlinks=True)
            there = folder / source.relative_to(source.parents[2])
            closed = Cluster(source=there, state=folder / ".run", name="pg")
            try:
                assert server.start(closed)
                assert folder not in closed.binaries.parents
            finally:
                server.stop(closed)
                shutil.rmtree(closed.home.parent)


def test_the_socket_of_a_long_path_lies_elsewhere(tmp_path: Path):
    deep = replace(cluster(""), state=tmp_path / ("long" * 30) / ".run")
    assert len(bytes(deep.home / SOCKET_NAME)) < SOCKET_BYTES_MAX
