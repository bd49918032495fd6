"""识别规则管理: which rules of detection there are, and what drafting, trying, switching need."""

from collections.abc import Iterator
from typing import Any

from xiezhi.law.act import needs
from xiezhi.law.facts import CourtFacts
from xiezhi.law.finding import Finding
from xiezhi.law.rule_values import RuleFact
from xiezhi.law.rules.cues import BadCues, parse
from xiezhi.law.sources import cite
from xiezhi.law.terms import FourType, Level, RuleState, Term

_SYSTEM = cite("法发〔2020〕26号", 5, 1)
_DESIGN = cite("平台约定")


class MachineRule(Term):
    """识别规则: every rule by which the platform suspects a four-type case."""

    PUBLIC_INTEREST = "screening.public_interest", "公益诉讼"
    PUBLIC_BODY = "screening.public_body", "国家机关为民事诉讼当事人"
    NEW_CAUSE = "screening.new_cause", "本院多年未受理过的案由"
    LARGE_DISPUTE = "screening.large_dispute", "合议庭分歧、多次鉴定"
    MANY_PERSONS = "screening.many_persons", "一方人数众多"
    SERIES = "screening.series", "同一被告、同一案由的系列案件"
    SERIAL_PLAINTIFF = "history.serial_plaintiff", "同一原告、同一案由的批量案件"
    SAME_PARTIES = "history.same_parties", "当事人之间曾有四类案件"
    LINEAGE = "linked.lineage", "原审或者后续案件是四类案件"
    SAME_DEFENDANT = "linked.same_defendant", "同一被告、同一案由的未结四类案件"
    ILLEGAL_JUDGING = "screening.illegal_judging", "实名反映违法审判"
    DELAY = "screening.delay", "实名反映诉讼拖延、超过审限"
    INSPECTION = "screening.inspection", "巡查、评查、信访的发现"
    INTERFERENCE = "screening.interference", "“三个规定”记录"
    EVENTS = "screening.like", "参照监督管理的情形"
    PROPOSED = "screening.proposed", "拟作的结论应当提交审判委员会"
    TEXT_F1A = "text.F1a", "文本：国家利益、社会公共利益"
    TEXT_F1C = "text.F1c", "文本：新类型、首案效应"
    TEXT_F1D = "text.F1d", "文本：法律适用的普遍指导意义"
    TEXT_F1E = "text.F1e", "文本：国家安全、外交、民族、宗教"
    TEXT_F2A = "text.F2a", "文本：人数众多、可能引发群体性事件"
    TEXT_F2B = "text.F2b", "文本：社会广泛关注"
    TEXT_F2C = "text.F2c", "文本：示范效应、批量案件"
    TEXT_F2D = "text.F2d", "文本：行业、特定群体利益和稳定"


_TEXT = "text."
ASKED_FOR = frozenset({
    MachineRule.PUBLIC_BODY, MachineRule.NEW_CAUSE, MachineRule.SERIAL_PLAINTIFF,
    MachineRule.SAME_PARTIES, MachineRule.LINEAGE, MachineRule.SAME_DEFENDANT,
})  # fmt: skip
"""Rules over structure that speak only where the high court has switched them on."""


def of_text(rule: MachineRule) -> FourType | None:
    """Return the type that a rule looks for in texts, or None for a rule over structure."""
    return FourType(rule.value.removeprefix(_TEXT)) if rule.value.startswith(_TEXT) else None


def shipped(rule: MachineRule) -> RuleState:
    """Return the state of a rule before a high court decides: what reads texts waits for it."""
    waits = rule in ASKED_FOR or of_text(rule) is not None
    return RuleState.OFF if waits else RuleState.ON


def _fact(facts: CourtFacts, data: Any) -> RuleFact:
    return facts.machine_rules.get(data.rule.value) or RuleFact(shipped(data.rule))


def _named(data: Any, **more: object) -> dict[str, object]:
    return {"rule": data.rule.label, "field": "rule"} | more


