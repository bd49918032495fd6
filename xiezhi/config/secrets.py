"""The court's master key: in the state folder, never in the database or the repository."""

import os
from functools import cache
from pathlib import Path

from xiezhi.config import env

KEY_BYTES = 32


class BadKey(ValueError):
    """The file of the master key does not hold a key."""


def master_key(file: Path) -> bytes:
    """Return the master key of 32 bytes from a file, made on first use with mode 600."""
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        key = file.read_bytes()
    else:
        key = os.urandom(KEY_BYTES)
        with os.fdopen(handle, "wb") as out:
            out.write(key)
            out.flush()
            os.fsync(out.fileno())
    if len(key) != KEY_BYTES:
        raise BadKey(f"{file.name} does not hold a key of {KEY_BYTES} bytes")
    return key


@cache
def master() -> bytes:
    """Return this court's master key."""
    env.STATE.mkdir(parents=True, exist_ok=True)
    return master_key(env.STATE / "master.key")
