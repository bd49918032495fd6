"""存放: keeps bytes under their SHA-256, so that what is read is what was kept."""

import hashlib
import os
import re
import tempfile
from pathlib import Path
from typing import IO, Protocol

CHUNK = 1 << 20
_ADDRESS = re.compile(r"[0-9a-f]{64}")


class Missing(LookupError):
    """存件不在: nothing is kept under this address."""


class Damaged(ValueError):
    """存件受损: the bytes found do not hash to their address; someone or something changed them."""


class Store(Protocol):
    """存放处: a port; the address of a content is its SHA-256 in lower-case hexadecimal."""

    def put(self, content: IO[bytes] | bytes) -> str:
        """Keep a content, durable on return, and return its address; keeping it twice is one."""

    def get(self, address: str) -> bytes:
        """Return a content; raises `Missing` or `Damaged`."""

    def __contains__(self, address: str) -> bool:
        """Say whether something is kept under an address."""


def is_address(address: str) -> bool:
    """Return whether a text has the form of an address."""
    return bool(_ADDRESS.fullmatch(address))


class FolderStore:
    """目录存放: a store in a folder, `ab/cd/abcd…`; written aside, then moved in place."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, content: IO[bytes] | bytes) -> str:
        """Keep a content: it and its folder are on the disk when this returns."""
        self.folder.mkdir(parents=True, exist_ok=True)
        handle, aside = tempfile.mkstemp(dir=self.folder, prefix=".new-")
        try:
            with os.fdopen(handle, "wb") as out:
                address = _copy(content, out)
                out.flush()
                os.fsync(out.fileno())
            place = self._place(address)
            place.parent.mkdir(parents=True, exist_ok=True)
            Path(aside).replace(place)
            for folder in (place.parent, place.parent.parent, self.folder):
                _sync(folder)
        except BaseException:
            Path(aside).unlink(missing_ok=True)
            raise
        return address

    def get(self, address: str) -> bytes:
        """Return a content after hashing it; raises `Missing` or `Damaged`."""
        try:
            content = self._place(address).read_bytes()
        except FileNotFoundError as error:
            raise Missing(address) from error
        if hashlib.sha256(content).hexdigest() != address:
            raise Damaged(address)
        return content

    def __contains__(self, address: str) -> bool:
        return self._place(address).is_file()

    def _place(self, address: str) -> Path:
        if not is_address(address):
            raise Missing(address[:80])
        return self.folder / address[:2] / address[2:4] / address


def _copy(content: IO[bytes] | bytes, out: IO[bytes]) -> str:
    digest = hashlib.sha256()
    if isinstance(content, bytes):
        digest.update(content)
        out.write(content)
    else:
        while chunk := content.read(CHUNK):
            digest.update(chunk)
            out.write(chunk)
    return digest.hexdigest()


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
