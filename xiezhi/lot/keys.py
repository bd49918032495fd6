"""The courts' keys of lots (抽签密钥): a file each, beside the key of the log, never that key."""

import os
from pathlib import Path

from xiezhi.config import env
from xiezhi.ledger.keys import folder
from xiezhi.lot import vrf


class LotKeyMissing(RuntimeError):
    """A court has no key to draw with."""


class Keys:
    """抽签密钥目录: the keys of the courts of one installation; each is read once a process."""

    def __init__(self, path: Path, *, make: bool) -> None:
        self.path = path
        self._make = make
        self._read: dict[str, tuple[int, vrf.SecretKey]] = {}

    def key(self, court: str) -> vrf.SecretKey:
        """Return the key of a court by its code; raises `LotKeyMissing`.

        Demo and tests make it where there is none, production only uses one.
        """
        path = self._path(court)
        try:
            changed = path.stat().st_mtime_ns
        except FileNotFoundError as error:
            if not self._make:
                raise LotKeyMissing(f"no key in {path}: run `xiezhi lot key {court}`") from error
            self.make(court)
            changed = path.stat().st_mtime_ns
        known = self._read.get(court)
        if known is None or known[0] != changed:
            known = self._read[court] = changed, vrf.SecretKey(path.read_bytes())
        return known[1]

    def has(self, court: str) -> bool:
        """Return whether a court can draw."""
        try:
            self.key(court)
        except LotKeyMissing:
            return False
        return True

    def make(self, court: str) -> bytes:
        """Make the key of a court, readable by us alone; one that exists is kept.

        Return the public key.
        """
        path = self._path(court)
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(os.urandom(vrf.KEY_BYTES))
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, path)  # atomic, and refused where another process was first
        except FileExistsError:
            pass
        finally:
            draft.unlink()
        return vrf.SecretKey(path.read_bytes()).public

    def _path(self, court: str) -> Path:
        if not court.isalnum():
            raise LotKeyMissing(f"{court!r} is no code of a court")
        return self.path / f"lot-{court}.key"


_KEYS: dict[Path, Keys] = {}


def court_keys() -> Keys:
    """Return the keys of this installation, in the ledger's folder."""
    path = folder().path / "lots"
    return _KEYS.setdefault(path, Keys(path, make=not env.PRODUCTION))
