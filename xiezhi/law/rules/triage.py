"""繁简分流: which procedures the law permits, which is lightest, and what would change it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from xiezhi.law.finding import CannotCompute, Finding
from xiezhi.law.parameters import parameter
from xiezhi.law.rules.compositions import Matter
from xiezhi.law.rules.gates import GATES, Condition, Limits, TriageFacts
from xiezhi.law.rules.organisation import TrialFacts, sole_bars
from xiezhi.law.rules.thresholds import Published, threshold
from xiezhi.law.sources import cite
from xiezhi.law.terms import Area, CaseKind, Procedure, Term

CONFIRM, CONVERT = "triage.confirm", "procedure.convert"

LEVERS_MAX = 3
"""A counterfactual with more conditions than this helps nobody."""


def gates(
    facts: TriageFacts, on: date, entered: Iterable[Published] = ()
) -> dict[Procedure, list[Finding]]:
    """Return each procedure of the kind of case, lightest first, with what bars it.

    An empty list means permitted. `entered` are the figures the high courts entered.
    """
    return {
        procedure: [_finding(condition, procedure) for condition in failing]
        for procedure, failing in _failing(facts, on, entered).items()
    }


def _failing(
    facts: TriageFacts, on: date, entered: Iterable[Published]
) -> dict[Procedure, list[Condition]]:
    limits = _limits(facts, on, entered)
    return {
        procedure: [condition for condition in gate(facts, on, limits) if not condition.holds]
        for procedure, gate in GATES[facts.kind].items()
    }


def _limits(facts: TriageFacts, on: date, entered: Iterable[Published]) -> Limits:
    try:
        return threshold(facts.province, on, entered)
    except CannotCompute as missing:
        return missing


def _finding(condition: Condition, procedure: Procedure) -> Finding:
    says = f"本案{condition.why}，不能适用{{procedure}}。"
    given = {"procedure": procedure.label}
    return Finding(condition.code, says, condition.source, CONFIRM, given)


@dataclass(frozen=True)
class Suggestion:
    """分流建议: the procedure the machine proposes, and everything that led to it."""

    procedure: Procedure
    mandatory: bool
    """Whether the law itself prescribes it: small claims up to T50."""
    permitted: tuple[Procedure, ...]
    barred: Mapping[Procedure, tuple[Finding, ...]]
    """The lighter procedures that are not permitted, each with all reasons."""
    counterfactuals: tuple[str, ...]
    """「如……，可以适用……。」: what would open a lighter procedure."""
    stale_threshold: bool


def suggest(
    facts: TriageFacts,
    on: date,
    *,
    score: int | None = None,
    entered: Iterable[Published] = (),
) -> Suggestion:
    """Return the lightest permitted procedure, raised by a score of difficulty from 0 to 100.

    Below 60 the lightest, from 60 the next heavier that is permitted, from 80 the heaviest; a
    score never opens what a gate bars, nor leaves small claims where they are mandatory.
    """
    entered = tuple(entered)
    failing = _failing(facts, on, entered)
    limits = _limits(facts, on, entered)
    permitted = tuple(procedure for procedure, reasons in failing.items() if not reasons)
    mandatory = _mandatory(facts, permitted, limits)
    step = 0 if mandatory else _step(score, on)
    procedure = permitted[min(step, len(permitted) - 1)]
    order = list(failing)
    lighter = [other for other in order[: order.index(procedure)] if failing[other]]
    return Suggestion(
        procedure=procedure,
        mandatory=mandatory,
        permitted=permitted,
        barred={
            other: tuple(_finding(condition, other) for condition in failing[other])
            for other in lighter
        },
        counterfactuals=tuple(
            line for other in lighter if (line := counterfactual(failing[other], other))
        ),
        stale_threshold=_uses_threshold(facts) and _stale(limits),
    )


def _mandatory(facts: TriageFacts, permitted: tuple[Procedure, ...], limits: Limits) -> bool:
    small = Procedure.SMALL_CLAIMS in permitted
    if not small or isinstance(limits, CannotCompute) or facts.amount is None:
        return False
    return facts.amount <= limits.t50


def _step(score: int | None, on: date) -> int:
    if score is None or score < parameter("triage.score_complex_from", on):
        return 0
    return 1 if score < parameter("triage.score_panel_from", on) else len(Procedure)


def _uses_threshold(facts: TriageFacts) -> bool:
    return facts.kind is CaseKind.CIVIL_FIRST


def _stale(limits: Limits) -> bool:
    return isinstance(limits, CannotCompute) or limits.stale


def counterfactual(failing: list[Condition], procedure: Procedure) -> str:
    """Return the line that names the lever, empty where a condition cannot be met any more."""
    levers = list(dict.fromkeys(condition.lever for condition in failing))
    if not levers or len(levers) > LEVERS_MAX or not all(levers):
        return ""
    return f"如{'，并且'.join(levers)}，可以适用{procedure.label}。"


def check_choice(
    chosen: Procedure, facts: TriageFacts, on: date, entered: Iterable[Published] = ()
) -> list[Finding]:
    """Return why an officer may not choose a procedure; a warning asks for a reason.

    A gate refuses whatever the officer says; leaving mandatory small claims is a warning.
    """
    entered = tuple(entered)
    found = gates(facts, on, entered).get(chosen)
    if found is None:
        says = "{kind}案件没有{procedure}。"
        given = {"kind": facts.kind.label, "procedure": chosen.label}
        return [Finding("E_GATE", says, cite("法院组织法", 29), CONFIRM, given)]
    if chosen is not Procedure.SMALL_CLAIMS and suggest(facts, on, entered=entered).mandatory:
        says = "本案符合小额诉讼程序的法定条件，应当适用；认为不宜适用的，请说明理由。"
        found = [*found, Finding("E_GATE", says, cite("民诉法", 165, 1), CONFIRM, warning=True)]
    return found


def check_current(
    current: Procedure, facts: TriageFacts, on: date, entered: Iterable[Published] = ()
) -> list[Finding]:
    """Return why a case may not go on under its procedure after an event (R26-5).

    While a finding stands, the next hearing notice waits until the procedure is changed.
    """
    found = gates(facts, on, entered).get(current, [])
    return [replace(finding, remedy=CONVERT) for finding in found]


class By(Term):
    """确认方式: who stands behind a decision on the procedure."""

    MACHINE = "machine", "机器建议"
    OFFICER = "officer", "程序分流员"


def check_confirmation(
    chosen: Procedure, by: By, *, current: Procedure | None = None
) -> list[Finding]:
    """Return why a machine's suggestion may not stand without a person (R26-3).

    Small claims, the criminal fast track and every removal of a panel need an express human
    confirmation.
    """
    sensitive = chosen in (Procedure.SMALL_CLAIMS, Procedure.FAST_TRACK)
    removal = current is not None and not current.single and chosen.single
    if by is By.OFFICER or not (sensitive or removal):
        return []
    says = "适用{procedure}应由程序分流员确认，机器建议不能自动生效。"
    given = {"procedure": chosen.label}
    return [Finding("E_HUMAN", says, cite("法发〔2020〕26号", 26), CONFIRM, given)]


def check_notice_service(area: Area, procedure: Procedure) -> list[Finding]:
    """Return why papers may not be served by public notice in this procedure (R26-7)."""
    simple = procedure in (Procedure.SUMMARY, Procedure.SMALL_CLAIMS)
    if area is not Area.CIVIL or not simple:
        return []
    says = "适用{procedure}的案件不适用公告送达，需要公告送达的应当转换程序。"
    given = {"procedure": procedure.label}
    return [Finding("E_GATE", says, cite("民诉解释", 140), CONVERT, given)]


def check_conversion(*, ruled_on: date, limit_ends_on: date) -> list[Finding]:
    """Return why a ruling that converts the procedure comes too late (R26-6).

    `limit_ends_on` is the last day of the limit, extensions included; the court president and
    trial management are told of a late one.
    """
    if ruled_on <= limit_ends_on:
        return []
    says = "转换程序的裁定应在审理期限届满（{end}）前作出。"
    given = {"end": limit_ends_on}
    return [Finding("E_LATE", says, cite("民诉解释", 258), given=given)]


def check_signing(
    procedure: Procedure, matter: Matter, facts: TrialFacts, *, reason_not_applying: str = ""
) -> list[Finding]:
    """Return why one judge may not sign the judgment of a flagged case (R26-8).

    It waits for the ruling that moves the case to a panel, or for the judge's recorded reason
    why the flag does not apply; the division head is told of the reason.
    """
    if not procedure.single or reason_not_applying.strip():
        return []
    return list(sole_bars(matter, facts))


class FastClass(Term):
    """行政简案: classes of simple administrative cases (法发〔2021〕17号第2条)."""

    SUMMARY_CLASS = "summary_class", "符合简易程序适用条件"
    SUIT_CONDITIONS_UNMET = "suit_conditions_unmet", "不符合法定起诉条件"
    RECONSIDERATION_REFUSED = "reconsideration_refused", "复议机关不予受理或者驳回复议申请"
    CLEAR_DISCLOSURE = "clear_disclosure", "事实清楚的政府信息公开案件"
    CLEAR_DUTY = "clear_duty", "事实清楚的不履行法定职责案件"
    CLEAR_TRADEMARK = "clear_trademark", "事实清楚的商标授权确权案件"
    SECOND_OF_FAST = "second_of_fast", "简案的第二审案件"
    WITHDRAWAL = "withdrawal", "撤诉案件"
    FILING_OR_JURISDICTION = "filing_or_jurisdiction", "不予立案、管辖权异议裁定案件"


def administrative_fast(
    facts: TriageFacts, on: date, marks: frozenset[FastClass] = frozenset()
) -> frozenset[FastClass]:
    """Return the classes that make an administrative case simple; empty means complex."""
    summary = (
        facts.kind is CaseKind.ADMINISTRATIVE_FIRST and not gates(facts, on)[Procedure.SUMMARY]
    )
    return marks | {FastClass.SUMMARY_CLASS} if summary else marks
