"""The launcher of the embedded PostgreSQL: start, stop, look; for demo and tests only."""

import fcntl
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from xiezhi.config.database import APPLICATION, NAME, OWNER, TESTER
from xiezhi.config.postgres import (
    SOCKET_NAME,
    Cluster,
    DatabaseUnavailable,
    elsewhere,
    owner_is_gone,
)

SUPERUSER = "postgres"
START_SECONDS_MAX = 30.0
END_SECONDS_MAX = 10.0
REMOVED = " (deleted)"  # how the kernel names the folder of a process that was removed
OPTIONS = (
    "-c listen_addresses='' -c unix_socket_permissions=0700 -c max_connections=200"
    " -c shared_buffers=256MB -c max_wal_size=4GB -c wal_level=minimal -c max_wal_senders=0"
    " -c jit=off -c timezone=UTC -c log_timezone=UTC"
)
ROLES = (
    (OWNER, "login createdb"),
    (APPLICATION, "login"),
    (TESTER, "login createdb"),
)


def connect(
    cluster: Cluster, dbname: str = "postgres", user: str = SUPERUSER
) -> psycopg.Connection:
    """Return a connection, in autocommit; raises `psycopg.OperationalError`."""
    return psycopg.connect(
        host=str(cluster.home), user=user, dbname=dbname, autocommit=True, connect_timeout=5
    )


def answers(cluster: Cluster) -> bool:
    """Return whether the server takes connections."""
    try:
        connect(cluster).close()
    except psycopg.OperationalError:
        return False
    return True


def start(cluster: Cluster) -> bool:
    """Start the server and see it answer; return False where it ran already.

    After kill −9 a zombie or the orphans of the old server block a new one for a while: retried
    for 30 s. A server that runs but cannot be reached any more is started anew. Raises
    `DatabaseUnavailable` with the reason and the end of the log.
    """
    sweep()
    with _alone(cluster):
        cluster.prepare()
        if answers(cluster):
            return False
        _end(_living(f"{cluster.data}{REMOVED}"))
        if not (cluster.data / "PG_VERSION").exists():
            _initialise(cluster)
        _start_with_patience(cluster)
        _settle_roles(cluster)
    return True


def sweep() -> list[Path]:
    """End the servers whose state folder is gone and remove their data; return their folders."""
    gone = [folder for folder in elsewhere() if owner_is_gone(folder)]
    for folder in gone:
        for home in (one for one in folder.iterdir() if one.is_dir()):
            _end(_living(f"{home / 'data'}") + _living(f"{home / 'data'}{REMOVED}"))
        shutil.rmtree(folder, ignore_errors=True)  # another process may sweep as well
    return gone


def stop(cluster: Cluster) -> bool:
    """Stop the server, ending its sessions; return False where none ran."""
    if _postmaster(cluster) is None:
        return False
    _run(cluster, "pg_ctl", "-D", str(cluster.data), "-m", "fast", "-w", "-t", "30", "stop")
    return True


def reset(cluster: Cluster) -> None:
    """Replace the demo's database by an empty one; the databases of tests stay."""
    start(cluster)
    with connect(cluster) as link:
        link.execute(
            sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(NAME))
        )
    _settle_roles(cluster)


def status(cluster: Cluster) -> str:
    """Return one line that says whether the server runs, its version and its socket."""
    if not answers(cluster):
        return f"stopped ({cluster.home})"
    with connect(cluster) as link:
        return f"running: PostgreSQL {link.info.server_version // 10000}, socket {cluster.home}"


@contextmanager
def _alone(cluster: Cluster) -> Iterator[None]:
    """Hold the launcher's lock: of two who start at once, the second finds the server running."""
    descriptor = cluster.lock()
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _run(cluster: Cluster, program: str, *arguments: str) -> str:
    """Run a program of PostgreSQL as the account; raises with what it said."""
    drop: dict[str, Any] = {}
    if os.geteuid() == 0:
        account = cluster.account
        drop = {"user": account.uid, "group": account.gid, "extra_groups": []}
    clean = {key: value for key, value in os.environ.items() if not key.startswith("PG")}
    done: subprocess.CompletedProcess[str] = subprocess.run(  # noqa: S603 - our own arguments
        [str(cluster.binaries / program), *arguments],
        cwd=cluster.home, env=clean | {"LC_ALL": "C.UTF-8"}, capture_output=True, text=True,
        check=False, start_new_session=True, stdin=subprocess.DEVNULL, **drop,
    )  # fmt: skip
    if done.returncode:
        raise DatabaseUnavailable(f"{program}: {(done.stderr or done.stdout).strip()}")
    return done.stdout


