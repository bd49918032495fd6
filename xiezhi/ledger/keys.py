"""The ledger's files: the private key, the public keys ever used, the published checkpoints."""

import json
import os
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from xiezhi.config import env
from xiezhi.ledger.notes import Signer, Verifier


class KeyMissing(RuntimeError):
    """There is no private key to sign with."""


class Folder:
    """账本目录: where one ledger keeps what must not lie in the database that it watches."""

    def __init__(self, path: Path, key: Path | None = None, name: str = "xiezhi-ledger") -> None:
        self.path = path
        self.key = key or path / "key.pem"
        self.name = name

    def signer(self) -> Signer:
        """Return the private key; raises `KeyMissing` where none was made."""
        try:
            private = load_pem_private_key(self.key.read_bytes(), password=None)
        except FileNotFoundError as error:
            raise KeyMissing(f"no key in {self.key}: run `xiezhi ledger key`") from error
        if not isinstance(private, Ed25519PrivateKey):
            raise KeyMissing(f"{self.key} is not an Ed25519 key")
        return Signer(self.name, private)

    def make_key(self) -> Signer:
        """Make the private key, readable by us alone; one that exists is kept. Return it."""
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        pem = Ed25519PrivateKey.generate().private_bytes(
            Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
        )
        draft = self.key.with_name(f"{self.key.name}.{os.getpid()}")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(pem)
            os.fsync(file.fileno())
        try:
            os.link(draft, self.key)  # atomic, and refused where another process was first
        except FileExistsError:
            pass
        finally:
            draft.unlink()
        return self.register(self.signer())

    def register(self, signer: Signer) -> Signer:
        """Note the public key among those that were ever ours, and return the signer."""
        if signer.verifier not in self.verifiers():
            _add_line(self.path / "keys", str(signer.verifier))
        return signer

    def verifiers(self) -> list[Verifier]:
        """Return the public keys that were ever ours, oldest first."""
        return [Verifier.parse(line) for line in _lines(self.path / "keys")]

    def heads(self, origin: str, known: Mapping[str, int] | None = None) -> Iterator[str]:
        """Return the notes of a log that were published on this machine, oldest first.

        With `known` (of `head_counts`) only those that had been published by then.
        """
        path = self._heads(origin)
        most = None if known is None else known.get(path.name, 0)
        return (json.loads(line) for line in islice(_lines(path), most))

    def head_counts(self) -> dict[str, int]:
        """Return how many notes were published so far, by the file of each log."""
        return {path.name: sum(1 for _ in _lines(path)) for path in self.path.glob("heads-*")}

    def last_head(self, origin: str) -> str | None:
        """Return the note published last."""
        path = self._heads(origin)
        if not path.exists():
            return None
        with path.open("rb") as file:
            file.seek(max(0, path.stat().st_size - 4096))  # a line has under 600 bytes
            lines = [line for line in file.read().split(b"\n")[:-1] if line]
        return str(json.loads(lines[-1])) if lines else None

    def publish(self, origin: str, notes: list[str]) -> None:
        """Add checkpoints to the published ones; they are on disk when this returns."""
        path = self._heads(origin)
        _cut_torn_line(path)
        _add_line(path, *(json.dumps(note, ensure_ascii=False) for note in notes))

    def _heads(self, origin: str) -> Path:
        return self.path / f"heads-{origin.rpartition('/')[2]}.jsonl"


def folder() -> Folder:
    """Return the ledger's folder of this installation: `XIEZHI_LEDGER_KEY`, the state folder."""
    key = env.text("XIEZHI_LEDGER_KEY")
    return Folder(env.STATE / "ledger", Path(key) if key else None)


def ready_signer(ours: Folder) -> Signer:
    """Return the key to sign with; demo and tests make it, production only uses one."""
    return ours.register(ours.signer()) if env.PRODUCTION else ours.make_key()


def _lines(path: Path) -> Iterator[str]:
    if path.exists():
        with path.open(encoding="utf-8") as file:
            yield from (line[:-1] for line in file if line.endswith("\n"))


def _add_line(path: Path, *lines: str) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in lines)
        file.flush()
        os.fsync(file.fileno())


def _cut_torn_line(path: Path) -> None:
    """Remove what a crash left of a line; a published line ends with a line feed."""
    if not path.exists():
        return
    with path.open("r+b") as file:
        size = file.seek(0, os.SEEK_END)
        start = max(0, size - 4096)
        file.seek(start)
        tail = file.read()
        file.truncate(start + tail.rfind(b"\n") + 1 if b"\n" in tail else start)
