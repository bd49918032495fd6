"""Sign-in (登录): passwords, lock-out, one-time codes, bounded sessions.

Signing in is no act on the list: nothing of a court changes by it. Its rows (failures, sessions)
are written here, beside the gate, and nowhere else.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.hashers import check_password, make_password
from django.db import connection, transaction

from xiezhi.acts.types import Actor
from xiezhi.law.facts import ZONE
from xiezhi.law.finding import Finding
from xiezhi.law.parameters import parameter
from xiezhi.law.sources import cite
from xiezhi.people.codes import shown_at
from xiezhi.people.models import Account, Session

_DESIGN = cite("平台约定")
_WRONG = (
    "登录名、口令或者动态口令不正确，或者账号已停用、锁定。"
    "连续 {most} 次不正确的，账号锁定 {minutes} 分钟；忘记口令的，请联系本院系统管理员"
)
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
    """Open a session, or say why not.

    The answer is the same for a login that does not exist, a wrong password, a wrong one-time
    code, a suspended account and a locked one: it tells nobody which of them it was.
    """
    day = at.astimezone(ZONE).date()
    given = {
        "most": parameter("accounts.failures_max", day),
        "minutes": parameter("accounts.lock_minutes", day),
    }
    account = _attempt(login.strip(), at, given["most"], given["minutes"])
    matches = check_password(password, account.password if account else _NOBODY)
    proved = at if account is None else _proved(account, code, at)
    if account is None or not matches or proved is None:
        return Finding("E_SIGN_IN", _WRONG, _DESIGN, "account.unlock", given)
    return _open(account, agent, at, proved)


_COUNT = """
update people_account
   set failures = case when locked_until is null then failures + 1 else 1 end,
       locked_until = case when locked_until is null and failures + 1 >= %(most)s
                           then %(at)s + make_interval(mins => %(minutes)s) end
 where login = %(login)s and is_active and (locked_until is null or locked_until <= %(at)s)
returning id
"""


def _attempt(login: str, at: datetime, most: int, minutes: int) -> Account | None:
    """Count an attempt as failed before it is tried; None where it may not be tried.

    Counting comes first so that a thousand guesses at once are no more than `most`.
    """
    given: dict[str, Any] = {
        "login": login.replace("\0", ""),
        "at": at,
        "most": most,
        "minutes": minutes,
    }
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, given)
        found = cursor.fetchone()
    return Account.objects.select_related("person").get(pk=found[0]) if found else None


def _proved(account: Account, code: str, at: datetime) -> datetime | None:
    """Return when the one-time code was shown, `at` where none is asked; None for a wrong code."""
    if not account.totp_secret:
        return at
    step = shown_at(account, code, at)
    return max(at, step) if step else None


@transaction.atomic
def _open(account: Account, agent: str, at: datetime, proved: datetime) -> SignedIn:
    day = at.astimezone(ZONE).date()
    Account.objects.filter(pk=account.pk).update(failures=0, locked_until=None, last_login=proved)
    most = parameter("accounts.sessions_max", day)
    older = (
        Session.objects.filter(account=account).order_by("-seen_at").values_list("pk", flat=True)
    )
    Session.objects.filter(pk__in=list(older.values_list("pk", flat=True)[most - 1 :])).delete()
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
