"""The court's master key, what it is derived to, and the one way in which bytes are sealed.

The key lies in the state folder, never in the database or the repository.
"""

import os
import tempfile
from functools import cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from xiezhi.config import env

KEY_BYTES = 32
_NONCE_BYTES = 12


class BadKey(ValueError):
    """The file of the master key does not hold a key."""


class CannotOpen(ValueError):
    """不能启封: the key is another one, or the bytes were changed."""


def master_key(file: Path) -> bytes:
    """Return the master key of 32 bytes from a file, made on first use with mode 600.

    The file is there whole or not at all, whenever a process is killed; processes that begin at
    the same time get the same key.
    """
    if not file.exists():
        _make(file)
    key = file.read_bytes()
    if len(key) != KEY_BYTES:
        raise BadKey(f"{file.name} does not hold a key of {KEY_BYTES} bytes")
    return key


def _make(file: Path) -> None:
    """Write a fresh key beside its place and link it there, unless another was first."""
    handle, name = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)  # of mode 600
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(os.urandom(KEY_BYTES))
            out.flush()
            os.fsync(out.fileno())
        os.link(draft, file)
        _settle(file.parent)
    except FileExistsError:
        pass  # another process was first; its key is the key
    finally:
        draft.unlink()


def _settle(folder: Path) -> None:
    """Wait until the names in a folder are on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@cache
def master() -> bytes:
    """Return this court's master key."""
    env.STATE.mkdir(parents=True, exist_ok=True)
    return master_key(env.STATE / "master.key")


def derived(key: bytes, purpose: str) -> bytes:
    """Return the key for one purpose, derived from another; neither tells the other purposes'."""
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=purpose.encode()).derive(key)


def encrypt(key: bytes, content: bytes, about: bytes) -> bytes:
    """Return bytes sealed with AES-GCM; `about` says what they are and must be said to open."""
    nonce = os.urandom(_NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, content, about)


def decrypt(key: bytes, sealed: bytes, about: bytes) -> bytes:
    """Return what was sealed; raises `CannotOpen`."""
    try:
        return AESGCM(key).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], about)
    except (InvalidTag, ValueError) as error:
        raise CannotOpen("another key, or changed bytes") from error
