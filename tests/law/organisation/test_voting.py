"""评议表决: majority, minority, and the jurors of a panel of seven."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.marks import article, rule
from xiezhi.law.rules.compositions import Matter
from xiezhi.law.rules.organisation import Bench, BenchKind, BenchSeat
from xiezhi.law.rules.tally import (
    Ballot,
    Question,
    advisory,
    check_committee,
    speaking_order,
    tally,
)
from xiezhi.law.terms import Level, Post, Procedure

JUDGES, JURORS = (1, 2, 3), (11, 12, 13, 14)


def bench(judges: tuple[int, ...] = JUDGES, jurors: tuple[int, ...] = JURORS) -> Bench:
    seats = [BenchSeat(n, presides=n == 1, handles=n == 2) for n in judges]
    seats += [BenchSeat(n, Post.JUROR) for n in jurors]
    return Bench(
        BenchKind.PANEL,
        Matter.CIVIL_FIRST,
        Level.INTERMEDIATE,
        tuple(seats),
        Procedure.ORDINARY_PANEL,
    )


def ballots(**choices: tuple[int, ...]) -> list[Ballot]:
    return [Ballot(person, choice) for choice, people in choices.items() for person in people]


@article("陪审员法", 22)
class TestSeven:
    """对事实认定，独立发表意见，并与法官共同表决；对法律适用，可以发表意见，但不参加表决。"""

    @rule("P6")
    def test_fact_vote_four_jurors_to_three_judges_stands_as_the_four_found(self) -> None:
        result = tally(bench(), Question.FACT, ballots(yes=JURORS, no=JUDGES))
        assert (result.decided, result.voters) == ("yes", 7)
        assert {ballot.person for ballot in result.minority} == set(JUDGES)
        assert result.advisory == ()

    @rule("P6")
    def test_law_vote_judges_two_to_one(self) -> None:
        result = tally(bench(), Question.LAW, ballots(yes=(1, 2), no=(3, *JURORS)))
        assert (result.decided, result.voters) == ("yes", 3)
        assert result.counts == {"yes": 2, "no": 1}
        assert {ballot.person for ballot in result.advisory} == set(JURORS)

    @article("陪审员解释", 9)
    def test_a_question_that_cannot_be_told_apart_is_one_of_fact(self) -> None:
        assert not advisory(bench(), 11, Question.UNCLEAR)
        assert tally(bench(), Question.UNCLEAR, []).voters == 7

    @rule("P6")
    @given(
        st.lists(st.sampled_from("abc"), min_size=3, max_size=3),
        st.lists(st.sampled_from("abc"), min_size=4, max_size=4),
        st.lists(st.sampled_from("abc"), min_size=4, max_size=4),
    )
    def test_jurors_never_move_a_vote_on_law(
        self, judges: list[str], jurors: list[str], others: list[str]
    ) -> None:
        def count(theirs: list[str]) -> tuple[object, ...]:
            cast = [Ballot(*pair) for pair in zip(JUDGES, judges, strict=True)]
            cast += [Ballot(*pair) for pair in zip(JURORS, theirs, strict=True)]
            result = tally(bench(), Question.LAW, cast)
            return result.counts, result.decided, result.minority

        assert count(jurors) == count(others)


@article("陪审员法", 21)
class TestThree:
    """参加三人合议庭审判案件，对事实认定、法律适用，独立发表意见，行使表决权。"""

    @pytest.mark.parametrize("question", list(Question))
    def test_jurors_vote_on_everything(self, question: Question) -> None:
        result = tally(bench((1,), (11, 12)), question, ballots(yes=(11, 12), no=(1,)))
        assert (result.decided, result.voters) == ("yes", 3)


@article("法院组织法", 31)
class TestMajority:
    """合议庭评议案件应当按照多数人的意见作出决定，少数人的意见应当记入笔录。"""

    def test_three_views_decide_nothing(self) -> None:
        result = tally(bench(jurors=()), Question.LAW, ballots(a=(1,), b=(2,), c=(3,)))
        assert result.decided is None
        assert result.minority == ()

    def test_two_of_three_decide_before_the_third_has_voted(self) -> None:
        result = tally(bench(jurors=()), Question.LAW, ballots(a=(1, 2)))
        assert result.decided == "a"
        assert result.missing == {3}

    def test_half_is_no_majority(self) -> None:
        result = tally(bench((1, 2, 3, 4, 5), ()), Question.LAW, ballots(a=(1, 2), b=(3,)))
        assert result.decided is None

    def test_an_even_split_decides_nothing(self) -> None:
        result = tally(bench((1, 2), ()), Question.FACT, ballots(a=(1,), b=(2,)))
        assert result.decided is None

    def test_a_second_ballot_of_one_member_is_an_error(self) -> None:
        with pytest.raises(AssertionError):
            tally(bench(), Question.LAW, [Ballot(1, "a"), Ballot(1, "b")])

    @given(st.lists(st.sampled_from("ab"), min_size=7, max_size=7))
    def test_ballots_are_neither_lost_nor_doubled(self, choices: list[str]) -> None:
        people = (*JUDGES, *JURORS)
        cast = [Ballot(*pair) for pair in zip(people, choices, strict=True)]
        for question in Question:
            result = tally(bench(), question, cast)
            assert sum(result.counts.values()) + len(result.advisory) == 7
            assert not result.missing

    def test_the_handling_judge_speaks_first_and_the_presiding_judge_last(self) -> None:
        order = speaking_order(bench())
        assert (order[0], order[-1]) == (2, 1)


@article("法院组织法", 38)
class TestAdjudicationCommittee:
    """应当有其组成人员的过半数出席；由院长或者院长委托的副院长主持。"""

    @pytest.mark.parametrize(
        ("members", "present", "chair", "delegated", "found"),
        [
            (9, 5, Post.PRESIDENT, False, []),
            (9, 4, Post.PRESIDENT, False, ["E_COMMITTEE_QUORUM"]),
            (8, 5, Post.PRESIDENT, False, ["E_COMMITTEE_EVEN"]),
            (8, 4, Post.PRESIDENT, False, ["E_COMMITTEE_EVEN", "E_COMMITTEE_QUORUM"]),
            (9, 5, Post.VICE_PRESIDENT, True, []),
            (9, 5, Post.VICE_PRESIDENT, False, ["E_COMMITTEE_CHAIR"]),
            (9, 5, Post.DIVISION_HEAD, True, ["E_COMMITTEE_CHAIR"]),
        ],
    )
    def test_quorum_and_chair(
        self, members: int, present: int, chair: Post, delegated: bool, found: list[str]
    ) -> None:
        findings = check_committee(
            members=members, present=present, chair=chair, delegated=delegated
        )
        assert [finding.code for finding in findings] == found