def _initialise(cluster: Cluster) -> None:
    major = int(_run(cluster, "postgres", "--version").split()[2].split(".")[0])
    builtin = ("--locale-provider=builtin", "--builtin-locale=C.UTF-8") if major >= 17 else ()
    plain = ("--no-data-checksums",) if major >= 18 else ()  # as the releases before did
    _run(
        cluster, "initdb", "-D", str(cluster.data), "-U", SUPERUSER, "--encoding=UTF8",
        "--locale=C.UTF-8", *builtin, *plain, "--auth-local=trust", "--auth-host=reject",
        "--no-instructions",
    )  # fmt: skip


def _start_with_patience(cluster: Cluster) -> None:
    limit = time.monotonic() + START_SECONDS_MAX
    while not answers(cluster):
        try:
            if _out_of_reach(cluster):
                stop(cluster)
            _clear_stale_pid(cluster)
            _run(
                cluster, "pg_ctl", "-D", str(cluster.data), "-l", str(cluster.log),
                "-w", "-t", "20", "-o", f"{OPTIONS} -k '{cluster.home}'", "start",
            )  # fmt: skip
        except DatabaseUnavailable as reason:
            if time.monotonic() > limit:
                raise DatabaseUnavailable(f"{reason}\n{_end_of_log(cluster)}") from reason
            time.sleep(0.5)


def _clear_stale_pid(cluster: Cluster) -> None:
    """Remove the pid file of a server that is gone; never while a process of it lives."""
    pid_file = cluster.data / "postmaster.pid"
    if not pid_file.exists():
        return
    living = _living(str(cluster.data))
    if living:
        raise DatabaseUnavailable(f"processes of the previous server still end: {living}")
    pid_file.unlink()


def _living(data: str) -> list[int]:
    """Return the processes whose working folder is a data folder; a zombie has none."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if str((process / "cwd").readlink()) == data:
                found.append(int(process.name))
        except OSError:  # it ended meanwhile, or belongs to somebody else
            continue
    return sorted(found)


def _end(processes: list[int]) -> None:
    """End the processes of a server whose data are gone, and wait until they are.

    When such a server notices by itself, up to a minute later, it removes the socket of the server
    that was started in the same place meanwhile. Raises `DatabaseUnavailable` after 10 s.
    """
    limit = time.monotonic() + END_SECONDS_MAX
    while living := [pid for pid in processes if Path(f"/proc/{pid}/cwd").exists()]:
        if time.monotonic() > limit:
            raise DatabaseUnavailable(f"processes of a removed server do not end: {living}")
        patient = time.monotonic() < limit - END_SECONDS_MAX / 2
        for pid in living:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGQUIT if patient else signal.SIGKILL)
        time.sleep(0.05)


def _out_of_reach(cluster: Cluster) -> bool:
    """Return whether the server runs but lost its socket, or waits for its sessions to end."""
    if _postmaster(cluster) is None:
        return False
    status = (cluster.data / "postmaster.pid").read_text().splitlines()[-1].strip()
    lost = not (cluster.home / SOCKET_NAME).exists()
    return status == "stopping" or (status == "ready" and lost)


def _postmaster(cluster: Cluster) -> int | None:
    try:
        pid = int((cluster.data / "postmaster.pid").read_text().split()[0])
    except (OSError, IndexError):
        return None
    return pid if pid in _living(str(cluster.data)) else None


def _end_of_log(cluster: Cluster) -> str:
    return "\n".join(cluster.log.read_text().splitlines()[-5:]) if cluster.log.exists() else ""


def _settle_roles(cluster: Cluster) -> None:
    """Create the roles and the database where missing; `app` is no member of `owner`."""
    with connect(cluster) as link:
        present = {name for (name,) in link.execute("select rolname from pg_roles")}
        for role, powers in ROLES:
            if role not in present:
                link.execute(sql.SQL("create role {} " + powers).format(sql.Identifier(role)))
        if TESTER not in present:
            link.execute(
                sql.SQL("grant {}, {} to {}").format(
                    *map(sql.Identifier, (OWNER, APPLICATION, TESTER))
                )
            )
        if not link.execute("select 1 from pg_database where datname = %s", [NAME]).fetchone():
            link.execute(
                sql.SQL("create database {} owner {}").format(*map(sql.Identifier, (NAME, OWNER)))
            )
