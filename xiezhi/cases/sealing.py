"""密封: ballots and files of the internal volume are encrypted under a key of their case.

A case's key is kept only wrapped by the court's master key, so whoever reads the disk or the
database reads nothing; deleting the wrapped key makes a case's internal volume unreadable for ever.
"""

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from xiezhi.config.secrets import KEY_BYTES, CannotOpen, decrypt, encrypt, master

SEALED_MAGIC = b"XZSEAL1\n"
"""How a sealed file begins, so that it is told from a damaged one."""
Bytes = bytes | memoryview
"""What a binary column gives."""


def new_case_key(master: bytes, case: int) -> bytes:
    """Return a fresh key for a case, wrapped: 60 bytes to keep on the case's row."""
    return encrypt(master, AESGCM.generate_key(KEY_BYTES * 8), _about("key", case))


def seal(content: bytes, wrapped: bytes, master: bytes, case: int) -> bytes:
    """Return the content encrypted for a case; it starts with `SEALED_MAGIC`."""
    key = decrypt(master, wrapped, _about("key", case))
    return SEALED_MAGIC + encrypt(key, content, _about("file", case))


def unseal(sealed: bytes, wrapped: bytes, master: bytes, case: int) -> bytes:
    """Return the content of a sealed file; raises `CannotOpen`."""
    if not sealed.startswith(SEALED_MAGIC):
        raise CannotOpen("not a sealed file")
    key = decrypt(master, wrapped, _about("key", case))
    return decrypt(key, sealed[len(SEALED_MAGIC) :], _about("file", case))


def seal_text(case: int, wrapped: Bytes, text: str) -> bytes:
    """Return a text encrypted for a case."""
    return seal(text.encode(), bytes(wrapped), master(), case)


def unseal_text(case: int, wrapped: Bytes, sealed: Bytes) -> str:
    """Return a sealed text; raises `CannotOpen`."""
    return unseal(bytes(sealed), bytes(wrapped), master(), case).decode()


def _about(purpose: str, case: int) -> bytes:
    return f"xiezhi/efiles/{purpose}/{case}".encode()
