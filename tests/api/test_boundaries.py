"""The edges of the API: sessions need CSRF, parties see no inside, bad addresses are no 500."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from typing import Any

import orjson
import pytest
from django.contrib.auth.hashers import make_password
from django.db import connection, connections
from django.test import Client

from tests.api.test_acts import Api, filing
from tests.factories import Bench, drawn, make_account, make_bench, make_person
from tests.marks import rule
from xiezhi.cases.models import Case, Party
from xiezhi.law.rules.openness import OPEN_ACTS
from xiezhi.law.terms import Post
from xiezhi.ledger.models import Entry
from xiezhi.people.models import Account
from xiezhi.people.sessions import SignedIn, sign_in

pytestmark = pytest.mark.django_db
HUGE = 10**20


@pytest.fixture
def bench() -> Bench:
    """A court with people."""
    return make_bench()


@pytest.fixture
def office(bench: Bench) -> Api:
    """The filing officer's token."""
    return Api(bench.people[Post.FILING_OFFICER])


def receiving(bench: Bench) -> str:
    return f"courts/{bench.court.id}/acts/filing.receive"


class TestASession:
    @pytest.mark.parametrize("content", ["application/json", "text/plain"])
    def test_an_act_without_the_pages_token_is_refused(self, bench: Bench, content: str) -> None:
        make_account(bench.people[Post.FILING_OFFICER], "office")
        Account.objects.filter(login="office").update(password=make_password("a-password-1"))
        signed = sign_in("office", "a-password-1", "", "a browser", at=datetime.now(UTC))
        assert isinstance(signed, SignedIn)
        client = Client(enforce_csrf_checks=True)
        session = client.session
        session["sid"] = signed.key
        session.save()
        path, body = f"/api/{receiving(bench)}", orjson.dumps(filing()).decode()
        assert client.get("/api/cases").status_code == 200
        assert client.post(path, body, content_type=content).status_code == 403
        assert not Case.objects.exists()
        client.cookies["csrftoken"] = "a" * 32
        head = {"X-CSRFToken": "a" * 32}
        assert client.post(path, body, content_type=content, headers=head).status_code == 200


class TestAParty:
    @rule("R5.17")
    def test_receipts_and_duties_of_the_inside_stay_there(self, bench: Bench) -> None:
        case = drawn(bench)
        party = Party.objects.filter(case=case.id).earliest("place")
        party.person = make_person(None)
        party.save()
        caller = Api(party.person)
        entries = list(Entry.objects.filter(subject=case.id))
        assert {entry.act in OPEN_ACTS for entry in entries} == {True, False}
        for entry in entries:
            answer = caller.get(f"entries/{entry.id}/receipt")
            assert answer.status_code == (200 if entry.act in OPEN_ACTS else 404), entry.act
        assert caller.get(f"cases/{case.id}/duties").json() == {"duties": []}
        judge = next(one for one in bench.judges if one.id == case.judge_id)
        assert Api(judge).get(f"cases/{case.id}/duties").json()["duties"]


class TestBadAddresses:
    @pytest.mark.parametrize(
        ("path", "status"),
        [
            (f"cases/{HUGE}", 404),
            (f"cases/{HUGE}/trace", 404),
            (f"entries/{HUGE}/receipt", 404),
            ("cases?state=a%00b", 422),
            ("cases/-1/trace", 404),
            ("no/such/address", 404),
        ],
    )
    def test_reads(self, office: Api, path: str, status: int) -> None:
        answer = office.get(path)
        assert answer.status_code == status
        assert answer["Content-Type"] == "application/problem+json"

    @pytest.mark.parametrize(
        ("path", "body", "status"),
        [
            (f"cases/{HUGE}/acts/filing.register", {}, 404),
            (f"courts/{HUGE}/acts/filing.receive", {}, 404),
            ("bulk/acts/filing.register", {"subjects": [HUGE]}, 422),
            ("bulk/acts/triage.confirm", {"subjects": [1], "data": [1]}, 422),
            ("cases/1/acts/no.such_act", {}, 404),
        ],
    )
    def test_acts(self, office: Api, path: str, body: Any, status: int) -> None:
        answer = office.post(path, body)
        assert answer.status_code == status
        assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.django_db(transaction=True)
def test_six_at_once_with_one_key_are_one_case(bench: Bench, office: Api) -> None:
    start, answers = threading.Barrier(6), []

    def call() -> None:
        start.wait()
        try:
            answers.append(Api.post(office, receiving(bench), filing(), key="k").json())
        finally:
            connections.close_all()

    callers = [threading.Thread(target=call) for _ in range(6)]
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join()
    assert sorted(one["replayed"] for one in answers) == [False, *[True] * 5]
    assert {one["subject"] for one in answers} == {Case.objects.get().id}


@pytest.mark.django_db(transaction=True)
def test_without_a_database_the_answer_is_try_later(bench: Bench, office: Api) -> None:
    host = connection.settings_dict["HOST"]
    connection.close()
    connection.settings_dict["HOST"] = "/nowhere"
    try:
        gone = office.post(receiving(bench), filing(), key="k")
    finally:
        connection.close()
        connection.settings_dict["HOST"] = host
    assert (gone.status_code, gone["Retry-After"]) == (503, "5")
    assert not Case.objects.exists()
    assert office.post(receiving(bench), filing(), key="k").status_code == 200
