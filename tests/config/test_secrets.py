"""The master key: made once, whole or not at all, the same for all who come at once."""

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from xiezhi.config import env
from xiezhi.config.secrets import BadKey, CannotOpen, decrypt, derived, encrypt, master_key

ASK = "import sys, pathlib; from xiezhi.config.secrets import master_key; "
PRINT = ASK + "print(master_key(pathlib.Path(sys.argv[1])).hex())"


def ask(program: str, file: Path) -> "subprocess.Popen[str]":
    """Start a process of its own that asks for the key."""
    command = [sys.executable, "-c", program, str(file)]
    return subprocess.Popen(
        command, cwd=env.ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


class TestTheFile:
    def test_it_is_made_once_and_for_its_owner_only(self, tmp_path: Path) -> None:
        file = tmp_path / "master.key"
        key = master_key(file)
        assert len(key) == 32
        assert master_key(file) == key
        assert file.stat().st_mode & 0o777 == 0o600
        assert [one.name for one in tmp_path.iterdir()] == ["master.key"]

    @pytest.mark.parametrize("content", [b"", b"short", b"a" * 33])
    def test_a_file_without_a_key_is_refused_and_kept(self, tmp_path: Path, content: bytes) -> None:
        file = tmp_path / "master.key"
        file.write_bytes(content)
        with pytest.raises(BadKey):
            master_key(file)
        assert file.read_bytes() == content

    def test_threads_at_once_get_one_key(self, tmp_path: Path) -> None:
        for turn in range(20):
            gate, file = Barrier(16), tmp_path / f"{turn}.key"

            def come(gate: Barrier = gate, file: Path = file) -> bytes:
                gate.wait()
                return master_key(file)

            with ThreadPoolExecutor(16) as pool:
                keys = {one.result() for one in [pool.submit(come) for _ in range(16)]}
            assert keys == {file.read_bytes()}
        assert len(list(tmp_path.iterdir())) == 20

    def test_processes_at_once_get_one_key(self, tmp_path: Path) -> None:
        file = tmp_path / "master.key"
        asking = [ask(PRINT, file) for _ in range(6)]
        said = {one.communicate(timeout=60)[0].strip() for one in asking}
        assert said == {file.read_bytes().hex()}


class TestAnInterruption:
    @pytest.mark.parametrize("step", ["write", "fsync", "link"])
    def test_a_failure_leaves_no_key(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
    ) -> None:
        def fail(*_given: object) -> None:
            raise OSError(step)

        if step == "write":
            monkeypatch.setattr(os, "urandom", fail)
        else:
            monkeypatch.setattr(os, step, fail)
        with pytest.raises(OSError, match=step):
            master_key(tmp_path / "master.key")
        assert list(tmp_path.iterdir()) == []
        monkeypatch.undo()
        assert len(master_key(tmp_path / "master.key")) == 32

    @pytest.mark.parametrize("call", ["fsync", "link"])
    def test_a_kill_before_it_is_whole_leaves_no_key(self, tmp_path: Path, call: str) -> None:
        file = tmp_path / "master.key"
        die = f"import os, signal; os.{call} = lambda *_: os.kill(os.getpid(), signal.SIGKILL); "
        killed = ask(die + PRINT, file)
        killed.communicate(timeout=60)
        assert killed.returncode == -signal.SIGKILL
        assert not file.exists()
        assert len(master_key(file)) == 32


class TestSealing:
    KEY = bytes(range(32))

    def test_a_derived_key_serves_one_purpose(self) -> None:
        one, other = derived(self.KEY, "one"), derived(self.KEY, "other")
        assert len({self.KEY, one, other}) == 3
        assert derived(self.KEY, "one") == one
        assert len(one) == 32

    def test_what_is_sealed_opens_by_its_key_for_its_purpose_unchanged(self) -> None:
        sealed = encrypt(self.KEY, b"secret", b"of 7")
        assert b"secret" not in sealed
        assert decrypt(self.KEY, sealed, b"of 7") == b"secret"
        changed = sealed[:-1] + bytes([sealed[-1] ^ 1])
        for key, content, about in (
            (os.urandom(32), sealed, b"of 7"),
            (self.KEY, sealed, b"of 8"),
            (self.KEY, changed, b"of 7"),
            (self.KEY, b"", b"of 7"),
        ):
            with pytest.raises(CannotOpen):
                decrypt(key, content, about)
