"""Each act × post × state, generated from the list: who may, when, and what the refusal is."""

from datetime import datetime
from typing import Any

import pytest

from tests.marks import article, rule
from xiezhi.acts.examine import examine, refuses, standing
from xiezhi.law.act import Act
from xiezhi.law.facts import ZONE, CaseFacts, CourtFacts, Facts, PersonFacts
from xiezhi.law.powers import powers
from xiezhi.law.team_facts import TeamFacts
from xiezhi.law.terms import CaseKind, Force, Post, Procedure, State

AT = datetime(2026, 6, 1, 10, tzinfo=ZONE)
ACTS = sorted(powers().values(), key=lambda act: act.code)
POWER_CODES = frozenset(
    {
        "E_NO_POWER",
        "E_ROLE_LIMIT",
        "E_LEADER_NOT_ON_CASE",
        "E_CANNOT_CHANGE_PANEL_RESULT",
        "E_OUT_OF_PORTFOLIO",
        "E_FORBIDDEN",
    }
)


def facts_for(act: Act, post: Post, state: State | None) -> Facts:
    """Return the facts of a subject of the act's kind towards which the actor holds one post."""
    known: dict[str, Any] = {"at": AT, "actor": 1, "posts": frozenset({post}), "subject": 2}
    if act.opens or act.subject == "court":
        return CourtFacts(**known)
    if act.subject == "person":
        return PersonFacts(**known)
    if act.subject == "team":
        return TeamFacts(**known)
    return CaseFacts(
        **known, state=state, kind=CaseKind.CIVIL_FIRST, procedure=Procedure.ORDINARY_PANEL
    )


def codes(act: Act, post: Post, state: State | None) -> set[str]:
    """Return the codes of what stands in the way before anything is typed."""
    return {finding.code for finding in examine(act, facts_for(act, post, state))}


@article("法发〔2020〕26号", 4)
@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.code)
class TestEachActOfTheList:
    """逐项列明各类审判人员的权责内容和履职要求……"""

    @rule("R4.1")
    def test_exactly_the_listed_posts_hold_it(self, act: Act) -> None:
        states = sorted(act.states) or [None]
        for post in Post:
            refused = codes(act, post, states[0]) & POWER_CODES
            holds = post in act.holders and act.force is not Force.BAN
            assert bool(refused) != holds, post

    def test_it_is_done_in_its_states_and_in_no_other(self, act: Act) -> None:
        if act.force is Force.BAN or act.subject != "case" or act.opens:
            return
        post = min(act.holders)
        for state in State:
            in_time = not act.states or state in act.states
            assert ("E_STATE" not in codes(act, post, state)) == in_time, state

    def test_a_refusal_names_who_can_and_by_which_text(self, act: Act) -> None:
        outsider = next(post for post in Post if post not in act.holders)
        state = next(iter(act.states), None)
        findings = examine(act, facts_for(act, outsider, state))
        refusing = [finding for finding in findings if finding.code in POWER_CODES]
        assert refuses(findings)
        for finding in refusing:
            assert str(finding.source)
            names_who = finding.code in ("E_NO_POWER", "E_ROLE_LIMIT", "E_LEADER_NOT_ON_CASE")
            if act.force is not Force.BAN and names_who:
                assert any(holder.label in str(finding) for holder in act.holders)

    @rule("R4.6")
    def test_assistants_and_clerks_do_not_vote_sign_or_close(self, act: Act) -> None:
        if act.code not in ("deliberation.seal_ballot", "judgment.sign", "closing.close"):
            return
        for post in (Post.JUDGE_ASSISTANT, Post.CLERK):
            assert "E_ROLE_LIMIT" in codes(act, post, next(iter(act.states)))

    def test_a_ban_has_no_holder_who_may(self, act: Act) -> None:
        if act.force is Force.BAN:
            for post in Post:
                facts = facts_for(act, post, State.ON_TRIAL)
                assert "E_FORBIDDEN" in {f.code for f in examine(act, facts)}

    def test_before_its_day_nobody_may(self, act: Act) -> None:
        post = min(act.holders)
        early = facts_for(act, post, next(iter(act.states), None))
        past = type(early)(**{**vars(early), "at": datetime(2020, 8, 3, 12, tzinfo=ZONE)})
        assert "E_NOT_IN_FORCE" in {f.code for f in examine(act, past)}


class TestTheStandingOfAnActor:
    """Own posts come before delegated ones; the entry names the post that was used."""

    def test_the_highest_own_post_is_used(self) -> None:
        act = powers()["assignment.reassign"]
        facts = facts_for(act, Post.PRESIDENT, State.ON_TRIAL)
        both = type(facts)(
            **{**vars(facts), "posts": frozenset({Post.PRESIDENT, Post.DIVISION_HEAD})}
        )
        stand = standing(act, both)
        assert stand is not None
        assert stand.post is Post.PRESIDENT
        assert stand.mandate is None
