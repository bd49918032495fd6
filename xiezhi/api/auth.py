"""Who calls (访问者): a bearer token with scopes, or the session of somebody signed in."""

from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from django.http import HttpRequest
from ninja.security import HttpBearer
from ninja.utils import check_csrf

from xiezhi.acts.types import Actor
from xiezhi.api.problems import Problem
from xiezhi.people.models import Token


@dataclass(frozen=True)
class Caller:
    """访问者: the person who calls and what the call may do."""

    actor: Actor
    scopes: frozenset[str]


class TokenAuth(HttpBearer):
    """令牌: `Authorization: Bearer …`; revoked and expired tokens are none."""

    def authenticate(self, request: HttpRequest, token: str) -> Caller | None:
        """Return the caller of a token that lives, or None."""
        now = datetime.now(UTC)
        row = (
            Token.objects.select_related("account__person")
            .filter(hash=sha256(token.encode()).digest(), revoked_at=None, until_at__gt=now)
            .filter(account__is_active=True)
            .first()
        )
        if row is None:
            return None
        person = row.account.person
        return Caller(Actor(person.id, person.name), frozenset(row.scopes))


def session(request: HttpRequest) -> Caller | None:
    """Return the caller who is signed in by a page; unsafe methods need the page's CSRF token."""
    actor = getattr(request, "actor", None)
    if actor is None:
        return None
    if check_csrf(request) is not None:
        raise Problem(
            403, "以登录会话办理的，请附页面的 CSRF 令牌（X-CSRFToken），或者改用访问令牌"
        )
    return Caller(actor, frozenset({"read", "act", "file", "log"}))