def only_the_high_court(facts: CourtFacts) -> Finding | None:
    """The system of detection is one for the province: the high court decides on its rules."""
    if facts.level is Level.HIGH:
        return None
    says = "识别规则由高级人民法院统一确定；认为规则需要修改的，请报高级人民法院审判管理部门"
    return Finding("E_NOT_HIGH_COURT", says, _SYSTEM)


def reads_texts(facts: CourtFacts, data: Any) -> Finding | None:
    """Only a rule that reads texts has cues and weights; numbers of others stand in the list."""
    if of_text(data.rule) is not None:
        return None
    says = "规则“{rule}”依据结构化信息，没有线索可改；其数值在本院权责清单的参数中调整"
    return Finding("E_NO_CUES", says, _DESIGN, "powers.draft_list", _named(data))


@needs("machine_rules")
def parameters_are_sound(facts: CourtFacts, data: Any) -> Iterator[Finding]:
    """Cues and weights can be read, fit the rule and cannot take long on any text."""
    known = _fact(facts, data).signals
    if of_text(data.rule) is None:
        return
    try:
        parse(data.content, known)
    except BadCues as bad:
        for one in bad.wrong:
            yield Finding("E_CUES", one.says, _DESIGN, given={**one.given, "field": "content"})


@needs("machine_rules")
def draft_is_there(facts: CourtFacts, data: Any) -> Finding | None:
    """What is tried or switched on is the rule as shipped, or a draft of this court."""
    if data.draft == 0 or data.draft in _fact(facts, data).drafts:
        return None
    says = "规则“{rule}”没有第 {draft} 稿，请先起草，或者填 0 选用平台出厂的内容"
    given = _named(data, draft=data.draft, field="draft")
    return Finding("E_NO_DRAFT", says, _DESIGN, "detection.draft_rule", given)


@needs("machine_rules")
def draft_was_tried(facts: CourtFacts, data: Any) -> Finding | None:
    """A draft speaks only after it was tried on past cases and its figures could be seen."""
    fact = _fact(facts, data)
    known = data.draft in fact.drafts
    if not data.on or not known or data.draft in fact.tried:
        return None
    says = "规则“{rule}”第 {draft} 稿还没有在历史案件上试运行，请先试运行，看过命中和漏识别再启用"
    given = _named(data, draft=data.draft, field="draft")
    return Finding("E_NOT_TRIED", says, _DESIGN, "detection.try_rule", given)


def not_backdated(facts: CourtFacts, data: Any) -> Finding | None:
    """A rule is switched from today on or later: what was found before stands as it was found."""
    if data.since >= facts.today:
        return None
    says = "规则不溯及既往，生效日期不能早于今日 {today}"
    return Finding("E_BACKDATED", says, _DESIGN, given={"today": facts.today, "field": "since"})


@needs("machine_rules")
def rule_speaks(facts: CourtFacts, data: Any) -> Finding | None:
    """What is muted is a rule that is on."""
    if _fact(facts, data).state is RuleState.ON:
        return None
    says = "规则“{rule}”没有启用，无需静默"
    return Finding("E_RULE_STATE", says, _SYSTEM, given=_named(data))


@needs("machine_rules")
def rule_is_muted(facts: CourtFacts, data: Any) -> Finding | None:
    """What a person lets speak again is a rule that was muted."""
    if _fact(facts, data).state is RuleState.MUTED:
        return None
    says = "规则“{rule}”没有被静默；启用或者停用规则请办理“启用、停用识别规则”"
    return Finding("E_RULE_STATE", says, _SYSTEM, "detection.switch_rule", _named(data))


def another_is_muted(facts: CourtFacts, data: Any) -> bool:
    """Return whether a muted rule beside the one that is decided on still waits for a person."""
    return any(
        fact.state is RuleState.MUTED and rule != data.rule.value
        for rule, fact in facts.machine_rules.items()
    )
