"""Signs of nominal handling: found, answered, verified; confirmed, the case does not count."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests import factories as make
from tests.cases.panel import LATER, Panel, a_panel
from tests.leaders.court import YEAR, Led, closed, led
from tests.marks import article, rule
from xiezhi.acts.models import Prompt
from xiezhi.cases.models import Attendance, Case, Draft, Hearing, Notice, Room
from xiezhi.law.facts import ZONE
from xiezhi.law.powers import leaders as powers
from xiezhi.law.powers.leaders import Answer, Verification
from xiezhi.law.rules.leader_cases import Handling, SignalKind, signals
from xiezhi.law.terms import Origin, Post, Seat
from xiezhi.leaders import jobs, rows
from xiezhi.leaders.completion import completions
from xiezhi.leaders.models import NominalCheck

pytestmark = [pytest.mark.django_db, article("法发〔2017〕10号", 1)]
NIGHT = make.AT.replace(month=4, day=2)
END = date(YEAR, 12, 31)
TEXT = Answer(text="庭审当日在外地参加培训，文书由法官助理起草后本人审定。")


class Suspected:
    """A court whose head handled a case without being there, and a trial body that was."""

    def __init__(self) -> None:
        self.home: Led = led(2)
        self.head = self.home.leaders[Post.DIVISION_HEAD]
        self.office = self.home.office(Post.TRIAL_MANAGEMENT)
        judge = self.home.judges[0]
        (self.case,) = closed(self.home, self.head, panel={Seat.MEMBER: judge})
        room = Room.objects.create(court=self.home.court, name="第一法庭")
        during = (make.AT, make.AT + timedelta(hours=1))
        hearing = Hearing.objects.create(case=self.case, room=room, during=during, state="held")
        for person, present in ((self.head, False), (judge, True)):
            Attendance.objects.create(
                hearing=hearing, person=person, during=during, present=present, active=present
            )
        for version in (1, 2):
            Draft.objects.create(
                case=self.case, version=version, kind="judgment", facts="略", reasoning="略",
                result="略", author=judge, at=make.AT,
            )  # fmt: skip

    def look(self) -> NominalCheck:
        jobs.look(at=NIGHT, courts=[self.home.court.id])
        return NominalCheck.objects.get(case=self.case)

    def verification(self, *, nominal: bool) -> Verification:
        return Verification(leader=self.head.id, nominal=nominal, finding="经查阅庭审录像和稿件")

    def counted(self) -> list[int]:
        found = completions([self.home.court.id], YEAR, END)
        (line,) = (one for one in found if one.person == self.head.id)
        return [one.case for one in line.counting]


class TestNominalHandling:
    """挂名办案、虚假办案，拒不改正的，应当退出员额。"""

    @rule("R8.5")
    def test_two_signs_are_asked_about_and_confirmed_it_does_not_count(self) -> None:
        """(f) leader absent from the only hearing, draft 0% → suspect; confirmed → not counted."""
        given = Suspected()
        check = given.look()
        assert {one["kind"] for one in check.signals} >= {"hearing_absent", "draft_by_others"}
        assert all(one["evidence"] for one in check.signals)
        owed = Prompt.objects.get(subject=given.case.id, act="leaders.answer")
        assert (owed.owed_by, owed.due_on) == (given.head.id, check.answer_due_on)
        assert check.answer_due_on >= NIGHT.date() + timedelta(days=10)
        assert given.counted() == [given.case.id]

        head = make.actor(given.head)
        make.do(powers.ANSWER, head, given.case.id, TEXT, at=NIGHT + timedelta(days=3))
        owed.refresh_from_db()
        assert owed.settled_by
        found = given.verification(nominal=True)
        make.do(powers.VERIFY, given.office, given.case.id, found, at=NIGHT + timedelta(days=4))
        check.refresh_from_db()
        assert (check.nominal, check.answer) == (True, TEXT.text)
        assert given.counted() == []
        told = Notice.objects.filter(case=given.case, to=given.home.offices[Post.PERSONNEL])
        assert given.head.name in told.get().says
        assert not Prompt.objects.filter(subject=given.case.id, settled_by=None).exists()

    @rule("R8.5")
    def test_not_confirmed_it_goes_on_counting_and_personnel_hears_nothing(self) -> None:
        given = Suspected()
        given.look()
        make.do(powers.ANSWER, make.actor(given.head), given.case.id, TEXT, at=NIGHT)
        found = given.verification(nominal=False)
        make.do(powers.VERIFY, given.office, given.case.id, found, at=NIGHT)
        assert given.counted() == [given.case.id]
        office = given.home.offices[Post.PERSONNEL]
        assert not Notice.objects.filter(case=given.case, to=office).exists()

    @rule("R8.5")
    def test_it_is_verified_after_the_answer_or_after_ten_days(self) -> None:
        given = Suspected()
        due = given.look().answer_due_on
        found = given.verification(nominal=True)
        on_day = NIGHT.replace(month=due.month, day=due.day)
        for at, refused in ((on_day, ["E_ANSWER_FIRST"]), (on_day + timedelta(days=1), [])):
            said = make.refusals(powers.VERIFY, given.office, given.case.id, found, at=at)
            assert said == refused

    def test_only_the_one_who_is_asked_answers_and_nobody_verifies_himself(self) -> None:
        given = Suspected()
        other = make.actor(given.home.judges[0])
        assert make.refusals(
            powers.ANSWER, make.actor(given.head), given.case.id, TEXT, at=NIGHT
        ) == ["E_NO_CHECK"]
        given.look()
        assert make.refusals(powers.ANSWER, other, given.case.id, TEXT, at=NIGHT) == ["E_NO_CHECK"]
        make.make_tenure(given.head, Post.TRIAL_MANAGEMENT, court=given.home.court)
        found = given.verification(nominal=False)
        make.do(powers.ANSWER, make.actor(given.head), given.case.id, TEXT, at=NIGHT)
        said = make.refusals(powers.VERIFY, make.actor(given.head), given.case.id, found, at=NIGHT)
        assert said == ["E_OWN_CHECK"]

    def test_a_night_later_nothing_is_raised_again(self) -> None:
        given = Suspected()
        given.look()
        assert jobs.look(at=NIGHT + timedelta(days=1), courts=[given.home.court.id]) == []

    def test_nothing_is_read_from_cases_of_before_the_platform(self) -> None:
        given = Suspected()
        Case.objects.filter(pk=given.case.pk).update(origin=Origin.HISTORY)
        assert jobs.look(at=NIGHT, courts=[given.home.court.id]) == []


class TestSignsFromRowsAndTrace:
    """Evidence is counted in the hearings, the ballots, the drafts and the ledger."""

    @rule("R8.5")
    def test_a_panel_that_did_the_work_shows_no_sign_but_the_one_that_is_there(self) -> None:
        panel = a_panel("signed")
        found = self._traces(panel)
        presiding, member, handling = (found[number] for number in panel.members)
        assert (handling.hearings, handling.present, handling.drafts, handling.own_drafts) == (
            1, 1, 1, 1,
        )  # fmt: skip
        assert presiding.opened_by == presiding.person == panel.members[0]
        assert presiding.balloted_at == presiding.opened_at == LATER
        assert (presiding.entries > 0, handling.entries > 0) == (True, True)
        assert member.entries == 0
        kinds = {one.kind for one in signals(presiding, 5)}
        assert kinds == {SignalKind.BALLOT}

    def _traces(self, panel: Panel) -> dict[int, Handling]:
        day = LATER.astimezone(ZONE).date()
        Case.objects.filter(pk=panel.case.pk).update(closed_on=day)
        cases = rows.leader_cases(panel.members, day, day)
        assert len(cases) == 3
        return {one.person: one for one in rows.traces(cases)}
