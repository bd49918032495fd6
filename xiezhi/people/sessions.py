"""Sign-in (登录): passwords, lock-out, one-time codes, bounded sessions.

Signing in is no act on the list: nothing of a court changes by it. Its rows (failures, sessions)
are written here, beside the gate, and nowhere else.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

import pyotp
from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.db.models import F

from xiezhi.acts.types import Actor
from xiezhi.law.facts import ZONE
from xiezhi.law.finding import Finding
from xiezhi.law.parameters import parameter
from xiezhi.law.sources import cite
from xiezhi.people.models import Account, Session

_DESIGN = cite("平台约定")
_WRONG = "登录名、口令或者动态口令不正确。连续 {most} 次不正确，账号锁定 {minutes} 分钟"
_NOBODY = make_password("nobody has this password")
SEEN_EVERY = timedelta(minutes=5)


@dataclass(frozen=True)
class SignedIn:
    """已登录: the session's key and who it is."""

    key: str
    account: int
    actor: Actor
    kind: str


def sign_in(
    login: str, password: str, code: str, agent: str, *, at: datetime
) -> SignedIn | Finding:
    """Open a session, or say why not; the answer is the same whether or not the login exists."""
    day = at.astimezone(ZONE).date()
    account = Account.objects.select_related("person").filter(login=login[:60]).first()
    matches = check_password(password, account.password if account else _NOBODY)
    given = {
        "most": parameter("accounts.failures_max", day),
        "minutes": parameter("accounts.lock_minutes", day),
    }
    wrong = Finding("E_SIGN_IN", _WRONG, _DESIGN, given=given)
    if account is None or not account.is_active:
        return wrong
    if account.locked_until is not None and at < account.locked_until:
        says = "账号已锁定，请于 {until} 后再试，或者由管理员解除锁定"
        until = account.locked_until.astimezone(ZONE).strftime("%H:%M")
        return Finding("E_LOCKED", says, _DESIGN, "account.unlock", {"until": until})
    if not (matches and _code_matches(account, code, at)):
        _fail(account, at, given["most"], given["minutes"])
        return wrong
    return _open(account, agent, at)


def _code_matches(account: Account, code: str, at: datetime) -> bool:
    if not account.totp_secret:
        return True
    return pyotp.TOTP(account.totp_secret).verify(code.strip(), for_time=at, valid_window=1)


def _fail(account: Account, at: datetime, most: int, minutes: int) -> None:
    Account.objects.filter(pk=account.pk).update(failures=F("failures") + 1)
    if account.failures + 1 >= most:
        until = at + timedelta(minutes=minutes)
        Account.objects.filter(pk=account.pk).update(failures=0, locked_until=until)


@transaction.atomic
def _open(account: Account, agent: str, at: datetime) -> SignedIn:
    day = at.astimezone(ZONE).date()
    Account.objects.filter(pk=account.pk).update(failures=0, locked_until=None, last_login=at)
    most = parameter("accounts.sessions_max", day)
    older = (
        Session.objects.filter(account=account).order_by("-seen_at").values_list("pk", flat=True)
    )
    Session.objects.filter(pk__in=list(older[most - 1 :])).delete()
    key = secrets.token_urlsafe(32)
    Session.objects.create(account=account, key=key, began_at=at, seen_at=at, agent=agent[:200])
    actor = Actor(account.person_id, account.person.name)
    return SignedIn(key, account.pk, actor, account.kind)


def look_up(key: str, *, at: datetime) -> SignedIn | None:
    """Return who a session is, unless it is too old or was idle too long; one query."""
    row = Session.objects.select_related("account__person").filter(key=key).first()
    if row is None or not row.account.is_active:
        return None
    day = at.astimezone(ZONE).date()
    idle = timedelta(minutes=parameter("accounts.idle_minutes", day))
    whole = timedelta(hours=parameter("accounts.session_hours", day))
    if at - row.seen_at > idle or at - row.began_at > whole:
        return None
    if at - row.seen_at > SEEN_EVERY:
        Session.objects.filter(pk=row.pk).update(seen_at=at)
    person = row.account.person
    return SignedIn(key, row.account_id, Actor(person.id, person.name), row.account.kind)


def sign_out(key: str) -> None:
    """End a session."""
    Session.objects.filter(key=key).delete()


def end_others(account: int, key: str) -> int:
    """End every other session of an account; returns how many there were."""
    return Session.objects.filter(account=account).exclude(key=key).delete()[0]
