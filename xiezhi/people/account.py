"""Reads of one's own account (我的账号): sessions, tokens, declared relations; no secret leaves."""

from dataclasses import dataclass
from datetime import datetime

from xiezhi.acts.types import Actor
from xiezhi.people.models import Account, Relation, Session, Token


@dataclass(frozen=True)
class SessionLine:
    """会话一行: where somebody is signed in as this account."""

    began_at: datetime
    seen_at: datetime
    agent: str
    here: bool


@dataclass(frozen=True)
class TokenLine:
    """令牌一行: a token that works still."""

    id: int
    name: str
    scopes: tuple[str, ...]
    made_at: datetime
    until_at: datetime


@dataclass(frozen=True)
class RelationLine:
    """关系一行: a declared relation that counts today."""

    id: int
    kind: str
    name: str
    firm: str


@dataclass(frozen=True)
class AccountRecord:
    """账号档: what the page of one's own account prints."""

    login: str
    codes: bool
    """Whether sign-in asks a one-time code."""
    last_login: datetime | None
    sessions: tuple[SessionLine, ...]
    tokens: tuple[TokenLine, ...]
    relations: tuple[RelationLine, ...]


def own_account(viewer: Actor, key: str, at: datetime) -> AccountRecord:
    """Return the viewer's account, seen from the session with this key, in four queries."""
    account = Account.objects.get(person=viewer.person)
    sessions = Session.objects.filter(account=account).order_by("-seen_at", "-id")
    tokens = Token.objects.filter(account=account, revoked_at=None, until_at__gt=at).order_by("id")
    relations = Relation.objects.filter(person=viewer.person, until=None).order_by("id")
    return AccountRecord(
        login=account.login,
        codes=bool(account.totp_secret),
        last_login=account.last_login,
        sessions=tuple(
            SessionLine(one.began_at, one.seen_at, one.agent, one.key == key) for one in sessions
        ),
        tokens=tuple(
            TokenLine(one.id, one.name, tuple(one.scopes), one.made_at, one.until_at)
            for one in tokens
        ),
        relations=tuple(
            RelationLine(id_, kind, name, firm)
            for id_, kind, name, firm in relations.values_list("id", "kind", "name", "firm")
        ),
    )
