"""四类案件筛查: rules over structure that raise a suspicion; a machine never confirms one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from xiezhi.law.finding import CannotCompute
from xiezhi.law.parameters import parameter
from xiezhi.law.sources import Citation, cite
from xiezhi.law.terms import FlagState, FourType, Post, Term

SOURCE = cite("法发〔2021〕30号")


class LikeEvent(Term):
    """参照监督管理的情形: events after which a case is supervised like the four types."""

    OWN_JUDGMENT_RETRIED = "own_judgment_retried", "本院已经发生法律效力的裁判确有错误需要再审"
    PROTEST = "protest", "人民检察院提出抗诉"
    DEATH_PROPOSED = "death_proposed", "拟判处死刑（包括死刑缓期执行）"
    ACQUITTAL_PROPOSED = "acquittal_proposed", "拟宣告被告人无罪"
    BELOW_MINIMUM_PROPOSED = "below_minimum_proposed", "拟在法定刑以下判处刑罚"
    EXEMPTION_PROPOSED = "exemption_proposed", "拟免予刑事处罚"
    ORDERED_RETRIAL = "ordered_retrial", "上级法院指令再审"
    REMAND = "remand", "上级法院发回重审"


@dataclass(frozen=True, kw_only=True)
class Complaint:
    """反映: a complaint about a judge of the case, as intake recorded it.

    `of_delay` complains of delay, else of illegal judging; `verified` says that a breach of the
    rules on time was preliminarily found.
    """

    id: int
    named: bool
    of_delay: bool
    clues: bool = False
    verified: bool = False


class Relation(Term):
    """关联: how a case that carries a confirmed flag belongs to the one that is screened."""

    SAME_PARTIES = "history.same_parties", "同一原告与同一被告之间的案件"
    LINEAGE = "linked.lineage", "本案的原审或者后续案件"
    SAME_DEFENDANT = "linked.same_defendant", "同一被告、同一案由的未结案件"


@dataclass(frozen=True, order=True)
class Carried:
    """关联案件标识: a confirmed flag of a related case."""

    relation: Relation
    code: FourType
    number: str


@dataclass(frozen=True, kw_only=True)
class ScreeningFacts:
    """筛查所据事实: what the case file holds as structure; texts are another reader's matter."""

    plaintiffs: int = 0
    defendants: int = 0
    victims: int = 0
    series_filed_on: tuple[date, ...] = ()
    """Filing days of suits with the same defendant and cause, this one included."""
    serial_filed_on: tuple[date, ...] = ()
    """Filing days of suits with the same plaintiff and cause against anybody, this one included."""
    authorities: tuple[str, ...] = ()
    """Names of the public bodies that sue or are sued in a civil case."""
    cause_unseen: bool = False
    """Whether the court, though it has many cases, has had none of this cause for years."""
    carried: tuple[Carried, ...] = ()
    appraisals: int = 0
    panel_split: bool = False
    public_interest_suit: bool = False
    complaints: tuple[Complaint, ...] = ()
    inspection_findings: tuple[str, ...] = ()
    """References of inspections, reviews or petitions that found possible illegal judging."""
    interference_records: tuple[str, ...] = ()
    """References of records under the three provisions that may have affected justice."""
    events: frozenset[LikeEvent] = frozenset()
    overdue_since: date | None = None
    """The last day of a time limit that has passed while the case is open."""
    amount: int | None = None
    """Amount in dispute in whole yuan."""
    assigned: bool = False
    overrides: Mapping[str, int] = field(default_factory=dict, hash=False)
    """The high court's own numbers, by the name of the parameter."""


@dataclass(frozen=True)
class Hit:
    """疑似标识: a rule that hit, with its evidence; always a suspicion (R5.1)."""

    code: FourType
    evidence: tuple[str, ...]
    rule: str
    version: str
    source: Citation
    prompt: Post
    """Who is asked to confirm or reject: filing at first, the handling judge once assigned."""

    @property
    def state(self) -> FlagState:
        """疑似, whatever the rule: only a person confirms."""
        return FlagState.SUSPECTED


COUNTERSIGNED = frozenset(
    {FourType.F2A, FourType.F4A, FourType.F4B, FourType.F4C, FourType.F4D, FourType.LIKE}
)
"""Rejecting a machine's suspicion of these needs the division head's countersign (R5.3)."""


@dataclass(frozen=True)
class _Rule:
    id: str
    version: str
    code: FourType
    evidence: Callable[[ScreeningFacts, date], list[str]]


def screen(facts: ScreeningFacts, on: date) -> list[Hit]:
    """Return the suspicions that the structure of a case raises on a day, in the rules' order."""
    prompt = Post.HANDLING_JUDGE if facts.assigned else Post.FILING_OFFICER
    hits: list[Hit] = []
    for rule in _RULES:
        evidence = rule.evidence(facts, on)
        if evidence:
            hits.append(Hit(rule.code, tuple(evidence), rule.id, rule.version, SOURCE, prompt))
    return hits + _carried_over(facts, prompt)


