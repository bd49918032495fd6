"""Accounts that the demo shows on its sign-in page."""

from collections.abc import Iterable
from dataclasses import dataclass

from xiezhi.law.powers.people import AccountKind
from xiezhi.law.terms import Level, Post
from xiezhi.people.models import Account, Tenure
from xiezhi.web.words import word

COURTS_SHOWN = 3


@dataclass(frozen=True)
class DemoAccount:
    """演示账号: login, person, post and court."""

    login: str
    name: str
    post: str
    court: str


def _outside() -> Iterable[tuple[str, str, str, str]]:
    rows = Account.objects.exclude(kind=AccountKind.STAFF).order_by("id")
    return rows.values_list("login", "person__name", "kind", "person__court__name")[:COURTS_SHOWN]


def demo_accounts() -> tuple[DemoAccount, ...]:
    """Return the accounts of the first basic court, of its court above and of the high court."""
    rows = (
        Tenure.objects.filter(person__account__isnull=False)
        .order_by("court__place", "id")
        .values_list(
            "person__account__login", "person__name", "post", "court__name", "court__level"
        )
    )
    found: dict[str, DemoAccount] = {}
    courts: dict[str, str] = {}
    for login, name, post, court, level in rows:
        if courts.setdefault(level, court) != court or login in found:
            continue
        found[login] = DemoAccount(login, name, word(Post(post)), court)
    for login, name, kind, court in _outside():
        found[login] = DemoAccount(login, name, word(AccountKind(kind)), court)
    order = [Level.BASIC, Level.INTERMEDIATE, Level.HIGH]
    ranked = {courts[level]: n for n, level in enumerate(order) if level in courts}
    return tuple(sorted(found.values(), key=lambda one: ranked.get(one.court, 9)))
