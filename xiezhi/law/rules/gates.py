"""程序适用条件: the statutory conditions of each procedure, as values over the facts of a case."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from xiezhi.law.finding import CannotCompute
from xiezhi.law.parameters import parameter
from xiezhi.law.rules.organisation import SoleBar
from xiezhi.law.rules.thresholds import Threshold
from xiezhi.law.sources import Citation, cite
from xiezhi.law.terms import Area, CaseKind, FourType, Level, Procedure


@dataclass(frozen=True, kw_only=True)
class TriageFacts:
    """分流所据事实: what decides which procedures the law permits.

    `facts_clear` and the two beside it are the three conditions of 民诉解释第256条;
    `basic_facts_clear` is the weaker one of 民诉法第40条. `amount` is in yuan.
    """

    kind: CaseKind
    level: Level = Level.BASIC
    province: str = ""
    maritime: bool = False
    facts_clear: bool = False
    basic_facts_clear: bool = False
    rights_clear: bool = False
    little_dispute: bool = False
    amount: Decimal | None = None
    largest_side: int = 1
    remanded: bool = False
    retrial: bool = False
    unfit: bool = False
    """其他不宜适用 a lighter procedure, found by a person with reasons."""
    sole_bars: frozenset[SoleBar] = frozenset()
    four_types: frozenset[FourType] = frozenset()
    # Civil.
    simple_money_payment: bool = False
    status_or_title: bool = False
    foreign: bool = False
    appraisal: bool = False
    defendant_missing_at_filing: bool = False
    party_missing: bool = False
    counterclaim: bool = False
    third_party_revocation: bool = False
    agreed_small_claims: bool = False
    agreed_summary: bool = False
    """Agreed by both sides before the hearing."""
    heard_as_ordinary: bool = False
    first_was_summary: bool = False
    against_ruling: bool = False
    agreed_single: bool = False
    """Both sides of an appeal agree to one judge."""
    # Criminal.
    evidence_ample: bool = False
    pleads: bool = False
    """认罪认罚."""
    admits: bool = False
    """承认所犯罪行，对指控的犯罪事实没有异议."""
    consents_fast_track: bool = False
    objects_summary: bool = False
    expected_months: int | None = None
    disabled: bool = False
    """盲、聋、哑人，或者尚未完全丧失辨认或者控制自己行为能力的精神病人."""
    minor: bool = False
    major_impact: bool = False
    co_accused_objects_fast_track: bool = False
    co_accused_denies_or_objects: bool = False
    incidental_unsettled: bool = False
    not_guilty_defence: bool = False
    possibly_no_crime: bool = False
    # Administrative.
    on_the_spot: bool = False
    information_disclosure: bool = False
    all_agree: bool = False


@dataclass(frozen=True)
class Condition:
    """条件: something that must hold; `why` completes 「本案……」 where it does not.

    `lever` completes 「如……」: the change that would meet it, empty where nothing can.
    """

    holds: bool
    why: str
    source: Citation
    lever: str = ""
    code: str = "E_GATE"


Limits = Threshold | CannotCompute


def _clear(f: TriageFacts, source: Citation) -> list[Condition]:
    return [
        Condition(f.facts_clear, "事实尚不清楚", source, "事实查清"),
        Condition(f.rights_clear, "权利义务关系尚不明确", source, "权利义务关系明确"),
        Condition(f.little_dispute, "争议较大", source, "争议不大"),
    ]


def _basic_court(f: TriageFacts, source: Citation) -> Condition:
    holds = f.level is Level.BASIC or f.maritime
    return Condition(holds, "不由基层人民法院（海事法院）审理", source)


def _one_judge(f: TriageFacts) -> list[Condition]:
    """Return what holds for every procedure before one judge (民诉法第42条, 法发〔2021〕30号)."""
    civil = f.kind.area is Area.CIVIL
    bars = sorted(f.sole_bars) if civil else []
    source = cite("民诉法", 42) if civil else cite("法发〔2021〕30号")
    codes = "、".join(sorted(f.four_types))
    return [
        *(Condition(False, bar.label, cite("民诉法", 42)) for bar in bars),
        Condition(
            not f.four_types,
            f"已标识为“四类案件”（{codes}），应当组成合议庭",
            source,
            "“四类案件”标识撤销",
        ),
    ]


def _summary_exclusions(f: TriageFacts, on: date) -> list[Condition]:
    """Return the exclusions of 民诉解释第257条, which no agreement cures."""
    law = cite("民诉解释", 257)
    many = parameter("triage.many_persons", on)
    return [
        Condition(
            not f.defendant_missing_at_filing, "起诉时被告下落不明", law, "被告能够直接或者电子送达"
        ),
        Condition(not f.remanded, "系发回重审案件", law),
        Condition(f.largest_side < many, f"当事人一方达到{many}人以上", law, "分别立案"),
        Condition(not f.retrial, "适用审判监督程序", law),
        Condition(not f.third_party_revocation, "系第三人撤销之诉", law),
        Condition(not f.unfit, "经认定不宜适用", law, "不宜适用的情形消除"),
        Condition(not f.heard_as_ordinary, "已按普通程序开庭审理", cite("民诉解释", 260)),
    ]


def _summary(f: TriageFacts, on: date, _: Limits) -> list[Condition]:
    law = cite("民诉法", 160)
    agreed = [] if f.agreed_summary else _clear(f, law)
    return [_basic_court(f, law), *agreed, *_summary_exclusions(f, on), *_one_judge(f)]


def _small_claims(f: TriageFacts, on: date, limits: Limits) -> list[Condition]:
    law, never = cite("民诉法", 165), cite("民诉法", 166)
    missing = f.party_missing or f.defendant_missing_at_filing
    return [
        _basic_court(f, law),
        *_clear(f, law),
        Condition(f.simple_money_payment, "不是简单金钱给付案件", law),
        _amount(f, limits),
        Condition(not f.status_or_title, "属于人身关系、财产确权案件", never),
        Condition(not f.foreign, "属于涉外案件", never),
        Condition(not f.appraisal, "需要评估、鉴定或者对其结果有异议", never, "不再申请鉴定、评估"),
        Condition(not missing, "有当事人下落不明", never, "下落不明的当事人到案"),
        Condition(not f.counterclaim, "当事人提出反诉", never, "撤回反诉"),
        *_summary_exclusions(f, on),
        *_one_judge(f),
    ]


def _amount(f: TriageFacts, limits: Limits) -> Condition:
    law = cite("民诉法", 165)
    if isinstance(limits, CannotCompute):
        why = "所在省份尚未录入小额诉讼标的额，请高级人民法院录入后再判断"
        return Condition(False, why, cite("民诉解释", 272), code=CannotCompute.code)
    if f.amount is None:
        return Condition(False, "没有标的额", law)
    if f.amount > limits.t200:
        return Condition(False, f"标的额超过{limits.t200}元", law)
    agreed = f.amount <= limits.t50 or f.agreed_small_claims
    why = f"标的额超过{limits.t50}元，双方当事人没有约定适用"
    return Condition(agreed, why, cite("民诉法", 165, 2), "双方当事人约定适用", "E_CONSENT")


def _ordinary_single(f: TriageFacts, _: date, __: Limits) -> list[Condition]:
    law = cite("民诉法", 40, 2)
    clear = f.basic_facts_clear or f.facts_clear
    return [
        Condition(f.level is Level.BASIC, "不由基层人民法院审理", law),
        Condition(clear, "基本事实尚不清楚", law, "基本事实查清"),
        Condition(f.rights_clear, "权利义务关系尚不明确", law, "权利义务关系明确"),
        Condition(not f.remanded, "系发回重审案件，应当另行组成合议庭", cite("民诉法", 41, 3)),
        Condition(not f.retrial, "系再审案件，应当另行组成合议庭", cite("民诉法", 41, 4)),
        *_one_judge(f),
    ]


def _second_single(f: TriageFacts, _: date, __: Limits) -> list[Condition]:
    law = cite("民诉法", 41, 2)
    simple = f.first_was_summary or f.against_ruling
    return [
        Condition(f.level is Level.INTERMEDIATE, "不由中级人民法院审理", law),
        Condition(simple, "第一审不是简易程序审结，也不是不服裁定的上诉", law),
        Condition(f.facts_clear, "事实尚不清楚", law, "事实查清"),
        Condition(f.rights_clear, "权利义务关系尚不明确", law, "权利义务关系明确"),
        Condition(
            f.agreed_single, "没有取得双方当事人同意", law, "双方当事人同意独任审理", "E_CONSENT"
        ),
        Condition(not f.retrial, "系再审案件，应当另行组成合议庭", cite("民诉法", 41, 4)),
        *_one_judge(f),
    ]


def _fresh_panel(f: TriageFacts) -> list[Condition]:
    again = "应当另行组成合议庭"
    return [
        Condition(not f.remanded, f"系发回重审案件，{again}", cite("刑诉法", 239)),
        Condition(not f.retrial, f"系再审案件，{again}", cite("刑诉法", 256)),
    ]


def _three_years(f: TriageFacts, on: date, source: Citation) -> Condition:
    months = parameter("triage.single_sentence_months_max", on)
    if f.expected_months is None:
        return Condition(False, "尚未填写可能判处的刑罚", source, "补填可能判处的刑罚")
    return Condition(f.expected_months <= months, f"可能判处的有期徒刑超过{months // 12}年", source)


def _fast_track(f: TriageFacts, on: date, _: Limits) -> list[Condition]:
    law, never = cite("刑诉法", 222), cite("刑诉解释", 370)
    return [
        Condition(f.level is Level.BASIC, "不由基层人民法院管辖", law),
        _three_years(f, on, law),
        Condition(f.facts_clear and f.evidence_ample, "事实、证据尚不充分", law, "事实、证据补足"),
        Condition(f.pleads, "被告人没有认罪认罚", law, "被告人认罪认罚"),
        Condition(
            f.consents_fast_track,
            "被告人没有同意适用",
            law,
            "被告人同意适用速裁程序",
            "E_CONSENT",
        ),
        Condition(not f.disabled, "被告人系盲、聋、哑人或者限制行为能力人", never),
        Condition(not f.minor, "被告人系未成年人", never),
        Condition(not f.major_impact, "有重大社会影响", never),
        Condition(
            not f.co_accused_objects_fast_track, "部分被告人有异议", never, "部分被告人撤回异议"
        ),
        Condition(
            not f.incidental_unsettled,
            "附带民事赔偿等事项没有达成调解或者和解",
            never,
            "附带民事赔偿达成调解或者和解",
        ),
        Condition(not f.not_guilty_defence, "辩护人作无罪辩护", never),
        Condition(not f.unfit, "经认定不宜适用", never, "不宜适用的情形消除"),
        *_fresh_panel(f),
        *_one_judge(f),
    ]


def _criminal_summary_panel(f: TriageFacts, _: date, __: Limits) -> list[Condition]:
    law, never = cite("刑诉法", 214), cite("刑诉解释", 360)
    return [
        Condition(f.level is Level.BASIC, "不由基层人民法院管辖", law),
        Condition(f.facts_clear and f.evidence_ample, "事实、证据尚不充分", law, "事实、证据补足"),
        Condition(f.admits or f.pleads, "被告人没有承认所犯罪行", law, "被告人承认所犯罪行"),
        Condition(not f.objects_summary, "被告人对适用有异议", law, "被告人撤回异议", "E_CONSENT"),
        Condition(not f.disabled, "被告人系盲、聋、哑人或者限制行为能力人", never),
        Condition(not f.major_impact, "有重大社会影响", never),
        Condition(
            not f.co_accused_denies_or_objects,
            "部分被告人不认罪或者有异议",
            never,
            "部分被告人认罪并撤回异议",
        ),
        Condition(not f.not_guilty_defence, "辩护人作无罪辩护", never),
        Condition(not f.possibly_no_crime, "经审查可能不构成犯罪", never),
        Condition(not f.unfit, "经认定不宜适用", never, "不宜适用的情形消除"),
    ]


def _criminal_summary(f: TriageFacts, on: date, limits: Limits) -> list[Condition]:
    return [
        *_criminal_summary_panel(f, on, limits),
        _three_years(f, on, cite("刑诉法", 216, 1)),
        *_fresh_panel(f),
        *_one_judge(f),
    ]


def _administrative_summary(f: TriageFacts, on: date, _: Limits) -> list[Condition]:
    law, never = cite("行诉法", 82), cite("行诉法", 82, 3)
    top = parameter("triage.administrative_summary_yuan_max", on)
    small = f.amount is not None and f.amount <= top
    listed = f.on_the_spot or small or f.information_disclosure
    why = f"不是当场作出的行为、{top}元以下款额或者政府信息公开案件，当事人各方没有同意适用"
    found = [
        Condition(not f.remanded, "系发回重审案件", never),
        Condition(not f.retrial, "按照审判监督程序再审", never),
        *_one_judge(f),
    ]
    if f.all_agree:
        return found
    return [
        *_clear(f, law),
        Condition(listed, why, cite("行诉法", 82, 2), "当事人各方同意适用", "E_CONSENT"),
        *found,
    ]


def _always(f: TriageFacts, _: date, __: Limits) -> list[Condition]:
    return []


Gate = Callable[[TriageFacts, date, Limits], list[Condition]]
_P, _K = Procedure, CaseKind

GATES: dict[CaseKind, dict[Procedure, Gate]] = {
    _K.CIVIL_FIRST: {
        _P.SMALL_CLAIMS: _small_claims,
        _P.SUMMARY: _summary,
        _P.ORDINARY_SINGLE: _ordinary_single,
        _P.ORDINARY_PANEL: _always,
    },
    _K.CIVIL_SECOND: {_P.SECOND_SINGLE: _second_single, _P.SECOND_PANEL: _always},
    _K.CRIMINAL_FIRST: {
        _P.FAST_TRACK: _fast_track,
        _P.SUMMARY: _criminal_summary,
        _P.SUMMARY_PANEL: _criminal_summary_panel,
        _P.ORDINARY_PANEL: _always,
    },
    _K.CRIMINAL_SECOND: {_P.SECOND_PANEL: _always},
    _K.ADMINISTRATIVE_FIRST: {
        _P.SUMMARY: _administrative_summary,
        _P.ORDINARY_PANEL: _always,
    },
    _K.ADMINISTRATIVE_SECOND: {_P.SECOND_PANEL: _always},
}
"""程序及其条件: per kind of case, lightest procedure first."""
