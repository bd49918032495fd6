"""A case before a panel, taken through its stages by those who may; leaders stand beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from typing import Any

from tests import factories as make
from xiezhi.acts.types import Actor
from xiezhi.cases.models import Ballot, Case, DeliberationResult, Hearing, Room, Signature
from xiezhi.law.act import Act
from xiezhi.law.powers import assignment, deliberation, hearing, judgment
from xiezhi.law.powers.assignment import Composition, SeatEntry
from xiezhi.law.powers.deliberation import BallotData, Disposition, Questions
from xiezhi.law.powers.filing import FilingData
from xiezhi.law.terms import Area, Level, Post, Procedure, Seat

LATER = make.AT + timedelta(days=20)
OPINION = BallotData(disposition=Disposition.SUPPORT, opinion="借款事实清楚，应予支持。")
DRAFT = judgment.DraftData(
    facts="被告借款后逾期未还。", reasoning="合法的借贷关系受法律保护。", result="被告归还借款。"
)
STAGES = ("debated", "opened", "one_sealed", "all_sealed", "decided", "signing", "signed")
"""How far a case has come; in the last one all but the presiding judge have signed."""
OUTSIDERS = (
    Post.AC_FULLTIME_MEMBER, Post.AC_MEMBER, Post.DEPUTY_DIVISION_HEAD, Post.INSPECTION,
    Post.PERSONNEL, Post.ADMINISTRATOR, Post.ARCHIVIST, Post.AUDITOR,
)  # fmt: skip


@dataclass
class Panel:
    """合议庭: a court with its leaders, a case of it, and the three who hear it."""

    bench: make.Bench
    case: Case
    members: list[int]  # presiding first, then a member, the judge in charge last
    upper: Actor  # the president of the court above
    stage: str = ""
    opinions: tuple[BallotData, ...] = (OPINION, OPINION, OPINION)  # by the place in the panel

    def by(self, place: int) -> Actor:
        return Actor(self.members[place], "")

    def do(self, act: Act, place: int, data: Any = None) -> None:
        make.do(act, self.by(place), self.case.id, data, at=LATER)

    def outsiders(self) -> dict[str, Actor]:
        """Everybody of the court who holds a post and does not sit, and the president above."""
        assert not {person.id for person in self.bench.people.values()} & set(self.members)
        staff = (Post.CLERK, Post.JUDGE_ASSISTANT)
        known = {
            post.value: make.actor(person)
            for post, person in self.bench.people.items()
            if post not in staff
        }
        return known | {"upper_president": self.upper}


def a_panel(
    stage: str,
    data: FilingData | None = None,
    *,
    level: Level = Level.BASIC,
    opinions: tuple[BallotData, ...] = (OPINION, OPINION, OPINION),
) -> Panel:
    """Return a case that has come as far as a stage."""
    upper = make.make_court(level=Level.INTERMEDIATE if level is Level.BASIC else Level.HIGH)
    above = make.make_person(upper)
    make.make_tenure(above, Post.PRESIDENT, areas=list(Area))
    bench = make.make_bench(4, court=make.make_court(parent=upper, level=level))
    for post in OUTSIDERS:
        bench.people[post] = make.make_person(bench.court)
        inside = bench.division if post is Post.DEPUTY_DIVISION_HEAD else None
        make.make_tenure(bench.people[post], post, division=inside, areas=list(Area))
    case = make.drawn(bench, data, procedure=Procedure.ORDINARY_PANEL)
    others = [judge.id for judge in bench.judges if judge.id != case.judge_id][:2]
    assert case.judge_id is not None
    members = [*others, case.judge_id]
    panel = Panel(bench, case, members, make.actor(above), opinions=opinions)
    _composed(panel)
    steps = [_debated, _opened, _one_sealed, _all_sealed, _decided, _signing, _signed]
    for name, step in zip(STAGES, steps, strict=True):
        step(panel)
        panel.stage = name
        if name == stage:
            break
    panel.case = make.refresh(case)
    return panel


def _composed(panel: Panel) -> None:
    seats = (
        SeatEntry(person=panel.members[0], seat=Seat.PRESIDING),
        SeatEntry(person=panel.members[1], seat=Seat.MEMBER),
    )
    head = panel.bench.as_(Post.DIVISION_HEAD)
    make.do(assignment.COMPOSE, head, panel.case.id, Composition(seats=seats))


_rooms = count(1)


def _debated(panel: Panel) -> None:
    room = Room.objects.create(court=panel.bench.court, name=f"第{next(_rooms)}法庭")
    plan = hearing.HearingPlan(starts_at=LATER - timedelta(hours=2), room=room.id)
    make.do(hearing.SCHEDULE, panel.by(2), panel.case.id, plan)
    number = Hearing.objects.get(case=panel.case).id
    panel.do(hearing.HOLD, 0, hearing.Holding(hearing=number, present=tuple(panel.members)))
    panel.do(hearing.CLOSE_DEBATE, 0, hearing.Debate(hearing=number))


def _opened(panel: Panel) -> None:
    panel.do(deliberation.OPEN, 0, Questions(questions="借款事实如何认定"))


def _one_sealed(panel: Panel) -> None:
    panel.do(deliberation.SEAL_BALLOT, 2, panel.opinions[2])


def _all_sealed(panel: Panel) -> None:
    panel.do(deliberation.SEAL_BALLOT, 1, panel.opinions[1])
    panel.do(deliberation.SEAL_BALLOT, 0, panel.opinions[0])


def _decided(panel: Panel) -> None:
    panel.do(deliberation.OPEN_BALLOTS, 0)


def _signing(panel: Panel) -> None:
    panel.do(judgment.DRAFT, 2, DRAFT)
    panel.do(judgment.SUBMIT, 2)


def _signed(panel: Panel) -> None:
    panel.do(judgment.SIGN, 2)
    panel.do(judgment.SIGN, 1)


def another_round(panel: Panel, *opinions: BallotData) -> None:
    """Let the panel deliberate again, with these opinions by the place in the panel."""
    panel.do(deliberation.OPEN, 0, Questions(questions="对前次评议的问题再次评议"))
    for place in (2, 1, 0):
        panel.do(deliberation.SEAL_BALLOT, place, opinions[place])
    panel.do(deliberation.OPEN_BALLOTS, 0)


def rows(case: Case) -> dict[str, list[dict[str, Any]]]:
    """Return everything that makes up the result of a case, as it is stored."""
    found = {}
    for model in (Ballot, DeliberationResult, Signature):
        kept = model.objects.filter(case=case).order_by("id").values()
        found[model.__name__] = [{k: _plain(v) for k, v in row.items()} for row in kept]
    kept = case.drafts.order_by("id").values()
    found["Draft"] = list(kept)
    found["Deliberation"] = [
        {k: _plain(v) for k, v in row.items()} for row in case.deliberations.order_by("id").values()
    ]
    found["Case"] = [{"state": make.refresh(case).state, "judge": make.refresh(case).judge_id}]
    return found


def _plain(value: Any) -> Any:
    return bytes(value) if isinstance(value, memoryview) else value
