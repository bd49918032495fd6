"""Ways round the panel that somebody might try: each is tried, refused, and the result unmoved."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import Error, connection, transaction
from django.test import Client

from tests import factories as make
from tests.cases.panel import DRAFT, LATER, OPINION, Panel, a_panel, rows
from tests.marks import article, rule
from tests.supervision.cases import DECIDED, RECONSIDER, REFER, flag
from xiezhi.acts.models import Delegation
from xiezhi.acts.types import Actor
from xiezhi.law.fields import Unreadable, read
from xiezhi.law.powers import (
    assignment,
    deliberation,
    judgment,
    lists,
    powers,
    requirements,
)
from xiezhi.law.powers.filing import FilingData
from xiezhi.law.terms import COURT_LEADERS, Post, Seat
from xiezhi.people.middleware import SESSION
from xiezhi.people.models import Account, Person, Session

pytestmark = [
    pytest.mark.django_db,
    article("法发〔2020〕26号", 5, 2),
    rule("R5.9"),
]
BODIES: dict[str, dict[str, Any]] = {
    "deliberation.open": {"questions": "重新评议"},
    "deliberation.seal_ballot": {"disposition": "change", "opinion": "应当改判的意见"},
    "deliberation.open_ballots": {},
    "deliberation.decide_alone": {"disposition": "change", "opinion": "应当改判的意见"},
    "judgment.draft": {"facts": "查明的事实", "reasoning": "说理如下", "result": "改判如下"},
    "judgment.submit": {},
    "judgment.sign": {},
    "judgment.return_draft": {"reason": "请按本院意见修改"},
    "judgment.pronounce": {"on": "2026-09-21"},
}
"""What a result is made of, with complete data."""
_AGAIN = """
insert into cases_ballot (seal, sealed_text, at, case_id, deliberation_id, person_id)
select seal, sealed_text, at, case_id, deliberation_id, person_id from cases_ballot
"""
SQL = (
    "update cases_ballot set seal = '\\x00'",
    "update cases_ballot set person_id = person_id",
    "delete from cases_ballot",
    "truncate cases_ballot",
    "update cases_deliberationresult set decided = true",
    "update cases_deliberationresult set split = false, must_refer = false",
    "delete from cases_deliberationresult",
    "truncate cases_deliberationresult",
    "update cases_signature set digest = '\\x00'",
    "delete from cases_signature",
    "alter table cases_ballot disable trigger all",
    "drop trigger cases_ballot_kept on cases_ballot",
    "update supervision_alert set step = 2",
    "delete from supervision_alert",
    "delete from supervision_measure",
    "delete from ledger_entry",
    "update ledger_entry set outcome = 'accepted'",
    _AGAIN,
)


def browser_of(person: int) -> Client:
    """Return somebody's browser, signed in."""
    known = Account.objects.filter(person=person).first()
    account = known or make.make_account(Person.objects.get(pk=person))
    now = datetime.now(UTC)
    key = secrets.token_urlsafe(32)
    row = Session.objects.create(account=account, key=key, began_at=now, seen_at=now)
    client = Client()
    session = client.session
    session[SESSION] = row.key
    session.save()
    return client


def over_pages(panel: Panel) -> Iterator[str]:
    """Every act of a result by its form, as president and as head."""
    for post in (Post.PRESIDENT, Post.DIVISION_HEAD):
        browser = browser_of(panel.bench.as_(post).person)
        for code, data in BODIES.items():
            answer = browser.post(f"/cases/{panel.case.id}/acts/{code}", data)
            assert answer.status_code in (403, 422), f"{code} by {post}: {answer.status_code}"
            yield f"page {code} {post}"


