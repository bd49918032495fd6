"""A panel of three: ballots sealed by each, opened together, a judgment signed in order."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest

from tests import factories as make
from tests.factories import Bench
from tests.journeys.person import AtBrowser
from tests.marks import article
from xiezhi.cases.models import Case, Hearing
from xiezhi.law.facts import ZONE
from xiezhi.law.powers import assignment, deliberation, hearing, judgment
from xiezhi.law.powers.assignment import Composition, SeatEntry
from xiezhi.law.terms import Post, Procedure, Seat, State
from xiezhi.ledger.models import Entry
from xiezhi.people.models import Person

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

QUESTION = "借款本金如何认定"
OPINIONS = {
    Seat.HANDLING: ("support", "转账凭证与借条相互印证，本金应按三万元认定。"),
    Seat.MEMBER: ("dismiss_claim", "借条系事后补写，款项性质存疑，不宜支持。"),
    Seat.PRESIDING: ("support", "被告自认收款且未举证归还，举证不能的后果由其承担。"),
}
SECOND_THOUGHTS = "改持另一种看法，认为本金只有两万元。"
RESULT = ("支持诉讼请求", "驳回诉讼请求")
SECRETS = (*(opinion for _, opinion in OPINIONS.values()), SECOND_THOUGHTS, *RESULT)
"""What nobody reads before the ballots are opened, and leaders never."""
DRAFT = {
    "facts": "被告收到借款三万元，到期未还。",
    "reasoning": "合法的借贷关系受法律保护。",
    "legal_basis": "《中华人民共和国民法典》第六百七十五条",
    "result": "被告于判决生效之日起十日内归还原告借款三万元。",
}


@dataclass
class Panel:
    """合议庭: a case after the debate, and the windows of those who hear or lead it."""

    case: Case
    seats: dict[Seat, AtBrowser]
    leaders: tuple[AtBrowser, AtBrowser]
    names: dict[Seat, str]

    @property
    def everybody(self) -> tuple[AtBrowser, ...]:
        return (*self.leaders, *self.seats.values())

    def but(self, *seats: Seat) -> tuple[AtBrowser, ...]:
        """The leaders and the other members."""
        own = [window for seat, window in self.seats.items() if seat not in seats]
        return (*self.leaders, *own)


def _debated(bench: Bench) -> tuple[Case, dict[Seat, Person]]:
    """Take a case through the gate as far as the end of the debate."""
    began = datetime.now(ZONE) - timedelta(days=20)
    case = make.drawn(bench, procedure=Procedure.ORDINARY_PANEL, at=began)
    presiding, member = [one for one in bench.judges if one.id != case.judge_id]
    handling = next(one for one in bench.judges if one.id == case.judge_id)
    seats = (
        SeatEntry(person=presiding.id, seat=Seat.PRESIDING),
        SeatEntry(person=member.id, seat=Seat.MEMBER),
    )
    head = bench.as_(Post.DIVISION_HEAD)
    make.do(assignment.COMPOSE, head, case.id, Composition(seats=seats), at=began)
    day = began + timedelta(days=16)
    plan = hearing.HearingPlan(
        starts_at=day.replace(hour=9, minute=0), room=bench.court.rooms.get().id
    )
    make.do(hearing.SCHEDULE, make.actor(handling), case.id, plan, at=began)
    number = Hearing.objects.get(case=case).id
    held = hearing.Holding(hearing=number, present=tuple(one.id for one in bench.judges))
    at = day.replace(hour=11, minute=0)
    make.do(hearing.HOLD, make.actor(presiding), case.id, held, at=at)
    debate = hearing.Debate(hearing=number)
    make.do(hearing.CLOSE_DEBATE, make.actor(presiding), case.id, debate, at=at)
    people = {Seat.HANDLING: handling, Seat.MEMBER: member, Seat.PRESIDING: presiding}
    return make.refresh(case), people


def _said(window: AtBrowser) -> str:
    """Return all that a page holds, shown or not."""
    return str(window.page.content()) + str(window.page.inner_text("body"))


def _receipt(window: AtBrowser, entry: int) -> str:
    """Return the receipt of an entry as its reader gets it, with what it holds written out."""
    answer = window.context.request.get(f"{window.base}/ledger/entries/{entry}/receipt.json")
    assert answer.ok, answer.status
    body = answer.json()
    return answer.text() + json.dumps(body, ensure_ascii=False)


def _entries(case: Case, act: str) -> list[int]:
    found = Entry.objects.filter(subject=case.id, act=act).order_by("seq")
    return list(found.values_list("id", flat=True))


def _blind(windows: Iterable[AtBrowser], case: Case, act: str) -> None:
    """The page of the case, the newest entry of an act and its receipt say no word of them."""
    entry = _entries(case, act)[-1]
    for window in windows:
        window.open(f"/cases/{case.id}")
        _holds_nothing(_said(window), "the page of the case")
        window.open(f"/ledger/entries/{entry}")
        _holds_nothing(_said(window), "the page of the entry")
        _holds_nothing(_receipt(window, entry), "the receipt")


def _holds_nothing(text: str, where: str) -> None:
    assert not [word for word in SECRETS if word in text], where


@article("法发〔2020〕26号", 5, 2)
class TestAPanelOfThree:
    """Each writes alone, all are opened together, leaders stand outside from start to end."""

    def test_from_the_deliberation_to_the_judgment(
        self, led_bench: Bench, browser: Any, live_server: Any
    ) -> None:
        panel = self._panel(led_bench, browser, live_server.url)
        self._opened_round(panel)
        self._each_seals(panel)
        self._leaders_have_no_act(panel)
        self._ballots_are_opened(panel)
        self._only_the_panel_reads(panel)
        self._drafted(panel)
        self._signed_in_order(panel)
        self._pronounced(panel)

    def _panel(self, bench: Bench, browser: Any, base: str) -> Panel:
        case, people = _debated(bench)
        windows = {
            seat: AtBrowser(browser, base, f"u{person.id}") for seat, person in people.items()
        }
        president, head = (
            AtBrowser(browser, base, f"u{bench.people[post].id}")
            for post in (Post.PRESIDENT, Post.DIVISION_HEAD)
        )
        names = {seat: person.name for seat, person in people.items()}
        return Panel(case, windows, (president, head), names)

    def _opened_round(self, panel: Panel) -> None:
        presiding = panel.seats[Seat.PRESIDING]
        presiding.dialog(panel.case.id, "组织评议", questions=QUESTION)
        presiding.press(panel.case.id)
        assert presiding.says("已封存 0 / 3")
        (entry,) = _entries(panel.case, "deliberation.open")
        presiding.open(f"/ledger/entries/{entry}")
        assert QUESTION in _said(presiding), "what is not sealed is found by the same search"
        assert QUESTION in _receipt(presiding, entry)

    def _each_seals(self, panel: Panel) -> None:
        case, handling = panel.case, panel.seats[Seat.HANDLING]
        stale = AtBrowser(handling.page.context.browser, handling.base, handling.login)
        stale.dialog(case.id, "封存评议意见", disposition="dismiss_claim", opinion=SECOND_THOUGHTS)
        self._seals(panel, Seat.HANDLING)
        assert "您的意见已封存，不能更改" in stale.refused()
        assert stale.typed("opinion") == SECOND_THOUGHTS
        assert stale.typed("disposition") == "dismiss_claim"
        _blind(panel.everybody, case, "deliberation.seal_ballot")
        self._seals(panel, Seat.PRESIDING)
        _blind(panel.but(Seat.HANDLING), case, "deliberation.seal_ballot")
        self._opens_too_early(panel)
        self._seals(panel, Seat.MEMBER)
        assert panel.seats[Seat.MEMBER].says("已封存 3 / 3")
        _blind(panel.everybody, case, "deliberation.seal_ballot")

    def _seals(self, panel: Panel, seat: Seat) -> None:
        window = panel.seats[seat]
        disposition, opinion = OPINIONS[seat]
        window.dialog(panel.case.id, "封存评议意见", disposition=disposition, opinion=opinion)
        window.press(panel.case.id)

    def _opens_too_early(self, panel: Panel) -> None:
        presiding = panel.seats[Seat.PRESIDING]
        presiding.open(f"/cases/{panel.case.id}/acts/deliberation.open_ballots")
        assert f"{panel.names[Seat.MEMBER]}尚未封存意见，不能启封" in presiding.refused()
        _holds_nothing(_said(presiding), "the refusal")

    def _leaders_have_no_act(self, panel: Panel) -> None:
        """Neither a ballot nor a result can be touched by a leader, by button or by address."""
        for leader in panel.leaders:
            leader.open(f"/cases/{panel.case.id}")
            for group in ("deliberation", "judgment"):
                assert leader.page.locator(f"a[href*='/acts/{group}.']").count() == 0
        president = panel.leaders[0]
        president.open(f"/cases/{panel.case.id}")
        president.page.click("section[aria-labelledby='acts-no'] summary")
        president.look()
        assert president.says(deliberation.NO_REPLACEMENT.name)
        assert president.says(judgment.NO_REVIEW.name)
        assert president.says("无，法律不许")
        for act in (deliberation.OPEN_BALLOTS, deliberation.READ_BALLOTS, judgment.SIGN):
            president.open(f"/cases/{panel.case.id}/acts/{act.code}")
            assert president.refused()
            _holds_nothing(_said(president), act.code)

    def _ballots_are_opened(self, panel: Panel) -> None:
        presiding = panel.seats[Seat.PRESIDING]
        presiding.dialog(panel.case.id, "启封评议意见")
        presiding.press(panel.case.id)
        assert presiding.says("已启封")
        assert make.refresh(panel.case).state == State.DECIDED

    def _only_the_panel_reads(self, panel: Panel) -> None:
        """A member reads after the reading is noted; the leaders go on seeing nothing."""
        _blind(panel.everybody, panel.case, "deliberation.open_ballots")
        for seat in (Seat.HANDLING, Seat.MEMBER):
            member = panel.seats[seat]
            member.dialog(panel.case.id, "查阅评议意见")
            member.press(panel.case.id)
            member.look()
            for _, opinion in OPINIONS.values():
                assert member.says(opinion)
            assert member.says("评议结果：支持诉讼请求（2 票）；驳回诉讼请求（1 票）")
            assert not member.says(SECOND_THOUGHTS)
        _blind(panel.leaders, panel.case, "deliberation.read_ballots")

    def _drafted(self, panel: Panel) -> None:
        handling = panel.seats[Seat.HANDLING]
        handling.act(panel.case.id, "judgment.draft", **DRAFT)
        handling.act(panel.case.id, "judgment.submit")
        for leader in panel.leaders:
            leader.open(f"/cases/{panel.case.id}")
            assert not [part for part in DRAFT.values() if part in _said(leader)]

    def _signed_in_order(self, panel: Panel) -> None:
        """承办法官先签，审判长最后签; what comes too early is refused and loses nothing."""
        case, presiding = panel.case.id, panel.seats[Seat.PRESIDING]
        self._too_early(panel, Seat.PRESIDING, waits_for=Seat.HANDLING)
        self._too_early(panel, Seat.MEMBER, waits_for=Seat.HANDLING)
        panel.seats[Seat.HANDLING].dialog(case, "签署裁判文书")
        panel.seats[Seat.HANDLING].press(case)
        self._too_early(panel, Seat.PRESIDING, waits_for=Seat.MEMBER)
        presiding.open(f"/cases/{case}/acts/judgment.pronounce")
        presiding.page.fill("[name=on]", "2026-01-05")
        assert presiding.refused()
        assert presiding.typed("on") == "2026-01-05"
        for seat in (Seat.MEMBER, Seat.PRESIDING):
            panel.seats[seat].dialog(case, "签署裁判文书")
            panel.seats[seat].press(case)
        assert make.refresh(panel.case).state == State.ISSUED

    def _too_early(self, panel: Panel, seat: Seat, *, waits_for: Seat) -> None:
        window, reason = panel.seats[seat], f"请待{panel.names[waits_for]}先签署"
        window.open(f"/cases/{panel.case.id}")
        assert window.page.locator("a[aria-label='办理：签署裁判文书']").count() == 0
        for folded in window.page.locator("section[aria-labelledby='acts-no'] summary").all():
            folded.click()
        assert window.says(reason)
        window.open(f"/cases/{panel.case.id}/acts/judgment.sign")
        why = window.refused()
        assert reason in why
        assert "法发〔2015〕13号" in why

    def _pronounced(self, panel: Panel) -> None:
        presiding = panel.seats[Seat.PRESIDING]
        presiding.dialog(panel.case.id, "宣判")
        presiding.press(panel.case.id)
        case = make.refresh(panel.case)
        assert case.state == State.PRONOUNCED
        signed = case.drafts.get().signatures.order_by("id").values_list("person__name", flat=True)
        order = (Seat.HANDLING, Seat.MEMBER, Seat.PRESIDING)
        assert list(signed) == [panel.names[seat] for seat in order]
        for leader in panel.leaders:
            leader.open(f"/cases/{case.id}")
            assert leader.says(DRAFT["result"]), "an issued judgment is no secret"
            _holds_nothing(_said(leader), "after the judgment")
