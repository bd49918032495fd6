"""Acts over the API: the same gate, every finding, idempotent, scoped; outsiders see nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

import pytest
from django.test import Client

from tests import witnesses
from tests.factories import (
    Bench,
    a_filing,
    actor,
    drawn,
    filed,
    make_account,
    make_bench,
    make_person,
)
from tests.marks import rule
from xiezhi.cases.models import Case
from xiezhi.law.powers import powers
from xiezhi.law.terms import Force, Post
from xiezhi.ledger.models import Entry
from xiezhi.people.models import Person, Token

pytestmark = pytest.mark.django_db
ALL = ("read", "act", "file", "log")


def token(person: Person, *scopes: str, until: datetime | None = None) -> str:
    """Return the text of a token that a person holds."""
    text = f"token-of-{person.id}-{len(scopes)}"
    account = getattr(person, "account", None) or make_account(person)
    now = datetime.now(UTC)
    Token.objects.create(
        account=account,
        name="test",
        hash=sha256(text.encode()).digest(),
        scopes=list(scopes or ALL),
        made_at=now,
        until_at=until or now + timedelta(days=1),
    )
    return text


class Api:
    """A caller of the API."""

    def __init__(self, person: Person, *scopes: str, until: datetime | None = None) -> None:
        self.client = Client()
        self.head = {"authorization": f"Bearer {token(person, *scopes, until=until)}"}

    def post(self, path: str, body: Any = None, key: str = "") -> Any:
        """Send JSON; returns the answer."""
        head = {**self.head, "idempotency-key": key} if key else self.head
        return self.client.post(
            f"/api/{path}", body or {}, content_type="application/json", headers=head
        )

    def get(self, path: str) -> Any:
        """Ask for something; returns the answer."""
        return self.client.get(f"/api/{path}", headers=self.head)


def filing(**changes: Any) -> dict[str, Any]:
    """Return a filing as JSON."""
    plain = {
        "kind": "civil_first",
        "cause": "民间借贷纠纷",
        "parties": [
            {"role": "plaintiff", "name": "甲某"},
            {"role": "defendant", "name": "乙公司", "kind": "legal"},
        ],
        "claims": "请求归还借款",
        "clear": True,
    }
    return plain | changes


@pytest.fixture
def bench() -> Bench:
    """A court with people."""
    return make_bench()


class TestFilingACase:
    """A case goes from receipt to its judge by calls alone."""

    def test_the_way_to_the_judge(self, bench: Bench) -> None:
        office = Api(bench.people[Post.FILING_OFFICER])
        opened = office.post(f"courts/{bench.court.id}/acts/filing.receive", filing())
        assert opened.status_code == 200, opened.content
        case = opened.json()["subject"]
        assert office.post(f"cases/{case}/acts/filing.register").status_code == 200
        choice = {"procedure": "summary", "reason": "事实清楚，争议不大"}
        confirmed = office.post(f"cases/{case}/acts/triage.confirm", choice)
        assert confirmed.status_code == 200, confirmed.json()
        witnesses.log()
        assert office.post(f"cases/{case}/acts/assignment.seal_pool").status_code == 200
        early = office.post(f"cases/{case}/acts/assignment.draw")
        assert early.status_code == 422
        assert "等待见证人答复" in early.content.decode()
        witnesses.answer([case], datetime.now(UTC))
        assert office.post(f"cases/{case}/acts/assignment.draw").status_code == 200
        row = Case.objects.get(pk=case)
        assert row.number and row.judge_id in {judge.id for judge in bench.judges}
        shown = office.get(f"cases/{case}").json()
        assert shown["number"] == row.number
        trace = office.get(f"cases/{case}/trace").json()["entries"]
        assert [entry["act"] for entry in trace][:3] == [
            "filing.receive",
            "filing.register",
            "triage.confirm",
        ]

    def test_the_same_request_twice_is_one_case(self, bench: Bench) -> None:
        office = Api(bench.people[Post.FILING_OFFICER])
        path = f"courts/{bench.court.id}/acts/filing.receive"
        first = office.post(path, filing(), key="a-1").json()
        second = office.post(path, filing(), key="a-1").json()
        assert second["replayed"]
        assert second["subject"] == first["subject"]
        assert Case.objects.count() == 1

    def test_two_clerks_filing_the_same_case_get_a_refusal_that_says_so(self, bench: Bench) -> None:
        office = Api(bench.people[Post.FILING_OFFICER])
        path = f"courts/{bench.court.id}/acts/filing.receive"
        assert office.post(path, filing()).status_code == 200
        again = office.post(path, filing())
        assert again.status_code == 409
        assert again.json()["findings"][0]["code"] == "E_DUPLICATE_FILING"
        assert office.post(path, filing(again="另一笔借款，另案起诉")).status_code == 200

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"cause": "没有这个案由"}, "cause"),
            ({"kind": "no_such_kind"}, "kind"),
            ({"parties": [{"role": "plaintiff", "name": ""}]}, "parties"),
            ({"parties": [{"role": "plaintiff", "name": "甲"}]}, "parties"),
            ({"claims": "带有\x00的请求"}, "claims"),
            ({"amount": "-5"}, "amount"),
            ({"amount": "1e9"}, "amount"),
            ({"surprise": 1}, "surprise"),
        ],
    )
    def test_bad_input_names_its_field_and_leaves_nothing(
        self, bench: Bench, changes: dict[str, Any], field: str
    ) -> None:
        office = Api(bench.people[Post.FILING_OFFICER])
        answer = office.post(f"courts/{bench.court.id}/acts/filing.receive", filing(**changes))
        assert answer.status_code == 422
        assert answer["Content-Type"] == "application/problem+json"
        assert field in {finding["field"] for finding in answer.json()["findings"]}
        assert Case.objects.count() == 0

    def test_all_findings_come_at_once(self, bench: Bench) -> None:
        office = Api(bench.people[Post.FILING_OFFICER])
        body = filing(cause="没有这个案由", parties=[{"role": "plaintiff", "name": "甲"}])
        answer = office.post(f"courts/{bench.court.id}/acts/filing.receive", body).json()
        assert {"E_CAUSE_UNKNOWN", "E_PARTY_MISSING"} <= {f["code"] for f in answer["findings"]}


class TestWhoMay:
    """Insiders without the power get 403 and the reason, outsiders 404."""

    @rule("R4.1")
    def test_without_the_power_the_answer_says_who_can(self, bench: Bench) -> None:
        case = filed(bench)
        clerk = Api(bench.people[Post.PRESIDENT])
        answer = clerk.post(f"cases/{case.id}/acts/triage.confirm", {"procedure": "summary"})
        assert answer.status_code == 403
        assert "立案人员" in answer.json()["findings"][0]["says"]
        last = Entry.objects.filter(subject=case.id).order_by("seq").last()
        assert last is not None
        assert last.outcome == "refused"

    def test_an_outsider_sees_nothing_and_leaves_no_trace(self, bench: Bench) -> None:
        case = filed(bench)
        before = Entry.objects.count()
        stranger = Api(make_person(None))
        for answer in (
            stranger.get(f"cases/{case.id}"),
            stranger.get(f"cases/{case.id}/trace"),
            stranger.post(f"cases/{case.id}/acts/hearing.schedule", {}),
            stranger.get("cases/999999999"),
        ):
            assert answer.status_code == 404
        assert Entry.objects.count() == before

    def test_no_token_and_dead_tokens(self, bench: Bench) -> None:
        case = filed(bench)
        assert Client().get(f"/api/cases/{case.id}").status_code == 401
        past = datetime.now(UTC) - timedelta(seconds=1)
        late = Api(bench.people[Post.FILING_OFFICER], "read", until=past)
        assert late.get(f"cases/{case.id}").status_code == 401

    def test_a_token_does_only_what_its_scopes_say(self, bench: Bench) -> None:
        case = filed(bench)
        reader = Api(bench.people[Post.FILING_OFFICER], "read")
        assert reader.get(f"cases/{case.id}").status_code == 200
        answer = reader.post(f"cases/{case.id}/acts/triage.confirm", {"procedure": "summary"})
        assert answer.status_code == 403
        assert answer.json()["findings"][0]["code"] == "E_SCOPE"

    def test_what_may_be_done_comes_with_all_reasons(self, bench: Bench) -> None:
        case = drawn(bench)
        judge = next(one for one in bench.judges if one.id == case.judge_id)
        listed = {
            one["code"]: one for one in Api(judge).get(f"cases/{case.id}/acts").json()["acts"]
        }
        assert not listed["judgment.sign"]["possible"]
        assert listed["judgment.sign"]["findings"]
        assert listed["limits.exclude"]["possible"]


class TestBulk:
    """The same gate for many subjects, a result for each."""

    def test_each_subject_has_its_own_result(self, bench: Bench) -> None:
        cases = [filed(bench, a_filing()) for _ in range(3)]
        office = Api(bench.people[Post.FILING_OFFICER])
        body = {
            "subjects": [*(case.id for case in cases), 999_999_999],
            "data": {"procedure": "ordinary_panel", "reason": "案情复杂，宜适用普通程序"},
        }
        results = office.post("bulk/acts/triage.confirm", body).json()["results"]
        assert [one["accepted"] for one in results] == [True, True, True, False]
        assert results[-1]["status"] == 404
        again = office.post("bulk/acts/triage.confirm", body).json()["results"]
        assert [one["status"] for one in again[:3]] == [409, 409, 409]


class TestTheDescription:
    """OpenAPI 3.1, generated from the list."""

    def test_every_act_of_the_list_has_its_route(self) -> None:
        schema = Client().get("/api/openapi.json").json()
        assert schema["openapi"].startswith("3.1")
        routes = " ".join(schema["paths"])
        for act in powers().values():
            assert (f"/acts/{act.code}" in routes) == (act.force is not Force.BAN), act.code

    def test_the_list_is_public(self) -> None:
        listed = Client().get("/api/powers").json()
        assert listed["acts"]
        assert listed["version"]


def test_a_receipt_is_for_who_acted(bench: Bench) -> None:
    """Who did the act gets its receipt; a stranger gets nothing."""
    case = filed(bench)
    entry = Entry.objects.filter(subject=case.id).order_by("seq").first()
    assert entry is not None
    office = Api(bench.people[Post.FILING_OFFICER])
    assert office.get(f"entries/{entry.id}/receipt").status_code == 200
    stranger = Api(make_person(None))
    assert stranger.get(f"entries/{entry.id}/receipt").status_code == 404
    assert actor(bench.people[Post.CLERK]).person
