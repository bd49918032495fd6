"""审限表: the limits T1 to T33 as values; their figures are parameters, dated and cited."""

from dataclasses import dataclass
from datetime import date

from xiezhi.law.parameters import parameter
from xiezhi.law.sources import Citation, cite
from xiezhi.law.time_limits.counting import Length, Unit
from xiezhi.law.time_limits.terms import (
    RULES_2000,
    Authority,
    ExtensionGround,
    Field,
    Start,
)

PREFIX = "time_limits."


@dataclass(frozen=True)
class Step:
    """延长: one step of extension. `times` None has no bound, `figure` empty no fixed length."""

    authority: Authority
    source: Citation
    figure: str = ""
    unit: Unit = Unit.MONTHS
    times: int | None = 1
    grounds: frozenset[ExtensionGround] = frozenset()
    least: str = ""
    reported_to: str = ""

    def longest(self, on: date) -> Length | None:
        """Return the longest extension that the text allows, None where it leaves it open."""
        return Length(parameter(PREFIX + self.figure, on), self.unit) if self.figure else None

    def shortest(self, on: date) -> Length | None:
        """Return the shortest extension that the text allows, None where it sets none."""
        return Length(parameter(PREFIX + self.least, on), self.unit) if self.least else None


@dataclass(frozen=True)
class Limit:
    """审限: one limit or a variant of it.

    `unit` None: the text sets no length. `figure` names the parameter. `before` limits end the
    day before an event (选举日), whatever the calendar says.
    """

    code: str
    name: str
    field: Field
    unit: Unit | None
    start: Start
    source: Citation
    variant: str = ""
    figure: str = ""
    steps: tuple[Step, ...] = ()
    window: str = ""
    converts_to: frozenset[str] = frozenset()
    before: bool = False

    @property
    def key(self) -> str:
        """What is stored: code and variant (T5.ruling)."""
        return f"{self.code}.{self.variant}" if self.variant else self.code

    @property
    def in_hours(self) -> bool:
        """Whether it is counted in hours."""
        return self.unit is Unit.HOURS

    def length(self, on: date) -> Length | None:
        """Return its length in force on a day, None where the text sets none."""
        if self.unit is None:
            return None
        return Length(parameter(f"{PREFIX}{self.figure or self.key}.length", on), self.unit)


def limit(key: str) -> Limit:
    """Return the limit of a key such as T1 or T5.ruling. Raises `KeyError`."""
    return LIMITS[key]


_SPECIAL = frozenset(ExtensionGround)
_PRESIDENT = Authority.PRESIDENT
_DAYS, _MONTHS, _HOURS = Unit.DAYS, Unit.MONTHS, Unit.HOURS


def _president(source: Citation, figure: str = "", unit: Unit = Unit.MONTHS) -> Step:
    return Step(_PRESIDENT, source, figure, unit)


_T1 = (
    _president(cite("民诉法", 152), "T1.extension_1"),
    Step(Authority.UPPER_COURT, cite(RULES_2000, 2), "T1.extension_2"),
)
_T5_JUDGMENT = (_president(cite(RULES_2000, 2), "T5.judgment.extension_1"),)
_T5_RULING = (_president(cite("民诉解释", 339)),)
_T12 = (_president(cite(RULES_2000, 2), "T12.extension_1"),)
_T14_UPWARD = (
    Step(Authority.UPPER_COURT, cite("刑诉法", 208), "T14.extension_2", grounds=_SPECIAL),
    Step(
        Authority.SUPREME_COURT,
        cite("刑诉解释", 210),
        "T14.extension_3",
        times=None,
        least="T14.extension_3_least",
    ),
)
_HIGH = Authority.HIGH_COURT_OR_ABOVE
_T23 = (Step(_HIGH, cite("行诉法", 81), times=None),)
_T25 = (Step(_HIGH, cite("行诉法", 88), times=None),)
_T31 = (
    Step(Authority.PRESIDENT_OR_VICE, cite(RULES_2000, 5), "T31.extension_1"),
    Step(
        Authority.PRESIDENT_OR_VICE,
        cite(RULES_2000, 5),
        times=None,
        reported_to="高级人民法院备案",
    ),
)


