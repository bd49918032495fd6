"""评议: opening a round, sealing ballots, opening them together, the record."""

from dataclasses import dataclass
from datetime import date

from xiezhi.law.act import Act, Duty
from xiezhi.law.fields import ask
from xiezhi.law.rules import deliberation as rules
from xiezhi.law.rules.bench_acts import bench_is_lawful
from xiezhi.law.sources import cite
from xiezhi.law.terms import COURT_LEADERS, TRIAL_BODY, Force, Post, State, Term

SINCE = date(2020, 8, 4)
MEMBERS = TRIAL_BODY - {Post.SOLE_JUDGE}


class Disposition(Term):
    """裁判结论: what the court does with the case, in the kinds that the law knows."""

    SUPPORT = "support", "支持诉讼请求"
    SUPPORT_IN_PART = "support_in_part", "部分支持诉讼请求"
    DISMISS_CLAIM = "dismiss_claim", "驳回诉讼请求"
    DISMISS_SUIT = "dismiss_suit", "驳回起诉"
    GUILTY = "guilty", "有罪判决"
    EXEMPTED = "exempted", "免予刑事处罚"
    BELOW_MINIMUM = "below_minimum", "在法定刑以下判处刑罚"
    ACQUITTAL = "acquittal", "宣告无罪"
    DEATH = "death", "死刑立即执行"
    DEATH_SUSPENDED = "death_suspended", "死刑缓期执行"
    REVOKE = "revoke", "撤销行政行为"
    UNLAWFUL = "unlawful", "确认违法"
    PERFORM = "perform", "责令履行职责"
    UPHOLD = "uphold", "驳回上诉，维持原判"
    CHANGE = "change", "依法改判"
    REMAND = "remand", "撤销原判，发回重审"


@dataclass(frozen=True, kw_only=True)
class Questions:
    """评议问题: what is to be decided, one question a line."""

    questions: str = ask("评议的问题（一行一个）", "long", most=6000, least=4)


@dataclass(frozen=True, kw_only=True)
class BallotData:
    """评议意见: conclusion and reasons; both are sealed, only their hash enters the log."""

    disposition: Disposition = ask("结论", sealed=True)
    opinion: str = ask("意见和理由", "long", most=20_000, least=4, sealed=True)


@dataclass(frozen=True, kw_only=True)
class DeliberationMinutes:
    """评议笔录: the record, kept in the internal volume."""

    text: str = ask("评议笔录", "long", most=50_000, least=10, sealed=True)


OPEN = Act(
    code="deliberation.open",
    name="组织评议",
    gloss="open a round of deliberation",
    source=cite("法释〔2002〕25号", 9),
    also=(cite("民诉法", 45),),
    since=SINCE,
    force=Force.DUTY,
    item="PW12",
    holders=frozenset({Post.PRESIDING_JUDGE}),
    states=frozenset({State.ON_TRIAL, State.DELIBERATING, State.DECIDED}),
    moves=State.DELIBERATING,
    data=Questions,
    rules=(bench_is_lawful, rules.debate_is_closed, rules.last_round_is_over),
    raises=(Duty("deliberation.seal_ballot", MEMBERS, "deliberation.open_days"),),
)

SEAL_BALLOT = Act(
    code="deliberation.seal_ballot",
    name="封存评议意见",
    gloss="seal one's ballot",
    source=cite("法释〔2002〕25号", 10),
    also=(cite("陪审员法", 21), cite("陪审员法", 22)),
    since=SINCE,
    force=Force.DUTY,
    item="PW14",
    holders=MEMBERS,
    states=frozenset({State.DELIBERATING}),
    data=BallotData,
    rules=(rules.round_is_open, rules.votes_in_this_round, rules.not_yet_sealed, rules.attended),
)

OPEN_BALLOTS = Act(
    code="deliberation.open_ballots",
    name="启封评议意见",
    gloss="open all ballots together and state the result",
    source=cite("法释〔2002〕25号", 11),
    also=(cite("民诉法", 45),),
    since=SINCE,
    force=Force.DUTY,
    item="PW12",
    holders=frozenset({Post.PRESIDING_JUDGE}),
    states=frozenset({State.DELIBERATING}),
    rules=(rules.round_is_open, rules.all_have_sealed),
    raises=(
        Duty("deliberation.record", frozenset({Post.CLERK}), "deliberation.document_days"),
        Duty("judgment.draft", frozenset({Post.HANDLING_JUDGE}), "deliberation.document_days"),
    ),
)

DECIDE_ALONE = Act(
    code="deliberation.decide_alone",
    name="独任法官形成裁判意见",
    gloss="decide as the sole judge",
    source=cite("法院组织法", 31),
    since=SINCE,
    force=Force.DUTY,
    item="PW12",
    holders=frozenset({Post.SOLE_JUDGE}),
    states=frozenset({State.ON_TRIAL}),
    moves=State.DECIDED,
    data=BallotData,
    rules=(bench_is_lawful, rules.debate_is_closed),
    raises=(Duty("judgment.draft", frozenset({Post.SOLE_JUDGE}), "deliberation.document_days"),),
)

RECORD = Act(
    code="deliberation.record",
    name="制作评议笔录",
    gloss="file the record of the deliberation",
    source=cite("民诉法", 45),
    since=SINCE,
    force=Force.DUTY,
    item="PW18",
    holders=frozenset({Post.CLERK}),
    states=frozenset({State.DELIBERATING, State.DECIDED, State.SIGNING, State.ISSUED}),
    data=DeliberationMinutes,
    rules=(rules.ballots_are_open,),
)

READ_BALLOTS = Act(
    code="deliberation.read_ballots",
    name="查阅评议意见",
    gloss="read the opened ballots",
    source=cite("法释〔2002〕25号", 14),
    also=(cite("法官法", 10),),
    since=SINCE,
    force=Force.VIEW,
    holders=MEMBERS | {Post.CLERK},
    rules=(rules.ballots_are_open,),
)

NO_REPLACEMENT = Act(
    code="deliberation.replace_opinion",
    name="直接改变独任庭、合议庭意见",
    gloss="replace the opinion of the trial body",
    source=cite("法发〔2020〕26号", 5, 2),
    since=SINCE,
    force=Force.BAN,
    holders=COURT_LEADERS,
)
