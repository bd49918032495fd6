"""规则版本: a rule that reads texts as it was shipped, or with a high court's parameters."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from xiezhi.detection.computed import COMPOSED
from xiezhi.detection.model import Model, Weights, standing
from xiezhi.detection.rules import RULES, SIGNALS, Rule
from xiezhi.detection.signals import Signal, own_signal
from xiezhi.law.rules.cues import parse
from xiezhi.law.terms import FourType

_BY_CODE: Mapping[FourType, Rule] = {rule.code: rule for rule in RULES}


@dataclass(frozen=True)
class Version:
    """规则版本: a rule, what its signals weigh, from which confidence it speaks."""

    rule: Rule
    number: str
    weights: Weights
    threshold: float
    own: tuple[Signal, ...] = ()
    """Signals that a high court added to the catalogue."""

    @property
    def code(self) -> FourType:
        """The type that is suspected."""
        return self.rule.code

    @property
    def id(self) -> str:
        """The name of the rule without its version."""
        return f"text.{self.code}"

    @property
    def name(self) -> str:
        """The name under which findings refer to the rule, with its version."""
        return f"{self.id}@{self.number}"


def of_model(model: Model) -> tuple[Version, ...]:
    """Return every rule with the weights and the threshold of a model."""
    return tuple(
        Version(rule, rule.version, model.rules[rule.code], model.threshold) for rule in RULES
    )


@lru_cache(maxsize=64)
def shipped(code: FourType) -> Version:
    """Return a rule as the platform ships it."""
    model, rule = standing(), _BY_CODE[code]
    return Version(rule, rule.version, model.rules[code], model.threshold)


@lru_cache(maxsize=64)
def adjusted(code: FourType, draft: int, percent: int, content: str) -> Version:
    """Return a rule with the parameters of a draft; raises `BadCues` where they cannot be used."""
    base = shipped(code)
    given = parse(content, signals_of(code))
    weights = {**base.weights.signals, **given.weights}
    weights |= {cue.name: cue.weight for cue in given.cues}
    return Version(
        rule=base.rule,
        number=f"{base.number}.{draft}",
        weights=Weights(base.weights.constant, weights),
        threshold=percent / 100,
        own=tuple(map(own_signal, given.cues)),
    )


def signals_of(code: FourType) -> frozenset[str]:
    """Return the names of the signals that a rule weighs."""
    return frozenset(_BY_CODE[code].signals)


@dataclass(frozen=True)
class Weighed:
    """信号权重: a signal of a rule, what it stands for and what it weighs as shipped."""

    name: str
    gloss: str
    weight: float


def weighed(code: FourType) -> tuple[Weighed, ...]:
    """Return the signals of a rule, the heaviest first."""
    glosses = {name: signal.gloss for name, signal in SIGNALS.items()}
    glosses |= {one.name: one.gloss for one in COMPOSED}
    weights = shipped(code).weights.signals
    found = [Weighed(name, glosses[name], round(weight, 2)) for name, weight in weights.items()]
    return tuple(sorted(found, key=lambda one: (-one.weight, one.name)))
