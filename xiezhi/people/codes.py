"""One-time codes of an account (动态口令): its secret, kept sealed, and what a code proves."""

import logging
from base64 import b64decode, b64encode
from datetime import datetime

from xiezhi.config.secrets import CannotOpen, decrypt, derived, encrypt, master
from xiezhi.law.rules.accounts import step_of
from xiezhi.people.models import Account

SEALED = "xz1:"
"""How a sealed secret begins; the database takes no other."""
_PURPOSE = "xiezhi/people/totp"
log = logging.getLogger(__name__)


def seal_secret(person: int, secret: str) -> str:
    """Return the secret of a person's account as the row keeps it."""
    sealed = encrypt(derived(master(), _PURPOSE), secret.encode(), _about(person))
    return SEALED + b64encode(sealed).decode()


def secret_of(account: Account) -> str:
    """Return the secret of an account that has one; raises `CannotOpen`."""
    sealed = b64decode(account.totp_secret.removeprefix(SEALED))
    return decrypt(derived(master(), _PURPOSE), sealed, _about(account.person_id)).decode()


def shown_at(account: Account, code: str, at: datetime) -> datetime | None:
    """Return when the device showed a code, None for one that is wrong or was used.

    A code serves once: it must be of a later step than the last sign-in. A secret that another
    master key sealed proves nothing; the administrator resets it.
    """
    try:
        step = step_of(secret_of(account), code, at)
    except CannotOpen:
        log.error("the secret of account %s was sealed by another master key", account.pk)
        return None
    last = account.last_login
    return None if step and last and step.timestamp() <= last.timestamp() else step


def _about(person: int) -> bytes:
    return f"{_PURPOSE}/{person}".encode()