def over_api(panel: Panel) -> Iterator[str]:
    """The same by the API, one by one and in bulk, as vice-president with all scopes."""
    from tests.api.test_acts import Api  # noqa: PLC0415 - that module is a test module

    api = Api(panel.bench.people[Post.VICE_PRESIDENT])
    for code, data in BODIES.items():
        answer = api.post(f"cases/{panel.case.id}/acts/{code}", data)
        assert answer.status_code in (403, 422), f"{code}: {answer.status_code}"
        yield f"api {code}"
        bulk = api.post(f"bulk/acts/{code}", {"subjects": [panel.case.id], "data": data})
        assert [one["accepted"] for one in bulk.json()["results"]] == [False]
        yield f"bulk api {code}"


def over_bulk_pages(panel: Panel) -> Iterator[str]:
    """The bulk page knows no act of a result."""
    browser = browser_of(panel.bench.as_(Post.PRESIDENT).person)
    for code in BODIES:
        answer = browser.post("/cases/bulk", {"act": code, "ids": [panel.case.id]})
        assert answer.status_code == 404
        yield f"bulk page {code}"


def over_import(panel: Panel) -> Iterator[str]:
    """A filing that is imported carries no result."""
    for name in ("state", "result", "disposition", "ballots", "signatures", "judge"):
        with pytest.raises(Unreadable):
            read(FilingData, {"kind": "civil_first", name: "decided"})
        yield f"import {name}"


def over_admin(panel: Panel) -> Iterator[str]:
    """There is no administration site, and the administrator holds no such act."""
    browser = browser_of(panel.bench.as_(Post.ADMINISTRATOR).person)
    for address in ("/admin/", "/admin/cases/ballot/", "/api/ballots", "/api/results"):
        assert browser.get(address).status_code == 404
        yield f"admin {address}"


def by_delegation(panel: Panel) -> Iterator[str]:
    """Nobody delegates a ballot or a signature; a row that was forged gives no power either."""
    court, president = panel.bench.court.id, panel.bench.as_(Post.PRESIDENT)
    taker = panel.bench.as_(Post.VICE_PRESIDENT)
    times = {"since_at": LATER - timedelta(days=1), "until_at": LATER + timedelta(days=9)}
    for code in BODIES:
        wish = lists.DelegationData(
            giver_post=Post.PRESIDENT, taker=taker.person, acts=(code,), **times
        )
        found = make.refusals(lists.DELEGATE, president, court, wish, at=LATER)
        assert "E_DELEGATION_INVALID" in found
        yield f"delegation {code}"
    Delegation.objects.create(
        court=court,
        giver=president.person,
        giver_post=Post.PRESIDENT,
        taker=taker.person,
        acts=sorted(BODIES),
        consent_by=president.person,
        consent_at=LATER,
        given_at=LATER,
        **times,
    )
    found = make.refusals(deliberation.SEAL_BALLOT, taker, panel.case.id, OPINION, at=LATER)
    assert found
    yield "delegation forged"


def by_the_court_s_list(panel: Panel) -> Iterator[str]:
    """A court's own list adds no leader to the holders of such an act."""
    for code in BODIES:
        row = lists.ListRowData(kind=lists.RowKind.HOLDERS, act=code, posts=(Post.PRESIDENT,))
        found = make.refusals(
            lists.DRAFT_LIST,
            panel.bench.as_(Post.PRESIDENT),
            panel.bench.court.id,
            lists.ListDraft(rows=(row,)),
            at=LATER,
        )
        assert "E_LIST_WIDER" in found
        yield f"list {code}"


def by_change_of_role(panel: Panel) -> Iterator[str]:
    """Who takes a seat or a post while a round runs has no ballot in it."""
    head = panel.bench.as_(Post.DIVISION_HEAD)
    seats = (
        assignment.SeatEntry(person=head.person, seat=Seat.PRESIDING),
        assignment.SeatEntry(person=panel.members[1], seat=Seat.MEMBER),
    )
    wish = assignment.Composition(seats=seats)
    assert make.refusals(assignment.COMPOSE, head, panel.case.id, wish, at=LATER)
    yield "role: composes himself into the round"
    for post in (Post.JUDGE, Post.PRESIDENT):
        make.make_tenure(Person.objects.get(pk=head.person), post, division=panel.bench.division)
        found = make.refusals(deliberation.SEAL_BALLOT, head, panel.case.id, OPINION, at=LATER)
        assert found
        yield f"role: becomes {post}"
    newcomer = Actor(make.make_person(panel.bench.court).id)
    found = make.refusals(deliberation.OPEN_BALLOTS, newcomer, panel.case.id, at=LATER)
    assert "E_NO_POWER" in found
    yield "role: new to the court"


