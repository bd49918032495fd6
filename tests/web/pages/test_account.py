"""One's own account: sessions, tokens shown once, codes proved before they bind, no secret back."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.hashers import check_password, make_password

from tests import factories as make
from xiezhi.law.rules.accounts import one_time_code
from xiezhi.ledger.models import Entry
from xiezhi.people.codes import secret_of
from xiezhi.people.models import Account, Person, Relation, Session, Token

pytestmark = pytest.mark.django_db
OLD, NEW = "the-old-one-2026", "a-new-one-2026"


@pytest.fixture
def judge() -> Person:
    return make.make_bench(judges=1).judges[0]


@pytest.fixture
def browser(signed_in: Any, judge: Person) -> Any:
    return signed_in(judge)


def body(answer: Any) -> str:
    return str(answer.content.decode())


class TestPassword:
    def test_a_new_password_ends_the_sessions(self, browser: Any, judge: Person) -> None:
        Account.objects.filter(person=judge).update(password=make_password(OLD))
        typed = {"current": OLD, "password": NEW, "_key": "p"}
        answer = browser.post("/account/acts/account.change_password", typed)
        assert answer.status_code == 302
        assert check_password(NEW, Account.objects.get(person=judge).password)
        assert browser.get("/account").status_code == 302

    def test_a_refused_one_is_not_printed_back_and_not_in_the_log(
        self, browser: Any, judge: Person
    ) -> None:
        typed = {"current": "not-the-old-one", "password": NEW, "_key": "p"}
        answer = browser.post("/account/acts/account.change_password", typed)
        assert answer.status_code == 422
        assert "现用口令不符" in body(answer)
        assert NEW not in body(answer)
        assert 'type="password"' in body(answer)
        entry = Entry.objects.filter(subject=judge.id).latest("id")
        assert NEW not in str(entry.data)


class TestOneTimeCodes:
    def test_the_page_gives_a_secret_and_the_code_proves_it(
        self, browser: Any, judge: Person
    ) -> None:
        address = "/account/acts/account.enable_totp"
        found = re.search(r'name="secret" value="([A-Z2-7]{32})"', body(browser.get(address)))
        assert found is not None
        code = one_time_code(found[1], datetime.now(UTC))
        answer = browser.post(address, {"secret": found[1], "code": code, "_key": "t"})
        assert answer.status_code == 302
        assert secret_of(Account.objects.get(person=judge)) == found[1]

    def test_a_wrong_code_binds_nothing(self, browser: Any, judge: Person) -> None:
        secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
        typed = {"secret": secret, "code": "12345x", "_key": "t"}
        assert browser.post("/account/acts/account.enable_totp", typed).status_code == 422
        assert Account.objects.get(person=judge).totp_secret == ""


class TestTokens:
    def test_a_token_is_shown_once_and_revoked_from_its_row(
        self, browser: Any, judge: Person
    ) -> None:
        until = (datetime.now(UTC) + timedelta(days=30)).date()
        typed = {"name": "统计", "scopes": ["read"], "until": until.isoformat(), "_key": "k"}
        page = body(browser.post("/account/acts/account.make_token", typed))
        assert "请现在抄下令牌" in page
        token = Token.objects.get(account__person=judge)
        assert "请现在抄下令牌" not in body(browser.get("/account"))
        row = f"/account/acts/account.revoke_token?token={token.id}"
        assert row in body(browser.get("/account"))
        form = body(browser.get(row))
        assert f'name="token" value="{token.id}"' in form
        browser.post("/account/acts/account.revoke_token", {"token": token.id, "_key": "r"})
        token.refresh_from_db()
        assert token.revoked_at is not None


class TestSessionsAndRelations:
    def test_the_others_end_and_this_one_stays(
        self, browser: Any, signed_in: Any, judge: Person
    ) -> None:
        elsewhere = signed_in(judge)
        assert "退出其他会话" in body(browser.get("/account"))
        browser.post("/account/sessions/end")
        assert Session.objects.filter(account__person=judge).count() == 1
        assert browser.get("/account").status_code == 200
        assert elsewhere.get("/account").status_code == 302

    def test_a_declared_relation_stands_on_the_page_until_it_is_withdrawn(
        self, browser: Any, judge: Person
    ) -> None:
        typed = {"kind": "spouse", "name": "闻人清", "firm": "明衡律师事务所", "_key": "d"}
        browser.post("/account/acts/people.declare_relation", typed)
        relation = Relation.objects.get(person=judge)
        assert "闻人清" in body(browser.get("/account"))
        ended = {"relation": relation.id, "_key": "e"}
        browser.post("/account/acts/people.end_relation", ended)
        assert "闻人清" not in body(browser.get("/account"))

    def test_acts_of_the_administrator_are_not_here(self, browser: Any) -> None:
        assert browser.get("/account/acts/account.reset").status_code == 404
        assert browser.get("/account/acts/hearing.schedule").status_code == 404

    def test_a_party_has_an_account_without_relations(self, signed_in: Any) -> None:
        party = make.make_person(None, "蔡知微")
        page = body(signed_in(party, kind="party").get("/account"))
        assert "访问令牌" in page
        assert "已申报的关系" not in page