def _carried_over(facts: ScreeningFacts, prompt: Post) -> list[Hit]:
    """Return a suspicion of what related cases were confirmed to be, of each type the first."""
    found: dict[FourType, list[Carried]] = {}
    for one in facts.carried:
        found.setdefault(one.code, []).append(one)
    hits = []
    for code, known in found.items():
        first = known[0].relation
        same = [one for one in known if one.relation is first][:QUOTED]
        evidence = tuple(f"{first.label}{one.number}已确认为{code}类四类案件" for one in same)
        hits.append(Hit(code, evidence, first.value, "1", SOURCE, prompt))
    return hits


QUOTED = 3
"""How many related cases a suspicion names."""


def _number(name: str, facts: ScreeningFacts, on: date) -> int:
    return parameter(f"screening.{name}", on, overrides=facts.overrides)


def _many_persons(facts: ScreeningFacts, on: date) -> list[str]:
    many = _number("many_persons", facts, on)
    sides = (("原告", facts.plaintiffs), ("被告", facts.defendants), ("被害人", facts.victims))
    return [f"{side}{count}人，达到{many}人" for side, count in sides if count >= many]


def _series(facts: ScreeningFacts, on: date) -> list[str]:
    cases, days = _number("series_cases", facts, on), _number("series_days", facts, on)
    since = on - timedelta(days=days)
    count = sum(since < day <= on for day in facts.series_filed_on)
    return [f"{days}日内同一被告、同一案由的案件{count}件"] if count >= cases else []


def _serial(facts: ScreeningFacts, on: date) -> list[str]:
    cases, days = _number("serial_cases", facts, on), _number("series_days", facts, on)
    since = on - timedelta(days=days)
    count = sum(since < day <= on for day in facts.serial_filed_on)
    return [f"{days}日内同一原告、同一案由的案件{count}件"] if count >= cases else []


def _public_body(facts: ScreeningFacts, _: date) -> list[str]:
    return [f"国家机关为民事诉讼当事人：{name}" for name in facts.authorities[:QUOTED]]


def _new_cause(facts: ScreeningFacts, on: date) -> list[str]:
    years = _number("new_cause_years", facts, on)
    return [f"本院近{years}年没有受理过该案由的案件"] if facts.cause_unseen else []


def _large_dispute(facts: ScreeningFacts, on: date) -> list[str]:
    found = ["合议庭意见分歧"] if facts.panel_split else []
    if facts.appraisals >= _number("appraisals", facts, on):
        found.append(f"鉴定{facts.appraisals}次")
    return found


def _public_interest(facts: ScreeningFacts, _: date) -> list[str]:
    return ["公益诉讼"] if facts.public_interest_suit else []


def _illegal_judging(facts: ScreeningFacts, _: date) -> list[str]:
    return [
        f"实名反映（{complaint.id}）附有具体线索"
        for complaint in facts.complaints
        if complaint.named and complaint.clues and not complaint.of_delay
    ]


def _delay(facts: ScreeningFacts, on: date) -> list[str]:
    found = [
        f"实名反映诉讼拖延（{complaint.id}），初步核实违反审限管理规定"
        for complaint in facts.complaints
        if complaint.named and complaint.of_delay and complaint.verified
    ]
    if facts.overdue_since is not None and facts.overdue_since < on:
        found.append(f"审限于{facts.overdue_since}届满而未结案，请核实有无当事人实名反映诉讼拖延")
    return found


def _inspection(facts: ScreeningFacts, _: date) -> list[str]:
    return list(facts.inspection_findings)


def _interference(facts: ScreeningFacts, _: date) -> list[str]:
    return list(facts.interference_records)


def _like(facts: ScreeningFacts, on: date) -> list[str]:
    found = [event.label for event in sorted(facts.events)]
    try:
        large = _number("large_amount", facts, on)
    except CannotCompute:
        return found  # the high court has set none
    if facts.amount is not None and facts.amount >= large:
        found.append(f"标的额{facts.amount}元，达到{large}元")
    return found


_RULES: tuple[_Rule, ...] = (
    _Rule("screening.public_interest", "1", FourType.F1A, _public_interest),
    _Rule("screening.public_body", "1", FourType.F1A, _public_body),
    _Rule("screening.new_cause", "1", FourType.F1C, _new_cause),
    _Rule("screening.large_dispute", "1", FourType.F1B, _large_dispute),
    _Rule("screening.many_persons", "1", FourType.F2A, _many_persons),
    _Rule("screening.series", "1", FourType.F2C, _series),
    _Rule("history.serial_plaintiff", "1", FourType.F2C, _serial),
    _Rule("screening.illegal_judging", "1", FourType.F4A, _illegal_judging),
    _Rule("screening.delay", "2", FourType.F4B, _delay),
    _Rule("screening.inspection", "1", FourType.F4C, _inspection),
    _Rule("screening.interference", "1", FourType.F4D, _interference),
    _Rule("screening.like", "1", FourType.LIKE, _like),
)
