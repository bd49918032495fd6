"""双向选择: ranks both ways, stable pairs, the organisation for the rest, relatives (R6.5)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.factories import AT, DAY, Bench, actor, do, refusals
from tests.marks import article, rule
from tests.teams.squad import formed, forming, make_squad, row, staff
from xiezhi.law.powers.pairing import (
    ALLOCATE,
    CONFIRM,
    MATCH,
    OPEN,
    RANK,
    REVIEW_RELATION,
    Allocation,
    Confirmation,
    RankEntry,
    Ranking,
    RelationReview,
    RoundChoice,
    RoundData,
)
from xiezhi.law.powers.people import RelationKind
from xiezhi.law.powers.teams import ADD_MEMBER, NewMember
from xiezhi.law.terms import Post, TeamRole
from xiezhi.ledger.models import Entry
from xiezhi.people.models import Person, Relation, Team, TeamMember
from xiezhi.teams.models import Pairing, PairingRound

pytestmark = pytest.mark.django_db

CLOSES = DAY + timedelta(days=5)
LATER = AT + timedelta(days=6)


class Round:
    """A round with two judges, each with a team, and two assistants."""

    def __init__(self) -> None:
        self.bench = make_squad(judges=2)
        TeamMember.objects.update(until=DAY)
        Team.objects.update(ended_on=DAY)
        self.j1, self.j2 = self.bench.judges
        self.teams = {one.id: formed(self.bench, row(one)) for one in self.bench.judges}
        self.a1, self.a2 = (staff(self.bench, Post.JUDGE_ASSISTANT, n) for n in ("甲一", "甲二"))
        self.by = self.bench.as_(Post.PERSONNEL)
        data = RoundData(
            name="2026 年双向选择",
            judges=(self.j1.id, self.j2.id),
            staff=(self.a1.id, self.a2.id),
            closes_on=CLOSES,
        )
        self.do(OPEN, data)
        self.id = PairingRound.objects.get().id

    def do(self, act, data, *, by=None, at=AT) -> list[str]:
        return refusals(act, by or self.by, self.bench.court.id, data, at=at)

    def rank(self, who: Person, *wanted: Person) -> list[str]:
        data = Ranking(round=self.id, ranking=tuple(RankEntry(person=one.id) for one in wanted))
        return self.do(RANK, data, by=actor(who))

    def match(self, at=LATER) -> list[str]:
        return self.do(MATCH, RoundChoice(round=self.id), at=at)

    def allocate(self, person: Person, judge: Person, reason: str = "平衡两队人员") -> list[str]:
        data = Allocation(round=self.id, staff=person.id, judge=judge.id, reason=reason)
        return self.do(ALLOCATE, data, at=LATER)

    def review(self, judge: Person, person: Person, *, allowed: bool) -> None:
        data = RelationReview(
            judge=judge.id, staff=person.id, allowed=allowed, reason="已审查两人职责"
        )
        assert self.do(REVIEW_RELATION, data, at=LATER) == []

    def confirm(self) -> list[str]:
        return self.do(CONFIRM, Confirmation(round=self.id, since=LATER.date()), at=LATER)

    @property
    def pairs(self) -> dict[str, str]:
        rows = Pairing.objects.values_list("staff__name", "judge")
        return {name: "j1" if judge == self.j1.id else "j2" for name, judge in rows}


@pytest.fixture
def round_() -> Round:
    return Round()


@rule("R6.5")
@article("法发〔2020〕26号", 6)
class TestMutualChoice:
    """……双向选择和组织调配相结合……"""

    def test_assistant_prefers_j1_j1_prefers_another_allocated_to_j2_with_reason(
        self, round_: Round
    ) -> None:
        round_.rank(round_.a1, round_.j1)
        round_.rank(round_.a2, round_.j1)
        round_.rank(round_.j1, round_.a2)
        assert round_.match() == []
        assert round_.pairs == {"甲二": "j1"}
        assert round_.confirm() == ["E_UNPAIRED"]
        assert round_.allocate(round_.a1, round_.j2, "第二团队缺法官助理") == []
        assert round_.pairs == {"甲一": "j2", "甲二": "j1"}
        allocated = Pairing.objects.get(staff=round_.a1)
        assert (allocated.reason, allocated.by_id) == ("第二团队缺法官助理", round_.by.person)
        assert round_.confirm() == []
        team = round_.teams[round_.j2.id]
        assert TeamMember.objects.get(person=round_.a1, until=None).team == team

    def test_whom_the_choice_paired_the_organisation_does_not_move(self, round_: Round) -> None:
        round_.rank(round_.a1, round_.j1)
        round_.rank(round_.j1, round_.a1)
        round_.match()
        assert round_.allocate(round_.a1, round_.j2) == ["E_ALREADY_PAIRED"]
        assert round_.allocate(round_.a2, round_.j2) == []

    def test_ranks_are_of_the_other_side_and_sealed_in_the_log(self, round_: Round) -> None:
        assert round_.rank(round_.a1, round_.a2) == ["E_RANKING"]
        assert round_.rank(round_.a1, round_.j1, round_.j1) == ["E_RANKING"]
        outsider = staff(round_.bench)
        assert round_.rank(outsider, round_.j1) == ["E_NOT_IN_ROUND"]
        assert round_.rank(round_.a1, round_.j2) == []
        assert round_.rank(round_.a1, round_.j1) == []
        data = Entry.objects.filter(act=RANK.code, outcome="accepted").latest("id").data
        assert "sealed" in data
        assert f'"person":{round_.j1.id}' not in data
        round_.rank(round_.j1, round_.a1)
        round_.match()
        assert round_.pairs == {"甲一": "j1"}
        assert round_.rank(round_.a1, round_.j1) == ["E_ROUND_CLOSED"]

    def test_it_is_matched_once_all_have_ranked_or_the_day_is_past(self, round_: Round) -> None:
        assert round_.match(AT) == ["E_TOO_EARLY"]
        for one, other in ((round_.a1, round_.j1), (round_.a2, round_.j1)):
            round_.rank(one, other)
        for one, other in ((round_.j1, round_.a2), (round_.j2, round_.a1)):
            round_.rank(one, other)
        assert round_.allocate(round_.a1, round_.j2) == ["E_NOT_MATCHED"]
        assert round_.match(AT) == []
        assert round_.match(AT) == ["E_ROUND_CLOSED"]

    def test_the_sides_are_judges_and_their_staff(self, round_: Round) -> None:
        data = RoundData(
            name="另一轮", judges=(round_.a1.id,), staff=(round_.a2.id,), closes_on=CLOSES
        )
        assert round_.do(OPEN, data) == ["E_TEAM_ROLE"]

    def test_who_worked_elsewhere_leaves_that_team(self, round_: Round) -> None:
        old = round_.teams[round_.j2.id]
        new = NewMember(person=round_.a1.id, role=TeamRole.JUDGE_ASSISTANT, since=DAY)
        do(ADD_MEMBER, round_.by, old.id, new)
        round_.rank(round_.a1, round_.j1)
        round_.rank(round_.j1, round_.a1)
        round_.match()
        round_.allocate(round_.a2, round_.j2)
        assert round_.confirm() == []
        ended = TeamMember.objects.get(team=old, person=round_.a1)
        assert ended.until == LATER.date()
        now = TeamMember.objects.get(person=round_.a1, until=None)
        assert now.team == round_.teams[round_.j1.id]


@rule("R6.5")
@article("法官法", 23)
class TestRelatives:
    """parity with post-recusal: near relatives are paired after review only."""

    def related(self, round_: Round) -> None:
        """The assistant is the spouse of J1's brother, as both have declared of him."""
        for person, kind in (
            (round_.j1, RelationKind.COLLATERAL),
            (round_.a1, RelationKind.SPOUSE),
        ):
            Relation.objects.create(person=person, name="沈砚冬", kind=kind)

    def paired(self, round_: Round) -> None:
        round_.rank(round_.a1, round_.j1)
        round_.rank(round_.j1, round_.a1)
        round_.match()
        round_.allocate(round_.a2, round_.j2)

    def test_assistant_is_j1s_brothers_spouse_in_law_flag_hr_review_before_pairing(
        self, round_: Round
    ) -> None:
        self.related(round_)
        self.paired(round_)
        assert round_.confirm() == ["E_RELATION_REVIEW"]
        round_.review(round_.j1, round_.a1, allowed=True)
        assert round_.confirm() == []

    def test_without_the_relation_no_review_is_asked(self, round_: Round) -> None:
        self.paired(round_)
        assert round_.confirm() == []

    def test_a_pair_that_the_review_refused_is_allocated_anew(self, round_: Round) -> None:
        self.related(round_)
        self.paired(round_)
        round_.review(round_.j1, round_.a1, allowed=False)
        assert round_.confirm() == ["E_POST_RECUSAL"]
        assert round_.allocate(round_.a1, round_.j1) == ["E_POST_RECUSAL"]
        assert round_.allocate(round_.a1, round_.j2) == []
        assert round_.confirm() == []

    def test_the_same_holds_for_who_is_simply_added_to_a_team(self, round_: Round) -> None:
        self.related(round_)
        team = round_.teams[round_.j1.id]
        new = NewMember(person=round_.a1.id, role=TeamRole.JUDGE_ASSISTANT, since=DAY)
        assert refusals(ADD_MEMBER, round_.by, team.id, new) == ["E_RELATION_REVIEW"]
        other = round_.teams[round_.j2.id]
        assert refusals(ADD_MEMBER, round_.by, other.id, new) == []

    def test_and_for_a_team_that_is_formed(self) -> None:
        bench: Bench = make_squad()
        judge, assistant = bench.judges[1], staff(bench, Post.JUDGE_ASSISTANT)
        Relation.objects.create(
            person=assistant, name=judge.name, kind=RelationKind.IN_LAW, relative=judge
        )
        members = (row(judge), row(assistant, TeamRole.JUDGE_ASSISTANT))
        assert forming(bench, *members) == ["E_RELATION_REVIEW"]
        assert forming(bench, row(bench.judges[2]), members[1]) == []
