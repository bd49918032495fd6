"""The bytes of suite 1: big-endian integers, `b(x) = u16 len | x`, tagged hashes, strict reading.

`H(tag; x) = SHA-256(u8 len(tag) | tag | x)`. Text is UTF-8 in NFC, and refused in another form.
"""

import struct
import unicodedata
from hashlib import sha256

SUITE = 1
HASH_BYTES = 32
ZERO = bytes(HASH_BYTES)
"""What stands where a hash is absent."""


class Malformed(ValueError):
    """Bytes or values that the suite does not write."""


def prefix(tag: str) -> bytes:
    """Return what a tagged hash begins with; hot loops keep it and hash by themselves."""
    label = tag.encode()
    return bytes([len(label)]) + label


def tagged(tag: str, content: bytes) -> bytes:
    """Return the tagged hash H(tag; x)."""
    return sha256(prefix(tag) + content).digest()


def number(value: int, size: int) -> bytes:
    """Return an unsigned number in as many bytes; raises `Malformed`."""
    try:
        return value.to_bytes(size)
    except OverflowError as error:
        raise Malformed(f"{value} does not fit into {size} bytes") from error


def b(content: bytes) -> bytes:
    """Return bytes after their length; raises `Malformed`."""
    return number(len(content), 2) + content


def text(content: str) -> bytes:
    """Return a text after its length; raises `Malformed` where it is not in NFC."""
    if not unicodedata.is_normalized("NFC", content):
        raise Malformed(f"not in the normal form NFC: {content[:40]!r}")
    try:
        return b(content.encode())
    except UnicodeEncodeError as error:
        raise Malformed("not a text") from error


def digest(content: bytes) -> bytes:
    """Return a hash or key as it is; raises `Malformed` where it has another length."""
    if len(content) != HASH_BYTES:
        raise Malformed(f"{len(content)} bytes where {HASH_BYTES} are needed")
    return content


class Reader:
    """读取: takes bytes from the left; raises `Malformed` where they end too early."""

    def __init__(self, content: bytes, at: int = 0) -> None:
        self.content = content
        self.at = at

    def take(self, size: int) -> bytes:
        """Return the next bytes."""
        end = self.at + size
        if end > len(self.content):
            raise Malformed("the bytes end too early")
        part = self.content[self.at : end]
        self.at = end
        return part

    def number(self, size: int) -> int:
        """Return the next unsigned number of so many bytes."""
        return int.from_bytes(self.take(size))

    def b(self) -> bytes:
        """Return bytes that stand after their length."""
        return self.take(self.number(2))

    def text(self) -> str:
        """Return a text that stands after its length, in NFC."""
        try:
            found = self.b().decode()
        except UnicodeDecodeError as error:
            raise Malformed("not UTF-8") from error
        if not unicodedata.is_normalized("NFC", found):
            raise Malformed("a text is not in the normal form NFC")
        return found

    def end(self) -> None:
        """Refuse whatever follows."""
        if self.at != len(self.content):
            raise Malformed("something follows the end")


U64 = struct.Struct(">Q")
