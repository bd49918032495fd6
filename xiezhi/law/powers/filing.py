"""收案立案: receiving, correcting, registering or refusing a case."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from xiezhi.law.act import Act, Duty
from xiezhi.law.fields import ask
from xiezhi.law.rules import filing as rules
from xiezhi.law.sources import cite
from xiezhi.law.terms import (
    CaseKind,
    Force,
    Origin,
    PartyKind,
    PartyRole,
    Post,
    State,
)

SINCE = date(2020, 8, 4)
OFFICE = frozenset({Post.FILING_OFFICER})
OUTSIDE = frozenset({Post.PARTY, Post.COUNSEL})


@dataclass(frozen=True, kw_only=True)
class PartyEntry:
    """当事人一行: one party as it is filed."""

    role: PartyRole = ask("诉讼地位")
    name: str = ask("姓名或者名称", most=200)
    kind: PartyKind = ask("类型", default=PartyKind.NATURAL)
    id_number: str = ask("证件号码", most=40, sealed=True, default="")
    address: str = ask("住址或者住所地", most=300, sealed=True, default="")
    phone: str = ask("联系电话", most=40, sealed=True, default="")
    counsel: str = ask("代理人或者辩护人", most=100, default="")
    firm: str = ask("律师事务所", most=200, default="")
    account: int | None = ask("账号", "person", default=None)


@dataclass(frozen=True, kw_only=True)
class FilingData:
    """收案登记表: what a new case consists of; the platform fills in the rest."""

    kind: CaseKind = ask("案件类型")
    cause: str = ask("案由", "cause", most=120)
    parties: tuple[PartyEntry, ...] = ask("当事人")
    claims: str = ask("诉讼请求", "long", most=20_000, sealed=True, default="")
    facts: str = ask("事实与理由", "long", most=100_000, sealed=True, default="")
    amount: Decimal | None = ask("标的额（元）", default=None)
    origin: Origin = ask("案件来源", default=Origin.NEW)
    former: int | None = ask("原审案件", "file", default=None)
    clear: bool = ask("事实清楚、权利义务明确、争议不大", default=False)
    money_only: bool = ask("简单金钱给付", default=False)
    both_agree: bool = ask("双方约定适用该程序", default=False)
    missing_defendant: bool = ask("被告下落不明", default=False)
    foreign: bool = ask("涉外", default=False)
    status_or_title: bool = ask("涉及人身关系、财产确权", default=False)
    appraisal: bool = ask("需要评估、鉴定", default=False)
    public_interest: bool = ask("涉及国家利益、社会公共利益", default=False)
    new_or_difficult: bool = ask("新类型或者疑难复杂", default=False)
    wide_concern: bool = ask("社会影响较大、广泛关注", default=False)
    plea: bool = ask("被告人认罪认罚", default=False)
    consent: bool = ask("被告人同意适用速裁或者简易程序", default=False)
    in_custody: bool = ask("被告人在押", default=False)
    minor: bool = ask("被告人系未成年人", default=False)
    disabled: bool = ask("被告人系盲、聋、哑或者限制刑事责任能力人", default=False)
    incidental_open: bool = ask("附带民事诉讼未达成调解", default=False)
    months_expected: int | None = ask("建议刑期（月）", most=600, default=None)
    on_the_spot: bool = ask("行政行为当场作出", default=False)
    information_case: bool = ask("政府信息公开案件", default=False)
    again: str = ask("与已收案件相同而另行收案的理由", most=500, default="")


@dataclass(frozen=True, kw_only=True)
class CorrectionRequest:
    """补正通知: what is missing."""

    missing: str = ask("需要补正的内容", "long", most=2000, least=4)


@dataclass(frozen=True, kw_only=True)
class Correction:
    """补正: what was supplied."""

    note: str = ask("补正说明", "long", most=2000, least=2)
    claims: str = ask("诉讼请求", "long", most=20_000, sealed=True, default="")
    facts: str = ask("事实与理由", "long", most=100_000, sealed=True, default="")


@dataclass(frozen=True, kw_only=True)
class Amendment:
    """更正: what was entered wrongly at filing, and why it is corrected."""

    reason: str = ask("更正理由", most=500, least=4)
    cause: str = ask("案由", "cause", most=120, default="")
    amount: Decimal | None = ask("标的额（元）", default=None)
    claims: str = ask("诉讼请求", "long", most=20_000, sealed=True, default="")


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """不予受理裁定: the ground."""

    ground: str = ask("不予受理的理由", "long", most=2000, least=4)


RECEIVE = Act(
    code="filing.receive",
    name="收案登记",
    gloss="receive a case",
    source=cite("民诉法", 126),
    also=(cite("法释〔2015〕8号", 2), cite("刑诉法", 186), cite("行诉法", 51)),
    since=SINCE,
    force=Force.DUTY,
    holders=OFFICE | OUTSIDE,
    opens=True,
    rules=(rules.has_both_sides, rules.cause_is_known, rules.court_may_hear, rules.lineage_fits),
    data=FilingData,
    raises=(Duty("filing.register", OFFICE, "filing.decision_days"),),
)

REQUEST_CORRECTION = Act(
    code="filing.request_correction",
    name="一次性告知补正",
    gloss="ask once for what is missing",
    source=cite("法释〔2015〕8号", 7),
    since=SINCE,
    force=Force.POWER,
    holders=OFFICE,
    states=frozenset({State.RECEIVED}),
    moves=State.CORRECTING,
    data=CorrectionRequest,
    settles=("filing.register",),
    raises=(Duty("filing.supply_correction", OFFICE, "filing.correction_days"),),
)

SUPPLY_CORRECTION = Act(
    code="filing.supply_correction",
    name="补正",
    gloss="supply what was missing",
    source=cite("法释〔2015〕8号", 7),
    since=SINCE,
    force=Force.POWER,
    holders=OFFICE | OUTSIDE,
    states=frozenset({State.CORRECTING}),
    moves=State.RECEIVED,
    data=Correction,
    raises=(Duty("filing.register", OFFICE, "filing.decision_days"),),
)

AMEND = Act(
    code="filing.amend",
    name="更正收案信息",
    gloss="correct what was entered at filing",
    source=cite("平台约定"),
    since=SINCE,
    force=Force.POWER,
    holders=OFFICE,
    states=frozenset({State.RECEIVED, State.REGISTERED}),
    data=Amendment,
    rules=(rules.amends_something,),
)

REFUSE = Act(
    code="filing.refuse",
    name="裁定不予受理",
    gloss="refuse to take the case",
    source=cite("民诉法", 126),
    since=SINCE,
    force=Force.POWER,
    holders=OFFICE,
    states=frozenset({State.RECEIVED, State.CORRECTING}),
    moves=State.REFUSED,
    data=Refusal,
    settles=("*",),
)

REGISTER = Act(
    code="filing.register",
    name="登记立案",
    gloss="register the case and give it its number",
    source=cite("民诉法", 126),
    also=(cite("法〔2015〕137号", 14), cite("刑诉法", 186), cite("行诉法", 51)),
    since=SINCE,
    force=Force.DUTY,
    holders=OFFICE,
    states=frozenset({State.RECEIVED}),
    moves=State.REGISTERED,
    raises=(Duty("triage.confirm", OFFICE, "triage.confirm_days"),),
)