def _civil(
    code: str,
    name: str,
    unit: Unit | None,
    source: Citation,
    variant: str = "",
    *,
    start: Start = Start.FILING,
    steps: tuple[Step, ...] = (),
    figure: str = "",
    converts_to: frozenset[str] = frozenset(),
    before: bool = False,
) -> Limit:
    return Limit(
        code, name, Field.CIVIL, unit, start, source, variant, figure, steps, "civil",
        converts_to, before,
    )  # fmt: skip


_CIVIL = (
    _civil("T1", "民事第一审普通程序", _MONTHS, cite("民诉法", 152), steps=_T1),
    _civil(
        "T2", "民事简易程序", _MONTHS, cite("民诉法", 164),
        steps=(_president(cite("民诉法", 164), "T2.extension_1"),),
        converts_to=frozenset({"T1"}),
    ),
    _civil(
        "T3", "小额诉讼程序", _MONTHS, cite("民诉法", 168),
        steps=(_president(cite("民诉法", 168), "T3.extension_1"),),
        converts_to=frozenset({"T1", "T2"}),
    ),
    _civil(
        "T4", "特别程序", _DAYS, cite("民诉法", 187),
        steps=(_president(cite(RULES_2000, 2), "T4.extension_1", _DAYS),),
    ),
    _civil("T4", "选民资格案件", None, cite("民诉法", 187), "voter", before=True),
    _civil("T5", "对判决的民事上诉", _MONTHS, cite("民诉法", 183), "judgment", steps=_T5_JUDGMENT),
    _civil("T5", "对裁定的民事上诉", _DAYS, cite("民诉法", 183), "ruling", steps=_T5_RULING),
    _civil(
        "T6", "民事再审（适用第一审程序）", _MONTHS, cite("民诉解释", 128), "first",
        start=Start.RETRIAL_FILING, steps=_T1, figure="T1",
    ),
    _civil(
        "T6", "民事再审（适用第二审程序，判决）", _MONTHS, cite("民诉解释", 128), "judgment",
        start=Start.RETRIAL_FILING, steps=_T5_JUDGMENT, figure="T5.judgment",
    ),
    _civil(
        "T6", "民事再审（适用第二审程序，裁定）", _DAYS, cite("民诉解释", 128), "ruling",
        start=Start.RETRIAL_FILING, steps=_T5_RULING, figure="T5.ruling",
    ),
    _civil(
        "T7", "民事申请再审审查", _MONTHS, cite("民诉法", 215), start=Start.APPLICATION,
        steps=(_president(cite("民诉法", 215)),),
    ),
    _civil(
        "T8", "民事再审检察建议审查", _MONTHS, cite("民诉解释", 417), "civil",
        start=Start.SUGGESTION,
    ),
    _civil(
        "T9", "支付令申请受理通知", _DAYS, cite("民诉法", 226), "notice", start=Start.APPLICATION
    ),
    _civil("T9", "支付令", _DAYS, cite("民诉法", 227), "order", start=Start.ACCEPTANCE),
    _civil("T10", "情况紧急的保全", _HOURS, cite("民诉法", 103), "urgent", start=Start.APPLICATION),
    _civil("T10", "诉前保全", _HOURS, cite("民诉法", 104), "pre_suit", start=Start.APPLICATION),
    _civil("T11", "涉外民事案件", None, cite("民诉法", 287)),
    _civil("T12", "船舶碰撞案件", Unit.YEARS, cite("海诉法", 87), "collision", steps=_T12),
    _civil("T12", "共同海损案件", Unit.YEARS, cite("海诉法", 92), "average", steps=_T12),
    _civil(
        "T13", "人身安全保护令", _HOURS, cite("反家暴法", 28), "ordinary",
        start=Start.APPLICATION,
    ),
    _civil(
        "T13", "情况紧急的人身安全保护令", _HOURS, cite("反家暴法", 28), "urgent",
        start=Start.APPLICATION,
    ),
)  # fmt: skip


