"""Seals (封存): what of an act's data enters the log, and what only by its salted hash.

The salt of a sealed value is derived from the court's master key and the value, so the court can
open any seal later by showing salt and value, and nobody can guess a value from its hash.
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


def seal(act: str, name: str, text: str) -> Seal:
    """Return the seal of one value of an act."""
    about = f"{act}\x1f{name}\x1f{text}".encode()
    return Seal(hmac.digest(master(), TAG + about, "sha256")[:16], text)


def loggable(act: str, data: Any) -> dict[str, Any]:
    """Return an act's data as plain values, the sealed ones replaced by their hash."""
    if not is_dataclass(data) or isinstance(data, type):
        return {}
    sealed = _sealed(type(data))
    found: dict[str, Any] = {}
    for part in fields(data):
        value = getattr(data, part.name)
        if value in (None, "", (), False):
            continue
        if part.name in sealed:
            found[part.name] = {"sealed": seal(act, part.name, str(value)).digest.hex()}
        elif isinstance(value, tuple):
            found[part.name] = [loggable(act, one) if is_dataclass(one) else one for one in value]
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
