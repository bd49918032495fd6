"""Seals (封存): what of an act's data enters the log, and what only by its salted hash.

The salt of a sealed value is derived from the court's master key, the value and the entry's own
place, so the court can open any seal later by showing salt and value, nobody can guess a value
from its hash, and equal values (two ballots that say the same) have unlike hashes.
"""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from hashlib import sha256
from typing import Any

from xiezhi.config.secrets import master
from xiezhi.law.fields import asked

TAG = b"xiezhi/seal/1"


@dataclass(frozen=True)
class Seal:
    """封存: a sealed value's salt and text, and the hash that stands in the log for it."""

    salt: bytes
    text: str

    @property
    def digest(self) -> bytes:
        """SHA-256 over tag, salt and text."""
        return sha256(TAG + self.salt + self.text.encode()).digest()


def seal(act: str, name: str, text: str, place: str) -> Seal:
    """Return the seal of one value of an act; `place` is where and by whom it is sealed."""
    about = f"{act}\x1f{place}\x1f{name}\x1f{text}".encode()
    return Seal(hmac.digest(master(), TAG + about, "sha256")[:16], text)


def loggable(act: str, data: Any, place: str) -> dict[str, Any]:
    """Return an act's data as plain values, the sealed ones replaced by their hash.

    `place` is the entry's own: subject, actor and moment; no two entries share it.
    """
    if not is_dataclass(data) or isinstance(data, type):
        return {}
    sealed = _sealed(type(data))
    found: dict[str, Any] = {}
    for part in fields(data):
        value = getattr(data, part.name)
        if value in (None, "", (), False):
            continue
        if part.name in sealed:
            found[part.name] = {"sealed": seal(act, part.name, str(value), place).digest.hex()}
        elif isinstance(value, tuple):
            found[part.name] = [
                loggable(act, one, f"{place}/{part.name}/{n}") if is_dataclass(one) else one
                for n, one in enumerate(value)
            ]
        else:
            found[part.name] = value
    return found


_known: dict[type[Any], frozenset[str]] = {}


def _sealed(data: type[Any]) -> frozenset[str]:
    if data not in _known:
        _known[data] = frozenset(part.name for part in asked(data) if part.sealed)
    return _known[data]


def opens(shown: Mapping[str, str], digest: str) -> bool:
    """Return whether a shown salt and text are those that were sealed."""
    salt = bytes.fromhex(shown["salt"])
    return hmac.compare_digest(Seal(salt, shown["text"]).digest.hex(), digest)