def _criminal(
    code: str,
    name: str,
    unit: Unit | None,
    source: Citation,
    variant: str = "",
    *,
    start: Start = Start.ACCEPTANCE,
    steps: tuple[Step, ...] = (),
    figure: str = "",
    converts_to: frozenset[str] = frozenset(),
    window: str = "criminal",
) -> Limit:
    return Limit(
        code, name, Field.CRIMINAL, unit, start, source, variant, figure, steps, window,
        converts_to,
    )  # fmt: skip


_SIMPLE = frozenset({"T14", "T15"})
_FAST = _SIMPLE | {"T16", "T16.over_three_years"}
_CRIMINAL = (
    _criminal(
        "T14", "公诉案件第一审普通程序", _MONTHS, cite("刑诉法", 208),
        steps=(Step(Authority.COURT, cite("刑诉法", 208), "T14.extension_1"), *_T14_UPWARD),
    ),
    _criminal(
        "T15", "未被羁押的自诉案件", _MONTHS, cite("刑诉法", 212),
        steps=(_president(cite(RULES_2000), "T15.extension_1"),),
        window="private_prosecution",
    ),
    _criminal("T16", "刑事简易程序", _DAYS, cite("刑诉法", 220), converts_to=_SIMPLE),
    _criminal(
        "T16", "刑事简易程序（可能判处三年以上）", Unit.HALF_MONTHS, cite("刑诉法", 220),
        "over_three_years", converts_to=_SIMPLE,
    ),
    _criminal("T17", "速裁程序", _DAYS, cite("刑诉法", 225), converts_to=_FAST),
    _criminal(
        "T17", "速裁程序（可能判处一年以上）", _DAYS, cite("刑诉法", 225), "over_one_year",
        converts_to=_FAST,
    ),
    _criminal(
        "T18", "刑事第二审程序", _MONTHS, cite("刑诉法", 243),
        steps=(
            Step(Authority.HIGH_COURT, cite("刑诉法", 243), "T18.extension_1", grounds=_SPECIAL),
            Step(Authority.SUPREME_COURT, cite("刑诉法", 243), times=None),
        ),
    ),
    _criminal("T18", "最高人民法院刑事第二审程序", None, cite("刑诉法", 243), "supreme"),
    _criminal(
        "T19", "刑事再审", _MONTHS, cite("刑诉法", 258), start=Start.RETRIAL_DECISION,
        steps=(_president(cite(RULES_2000, 4), "T19.extension_1"),),
    ),
    _criminal("T19", "对抗诉决定指令下级法院再审", _MONTHS, cite("刑诉法", 258), "order_retrial"),
    _criminal(
        "T20", "刑事申诉审查", _MONTHS, cite("刑诉解释", 457), start=Start.FILING,
        steps=(Step(Authority.COURT, cite("刑诉解释", 457), "T20.extension_1"), *_T14_UPWARD),
    ),
    _criminal("T21", "减刑、假释", _MONTHS, cite("刑诉解释", 534)),
    _criminal(
        "T21", "减刑、假释（无期徒刑、有期徒刑）", _MONTHS, cite("刑诉解释", 534), "fixed_or_life",
        steps=(Step(Authority.COURT, cite("刑诉解释", 534), "T21.extension_1"),), figure="T21",
    ),
    _criminal("T22", "强制医疗", _MONTHS, cite("刑诉法", 305)),
)  # fmt: skip


def _administrative(
    code: str,
    name: str,
    unit: Unit,
    source: Citation,
    variant: str = "",
    *,
    start: Start = Start.FILING,
    steps: tuple[Step, ...] = (),
    figure: str = "",
    converts_to: frozenset[str] = frozenset(),
) -> Limit:
    return Limit(
        code, name, Field.ADMINISTRATIVE, unit, start, source, variant, figure, steps,
        "administrative", converts_to,
    )  # fmt: skip


