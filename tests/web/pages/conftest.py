"""People who are signed in, without a password hash for each test."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.test import Client

from tests.factories import make_account
from xiezhi.people.middleware import SESSION
from xiezhi.people.models import Account, Person, Session

SignIn = Callable[..., Client]


@pytest.fixture
def signed_in(db: None) -> SignIn:
    """Return a function that gives a person's browser, already signed in."""

    def sign_in(person: Person, *, kind: str = "staff") -> Client:
        account = Account.objects.filter(person=person).first()
        account = account or make_account(person, f"u{person.id}", kind=kind)
        now = datetime.now(UTC)
        row = Session.objects.create(
            account=account, key=secrets.token_urlsafe(32), began_at=now, seen_at=now
        )
        client = Client()
        session = client.session
        session[SESSION] = row.key
        session.save()
        return client

    return sign_in