def by_sql(panel: Panel) -> Iterator[str]:
    """The role under which the platform runs changes nothing of it."""
    for statement in SQL:
        with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
        yield f"sql {statement[:40]}"


WAYS: tuple[tuple[Callable[[Panel], Iterator[str]], str, int], ...] = (
    (over_pages, "decided", 18),
    (over_api, "decided", 18),
    (over_bulk_pages, "decided", 9),
    (over_import, "decided", 6),
    (over_admin, "decided", 4),
    (by_delegation, "all_sealed", 10),
    (by_the_court_s_list, "decided", 9),
    (by_change_of_role, "all_sealed", 4),
    (by_sql, "signing", 18),
)
"""Each way, the stage at which it is tried, and how many attempts it makes."""


@pytest.mark.parametrize(
    ("way", "stage", "many"), WAYS, ids=lambda one: getattr(one, "__name__", one)
)
def test_every_attempt_is_refused_and_the_result_stands(
    way: Callable[[Panel], Iterator[str]], stage: str, many: int
) -> None:
    panel = a_panel(stage)
    before = rows(panel.case)
    tried = list(way(panel))
    assert len(set(tried)) == many
    assert rows(panel.case) == before


def test_there_are_enough_of_them() -> None:
    assert sum(many for _, _, many in WAYS) >= 50


DATA: dict[str, Any] = {
    "supervision.request_report": requirements.ReportRequest(matter="请报告案件进展"),
    "supervision.inspect": requirements.Inspection(
        way=requirements.Inspecting.FILE, matter="了解案件进展"
    ),
    "supervision.request_reconsideration": RECONSIDER,
    "supervision.refer_to_judges_meeting": REFER,
    "supervision.refer_to_committee": REFER,
    "supervision.record_committee_decision": DECIDED,
    "supervision.file_note": requirements.InspectionNote(note="已调阅卷宗，情况如卷"),
}
"""Data of the acts of supervision that leaders and offices hold; the others ask for a matter."""
LEADING = [
    act
    for act in powers().values()
    if act.code.startswith("supervision.")
    and act.holders & (COURT_LEADERS | {Post.TRIAL_MANAGEMENT})
    and act.data in {type(data) for data in DATA.values()} | {requirements.Requirement}
]


@pytest.mark.parametrize("stage", ["debated", "all_sealed", "decided", "signing"])
def test_what_leaders_may_do_moves_nothing_of_the_result_either(stage: str) -> None:
    """Every measure, by every leader, done or refused: ballots, result, drafts, signatures stay."""
    panel = a_panel(stage)
    flag(panel.bench, panel.case)
    before = rows(panel.case)
    done = set()
    for act in LEADING:
        data = DATA.get(act.code, requirements.Requirement(matter="请提供相应材料"))
        for post in sorted(COURT_LEADERS | {Post.TRIAL_MANAGEMENT}):
            if not make.refusals(act, panel.bench.as_(post), panel.case.id, data, at=LATER):
                done.add(act.code)
    assert rows(panel.case) == before
    if stage == "decided":
        assert {act.code for act in LEADING} - done <= {"supervision.report_upward"}


def test_the_panel_goes_on_after_all_of_it() -> None:
    """The set-up is one in which those who sit do succeed."""
    panel = a_panel("decided")
    for attempt in (by_delegation, by_change_of_role, by_sql):
        list(attempt(panel))
    panel.do(judgment.DRAFT, 2, DRAFT)
    panel.do(judgment.SUBMIT, 2)
    panel.do(judgment.SIGN, 2)