_ADMINISTRATIVE = (
    _administrative(
        "T8", "行政再审检察建议审查", _MONTHS, cite("行诉解释", 126), "administrative",
        start=Start.SUGGESTION,
    ),
    _administrative("T23", "行政第一审普通程序", _MONTHS, cite("行诉法", 81), steps=_T23),
    _administrative(
        "T24", "行政简易程序", _DAYS, cite("行诉法", 83), converts_to=frozenset({"T23"})
    ),
    _administrative("T25", "行政上诉", _MONTHS, cite("行诉法", 88), steps=_T25),
    _administrative(
        "T25", "行政再审（适用第一审程序）", _MONTHS, cite("行诉解释", 50), "retrial_first",
        start=Start.RETRIAL_FILING, steps=_T23, figure="T23",
    ),
    _administrative(
        "T25", "行政再审（适用第二审程序）", _MONTHS, cite("行诉解释", 50), "retrial_second",
        start=Start.RETRIAL_FILING, steps=_T25, figure="T25",
    ),
    _administrative(
        "T26", "行政申请再审审查", _MONTHS, cite("行诉解释", 112),
        steps=(_president(cite("行诉解释", 112)),),
    ),
    _administrative(
        "T27", "非诉行政执行审查", _DAYS, cite("行诉解释", 160), start=Start.ACCEPTANCE
    ),
    _administrative(
        "T27", "非诉行政执行审查（听取意见）", _DAYS, cite("行诉解释", 160), "hearing",
        start=Start.ACCEPTANCE,
    ),
)  # fmt: skip

_SUPERVISION = "法释〔2017〕9号"
_COMPENSATION = tuple(
    Limit(code, name, Field.COMPENSATION, _MONTHS, start, source, variant, steps=steps)
    for code, variant, name, start, source, steps in (
        ("T28", "", "法院为赔偿义务机关", Start.APPLICATION, cite("国家赔偿法", 23), ()),
        (
            "T29", "", "赔偿委员会案件", Start.APPLICATION, cite("国家赔偿法", 28),
            (_president(cite("国家赔偿法", 28), "T29.extension_1"),),
        ),
        (
            "T30", "petition", "赔偿申诉审查", Start.FILING, cite(_SUPERVISION, 10),
            (_president(cite(_SUPERVISION, 10), "T30.petition.extension_1"),),
        ),
        ("T30", "rehearing", "赔偿重新审理", Start.FILING, cite(_SUPERVISION, 20), ()),
    )
)  # fmt: skip

_ENFORCEMENT = tuple(
    Limit(code, name, Field.ENFORCEMENT, unit, Start.FILING, source, variant, "", steps, window)
    for code, variant, name, unit, source, steps, window in (
        ("T31", "", "执行", _MONTHS, cite(RULES_2000, 5), _T31, "enforcement"),
        ("T31", "non_litigation", "非诉执行", _MONTHS, cite(RULES_2000, 5), _T31, "enforcement"),
        ("T31", "handler", "确定执行承办人", _DAYS, cite("法发〔2006〕35号"), (), ""),
        ("T32", "objection", "执行行为异议审查", _DAYS, cite("民诉法", 236), (), ""),
        ("T32", "third_party", "案外人异议审查", _DAYS, cite("民诉法", 238), (), ""),
        (
            "T33", "", "执行复议", _DAYS, cite("执行程序解释", 8),
            (_president(cite("执行程序解释", 8), "T33.extension_1", _DAYS),), "",
        ),
    )
)  # fmt: skip

LIMITS: dict[str, Limit] = {
    row.key: row for row in (*_CIVIL, *_CRIMINAL, *_ADMINISTRATIVE, *_COMPENSATION, *_ENFORCEMENT)
}
"""审限表: every limit by its key."""
