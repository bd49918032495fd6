"""Signed checkpoints as text (C2SP signed note) and the keys that sign them; pure, no files."""

import base64
import binascii
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from xiezhi.ledger.encoding import HASH_BYTES, NotCanonical, from_iso, iso

SUITE = 1  # SHA-256 and Ed25519; the line `suite` is part of what is signed
_ED25519 = b"\x01"
_NAME = re.compile(r"[^\s+]+")
_NUMBER = re.compile(r"0|[1-9][0-9]{0,18}")


class NoteRefused(ValueError):
    """A checkpoint or key is not well formed, or the signature is not that of the key."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """检查点: what is signed; `at` in microseconds since 1970, `previous` the size before it."""

    origin: str
    size: int
    root: bytes
    previous: int
    at: int
    suite: int = SUITE

    def text(self) -> str:
        """Return the signed lines, each ended by a line feed."""
        root = base64.b64encode(self.root).decode()
        return (
            f"{self.origin}\n{self.size}\n{root}\n"
            f"previous {self.previous}\nsuite {self.suite}\ntime {iso(self.at)}\n"
        )


@dataclass(frozen=True, slots=True)
class Verifier:
    """验证公钥: a named public key, written `name+id+key` as other tools of signed notes do."""

    name: str
    public: bytes

    @property
    def id(self) -> bytes:
        """The four bytes by which a signature says whose it is."""
        return sha256(self.name.encode() + b"\n" + _ED25519 + self.public).digest()[:4]

    def __str__(self) -> str:
        key = base64.b64encode(_ED25519 + self.public).decode()
        return f"{self.name}+{self.id.hex()}+{key}"

    @classmethod
    def parse(cls, text: str) -> "Verifier":
        """Read what `str()` wrote, and nothing else; raises `NoteRefused`."""
        name, _, rest = text.partition("+")
        _, _, encoded = rest.partition("+")
        key = _decoded(encoded)
        found = cls(name, key[1:])
        if not _NAME.fullmatch(name) or len(key) != 1 + HASH_BYTES or str(found) != text:
            raise NoteRefused(f"not a public key of a ledger: {text[:80]!r}")
        return found

    def open(self, note: str) -> Checkpoint:
        """Return the checkpoint that this key signed; raises `NoteRefused`."""
        return _opened(self, note)


@lru_cache(maxsize=64)
def _opened(verifier: Verifier, note: str) -> Checkpoint:
    """Check a signature once, for the receipts of a batch stand under the same checkpoint."""
    text, separator, signed = note.partition("\n\n")
    text += "\n"
    start = f"— {verifier.name} "
    if not separator or not signed.startswith(start) or not signed.endswith("\n"):
        raise NoteRefused(f"not signed by {verifier.name}")
    encoded = signed.removeprefix(start).removesuffix("\n")
    signature = _decoded(encoded)
    if signature[:4] != verifier.id or base64.b64encode(signature).decode() != encoded:
        raise NoteRefused(f"signed by another key than {verifier.name}+{verifier.id.hex()}")
    try:
        Ed25519PublicKey.from_public_bytes(verifier.public).verify(signature[4:], text.encode())
    except (InvalidSignature, ValueError) as error:
        raise NoteRefused("the signature does not fit the checkpoint") from error
    return read_checkpoint(text)


@dataclass(frozen=True)
class Signer:
    """签名者: the private key of the ledger, and its name."""

    name: str
    private: Ed25519PrivateKey

    @property
    def verifier(self) -> Verifier:
        """The public key."""
        return Verifier(self.name, self.private.public_key().public_bytes_raw())

    def sign(self, checkpoint: Checkpoint) -> str:
        """Return the note: the lines of the checkpoint, an empty line, the signature."""
        text = checkpoint.text()
        signature = self.verifier.id + self.private.sign(text.encode())
        return f"{text}\n— {self.name} {base64.b64encode(signature).decode()}\n"


def open_note(note: str, verifiers: Iterable[Verifier]) -> tuple[Checkpoint, Verifier]:
    """Return the checkpoint and which of the keys signed it; raises `NoteRefused`."""
    refusal = NoteRefused("there is no public key to check the checkpoint with")
    for verifier in verifiers:
        try:
            return verifier.open(note), verifier
        except NoteRefused as reason:
            refusal = reason
    raise refusal


def read_checkpoint(text: str) -> Checkpoint:
    """Read signed lines, without looking at a signature; raises `NoteRefused`."""
    try:
        origin, size, root, previous, suite, time, end = text.split("\n")
        found = Checkpoint(
            origin=origin,
            size=_number(size),
            root=_decoded(root),
            previous=_number(previous.removeprefix("previous ")),
            suite=_number(suite.removeprefix("suite ")),
            at=from_iso(time.removeprefix("time ")),
        )
    except (ValueError, NotCanonical) as error:
        raise NoteRefused(f"not a checkpoint: {error}") from error
    if end or found.text() != text or len(found.root) != HASH_BYTES:
        raise NoteRefused("not a checkpoint as this ledger writes them")
    if found.suite != SUITE:
        raise NoteRefused(f"suite {found.suite} is not known to this release")
    return found


def _number(text: str) -> int:
    if not _NUMBER.fullmatch(text):
        raise NoteRefused(f"not a number: {text[:30]!r}")
    return int(text)


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise NoteRefused("not base64") from error
