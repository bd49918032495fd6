"""法发〔2020〕26号 第4条: the list of powers and responsibilities, its worked examples."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from tests.marks import article, rule
from xiezhi.acts.examine import examine, standing
from xiezhi.law.facts import (
    ZONE,
    CaseFacts,
    CourtFacts,
    CourtRules,
    DraftFact,
    KnownPerson,
    Mandate,
    PendingRecusal,
    Sitter,
)
from xiezhi.law.powers import powers
from xiezhi.law.powers.lists import (
    DelegationData,
    ListAdoption,
    ListDraft,
    ListRowData,
    RowKind,
)
from xiezhi.law.powers.recusal import RecusalDecision
from xiezhi.law.terms import CaseKind, Post, Procedure, Seat, State

AT = datetime(2026, 6, 1, 10, tzinfo=ZONE)
HEAD, DEPUTY, VICE, PRESIDENT, JUDGE, OTHER = 1, 2, 3, 4, 5, 6
DIVISION, ELSEWHERE = 10, 11
REASSIGN = powers()["assignment.reassign"]


def case(**values: Any) -> CaseFacts:
    """Return a civil case on trial of division 10, with a panel of three."""
    known: dict[str, Any] = {
        "at": AT,
        "actor": JUDGE,
        "posts": frozenset({Post.HANDLING_JUDGE}),
        "kind": CaseKind.CIVIL_FIRST,
        "procedure": Procedure.ORDINARY_PANEL,
        "state": State.ON_TRIAL,
        "division": DIVISION,
        "sitters": (
            Sitter(JUDGE, "陆景行", Seat.HANDLING),
            Sitter(HEAD, "沈砚秋", Seat.PRESIDING, frozenset({Post.DIVISION_HEAD})),
            Sitter(OTHER, "何淑贞", Seat.MEMBER),
        ),
    }
    return CaseFacts(**(known | values))


def court(**values: Any) -> CourtFacts:
    """Return a court whose head of division 10 acts."""
    known: dict[str, Any] = {
        "at": AT,
        "actor": HEAD,
        "posts": frozenset({Post.DIVISION_HEAD}),
        "division": DIVISION,
        "persons": {
            DEPUTY: KnownPerson(
                "程允之", frozenset({Post.DEPUTY_DIVISION_HEAD}), frozenset({DIVISION})
            ),
            VICE: KnownPerson("顾维桢", frozenset({Post.VICE_PRESIDENT})),
        },
    }
    return CourtFacts(**(known | values))


def mandate(**values: Any) -> Mandate:
    """Return a delegation of PW09 from the head to the deputy, consented, for a month."""
    known: dict[str, Any] = {
        "id": 7,
        "acts": frozenset({"assignment.reassign"}),
        "post": Post.DIVISION_HEAD,
        "consented": True,
        "since_at": AT - timedelta(days=1),
        "until_at": AT + timedelta(days=30),
        "division": DIVISION,
    }
    return Mandate(**(known | values))


def codes(act: str, facts: Any, data: Any = None) -> set[str]:
    """Return the codes of all findings."""
    return {finding.code for finding in examine(powers()[act], facts, data)}


def deputy(**values: Any) -> CaseFacts:
    """Return the case as the deputy of its division sees it, who holds no power of his own."""
    known = {"actor": DEPUTY, "posts": frozenset({Post.DEPUTY_DIVISION_HEAD})}
    return case(**(known | values))


@article("法发〔2020〕26号", 4)
class TestDelegationAlongTheChain:
    """权责清单意见第4条: 院长→副院长、专职委员→必要时庭长；庭长→副庭长，须经分管副院长同意。"""

    @rule("R4.3")
    def test_a_without_the_consent_of_the_vice_president_it_is_refused(self) -> None:
        facts = deputy(mandates=(mandate(consented=False),))
        assert "E_DELEGATION_INVALID" in codes("assignment.reassign", facts)

    @rule("R4.3")
    def test_with_consent_it_carries_the_act(self) -> None:
        stand = standing(REASSIGN, deputy(mandates=(mandate(),)))
        assert stand is not None
        assert (stand.post, stand.mandate) == (Post.DIVISION_HEAD, 7)

    @rule("R4.3")
    def test_b_with_consent_a_case_of_another_division_is_refused(self) -> None:
        facts = deputy(mandates=(mandate(),), division=ELSEWHERE)
        assert "E_DELEGATION_INVALID" in codes("assignment.reassign", facts)

    @rule("R4.3")
    def test_c_a_personal_act_is_not_delegable_without_an_explicit_mark(self) -> None:
        given = mandate(acts=frozenset({"recusal.decide"}), post=Post.PRESIDENT, division=None)
        pending = (PendingRecusal(1, OTHER, AT.date(), own=False),)
        known = {
            "actor": VICE,
            "posts": frozenset({Post.VICE_PRESIDENT}),
            "mandates": (given,),
            "recusals": pending,
        }
        assert "E_DELEGATION_INVALID" in codes("recusal.decide", case(**known))
        marked = CourtRules(1, delegable=frozenset({"recusal.decide"}))
        assert "E_DELEGATION_INVALID" not in codes("recusal.decide", case(**known, rules=marked))

    @rule("R4.3")
    def test_g_the_delegation_ends_at_ten_and_the_act_at_one_past_is_refused(self) -> None:
        ends = mandate(until_at=AT)
        before = deputy(mandates=(ends,), at=AT - timedelta(minutes=1))
        after = deputy(mandates=(ends,), at=AT + timedelta(minutes=1))
        assert "E_DELEGATION_INVALID" not in codes("assignment.reassign", before)
        assert "E_DELEGATION_INVALID" in codes("assignment.reassign", after)

    @rule("R4.3")
    def test_the_chain_itself(self) -> None:
        def data(taker: int, post: Post = Post.DIVISION_HEAD) -> DelegationData:
            return DelegationData(
                giver_post=post,
                taker=taker,
                acts=("assignment.reassign",),
                since_at=AT,
                until_at=AT + timedelta(days=3),
            )

        assert "E_DELEGATION_INVALID" not in codes("delegation.give", court(), data(DEPUTY))
        assert "E_DELEGATION_INVALID" in codes("delegation.give", court(), data(VICE))
        president = court(actor=PRESIDENT, posts=frozenset({Post.PRESIDENT}))
        assert not codes("delegation.give", president, data(VICE, Post.PRESIDENT))
        assert "E_DELEGATION_INVALID" in codes(
            "delegation.give", president, data(DEPUTY, Post.PRESIDENT)
        )


@article("法发〔2017〕11号", 1)
class TestLeadersAndJudgmentsTheyDidNotHear:
    """院庭长对其未直接参加审理案件的裁判文书不再进行审核签发。"""

    @rule("R4.4")
    def test_d_a_head_who_is_not_on_the_panel_cannot_touch_the_judgment(self) -> None:
        head = case(actor=9, posts=frozenset({Post.DIVISION_HEAD}), state=State.DECIDED)
        for act in ("judgment.submit", "judgment.sign", "judgment.return_draft"):
            signing = replace(head, state=next(iter(powers()[act].states)))
            assert "E_LEADER_NOT_ON_CASE" in codes(act, signing), act

    def test_e_a_presiding_judge_who_is_also_the_head_signs_as_presiding_judge(self) -> None:
        signed = DraftFact(1, 1, JUDGE, submitted=True, issued=False, signed=(JUDGE, OTHER))
        head = case(
            actor=HEAD,
            posts=frozenset({Post.PRESIDING_JUDGE, Post.DIVISION_HEAD}),
            state=State.SIGNING,
            draft=signed,
        )
        assert codes("judgment.sign", head) == set()
        stand = standing(powers()["judgment.sign"], head)
        assert stand is not None
        assert stand.post is Post.PRESIDING_JUDGE


@article("法发〔2020〕26号", 4)
class TestTheListInForce:
    """细化完善本院审判权力和责任清单……"""

    @rule("R4.2")
    def test_f_an_act_is_judged_by_the_list_of_its_day(self) -> None:
        head = {"actor": 9, "posts": frozenset({Post.DIVISION_HEAD})}
        narrower = CourtRules(2, holders={"assignment.reassign": frozenset({Post.PRESIDENT})})
        on_may_31 = case(**head, rules=CourtRules(1), at=datetime(2026, 5, 31, 10, tzinfo=ZONE))
        on_june_1 = case(**head, rules=narrower)
        assert "E_NO_POWER" not in codes("assignment.reassign", on_may_31)
        assert "E_NO_POWER" in codes("assignment.reassign", on_june_1)

    @rule("R4.2")
    def test_a_court_s_row_never_widens(self) -> None:
        office = court(posts=frozenset({Post.TRIAL_MANAGEMENT}))

        def drafted(**row: Any) -> set[str]:
            return codes("powers.draft_list", office, ListDraft(rows=(ListRowData(**row),)))

        narrow = {"kind": RowKind.HOLDERS, "act": "assignment.reassign"}
        assert not drafted(**narrow, posts=(Post.PRESIDENT,))
        assert "E_LIST_WIDER" in drafted(**narrow, posts=(Post.PRESIDENT, Post.CLERK))
        number = {"kind": RowKind.NUMBER, "name": "supervision.report_days"}
        assert not drafted(**number, number=1)
        assert "E_LIST_WIDER" in drafted(**number, number=9)
        assert "E_LIST_ROW" in drafted(kind=RowKind.HOLDERS, act="no.such_act")
        assert "E_LIST_ROW" in drafted(kind=RowKind.NUMBER, name="no.such_number", number=1)

    @rule("R4.2")
    def test_a_list_does_not_reach_back(self) -> None:
        president = court(posts=frozenset({Post.PRESIDENT}), lists=((1, None, None),))
        yesterday = ListAdoption(version=1, since=date(2026, 5, 31))
        assert "E_BACKDATED" in codes("powers.adopt_list", president, yesterday)
        assert not codes("powers.adopt_list", president, replace(yesterday, since=date(2026, 6, 1)))


@article("刑诉法", 31)
class TestThePresidentIsChallenged:
    """院长担任审判长时的回避，由审判委员会决定。"""

    def test_h_only_the_committee_decides(self) -> None:
        sitters = (
            Sitter(JUDGE, "陆景行", Seat.HANDLING),
            Sitter(PRESIDENT, "程允之", Seat.PRESIDING, frozenset({Post.PRESIDENT})),
            Sitter(OTHER, "何淑贞", Seat.MEMBER),
        )
        pending = (PendingRecusal(1, PRESIDENT, AT.date(), own=False),)
        data = RecusalDecision(upheld=False, reason="不属于法定情形")
        known = {"sitters": sitters, "recusals": pending}
        own = case(**known, actor=PRESIDENT, posts=frozenset({Post.PRESIDENT}))
        committee = case(**known, actor=8, posts=frozenset({Post.ADJUDICATION_COMMITTEE}))
        assert "E_RECUSAL_WRONG_DECIDER" in codes("recusal.decide", own, data)
        assert not codes("recusal.decide", committee, data)


def test_times_are_compared_whatever_their_zone() -> None:
    """A delegation that ends at ten in Shanghai ends at two in UTC."""
    ends = mandate(until_at=AT.astimezone(UTC))
    assert "E_DELEGATION_INVALID" in codes("assignment.reassign", deputy(mandates=(ends,)))
