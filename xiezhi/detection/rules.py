"""识别规则: one rule for each sub-category that a text can show, and why the others have none.

A rule weighs named signals. The weights here are what a jurist would give before seeing any
labelled text; training moves them where the texts speak, and leaves them where they are silent.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from xiezhi.detection.computed import COMPOSED, counted
from xiezhi.detection.signals import Signal, cues
from xiezhi.law.sources import Citation, cite
from xiezhi.law.terms import FourType


def _catalogue() -> dict[str, Signal]:
    single = [*counted(), *(one for file in _FILES for one in cues(file))]
    known = {signal.name: signal for signal in single}
    assert len(known) == len(single), "a name is used twice"
    return known


_FILES = ("people", "series", "public", "law")
SIGNALS: Mapping[str, Signal] = _catalogue()
"""Every single signal by its name."""

NAMES = frozenset(SIGNALS) | {one.name for one in COMPOSED}
"""The names of all signals, the composed ones too."""

TIERS: Mapping[str, float] = {
    "strong": 3.5,
    "fair": 2.0,
    "weak": 1.0,
    "open": 0.0,
    "against": -1.5,
    "deterred": -3.0,
}
"""What a signal adds to the log-odds before training: a strong one alone raises the suspicion."""

START = -3.0
"""Log-odds of a text without any signal, before training."""


@dataclass(frozen=True)
class Rule:
    """识别规则: what raises the suspicion of a sub-category; only a person confirms it (R5.1)."""

    code: FourType
    version: str
    source: Citation
    signals: Mapping[str, float]
    """Log-odds that a signal adds before training, by the name of the signal."""

    @property
    def name(self) -> str:
        """The name under which findings refer to the rule, with its version."""
        return f"text.{self.code}@{self.version}"


def _rule(code: FourType, article: int, version: str, **tiers: str) -> Rule:
    signals = {name: TIERS[tier] for tier, names in tiers.items() for name in names.split()}
    assert signals.keys() <= NAMES, f"{code} weighs a signal that is none"
    return Rule(code, version, cite("法发〔2021〕30号", article), signals)


RULES: tuple[Rule, ...] = (
    _rule(
        FourType.F1A, 3, "1",
        strong="interest.stated interest.assets interest.state interest.nature",
        weak="interest.body interest.health cause.environment",
    ),
    _rule(
        FourType.F1C, 3, "1",
        strong="new.first new.technology",
        weak="law.open new.institution",
        deterred="kind.criminal",
    ),
    _rule(
        FourType.F1D, 3, "2",
        strong="law.open law.monopoly new.institution",
        fair="law.doctrine7 new.technology law.protest",
        weak="law.instances law.doctrine4 law.question new.first law.administrative",
        deterred="kind.criminal",
    ),
    _rule(FourType.F1E, 3, "1", strong="sensitive"),
    _rule(
        FourType.F2A, 4, "2",
        strong="count.people group.many group.acting fraud.mass",
        fair="group.any group.public count.loose group.represented group.savers group.pyramid "
             "group.unrest group.fellows series.joined fraud.platform crime.catastrophe",
        weak="count.large count.listed count.homes cause.public fraud.team fraud.crowd "
             "count.holders group.others",
        open="group.kind count.parties count.victims count.savers count.residents count.workers "
             "count.buyers",
    ),
    _rule(
        FourType.F2B, 4, "2",
        strong="public.media",
        fair="public.unrest public.harm group.unrest crime.catastrophe",
        weak="public.ethics group.acting crime.order",
        against="cause.speech",
    ),
    _rule(
        FourType.F2C, 4, "2",
        strong="series.stated securities layoff group.fellows",
        fair="series.numbered series.same series.joined series.kin developer.late developer.permit "
             "prepaid market group.many group.acting rights.celebrity cause.claims",
        weak="rights.mass charges group.village group.homeowners count.residents count.workers "
             "count.buyers cause.housing count.homes group.represented count.holders group.unrest "
             "cause.securities group.any count.people resettlement group.others group.public",
        open="group.kind",
        deterred="kind.criminal",
    ),
    _rule(
        FourType.F2D, 4, "1",
        strong="market",
        fair="trade.industry layoff trade.market trade.gang cause.public group.unrest group.savers "
             "trade.sums",
        weak="count.large count.savers count.residents group.many developer.permit group.acting "
             "interest.body resettlement count.workers cause.bankruptcy group.any count.people "
             "group.public",
    ),
)  # fmt: skip
"""The rules, in the order of the codes."""

NOT_FROM_TEXT: Mapping[FourType, str] = {
    FourType.F1B: "争议大小见于合议庭分歧和鉴定次数，由结构化筛查识别",
    FourType.F3A: "须与本院或者上级法院近三年的类案生效裁判比对",
    FourType.F3B: "须与本院正在审理的类案比对",
    FourType.F3C: "见于本院法律适用分歧登记",
    FourType.F4A: "见于实名反映登记",
    FourType.F4B: "见于实名反映登记和审限",
    FourType.F4C: "见于巡查、评查和信访登记",
    FourType.F4D: "见于“三个规定”记录",
    FourType.LIKE: "由办案中的事件触发",
}
"""The codes that no text decides, each with the place where the answer lies."""
