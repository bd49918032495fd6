"""模型: the trained weights of named signals; no word of any text is in it."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from xiezhi.detection.learning import sigmoid
from xiezhi.detection.rules import RULES, START
from xiezhi.law.terms import FourType

FORMAT = "xiezhi-detection-1"
FILE = "model.json"


class BadModel(ValueError):
    """The weights do not belong to the rules as they stand."""


@dataclass(frozen=True)
class Weights:
    """权重: log-odds of one rule: the constant, and what each signal adds."""

    constant: float
    signals: Mapping[str, float]

    def confidence(self, found: Collection[str]) -> float:
        """Return the probability, 0 to 1, that the sub-category is there."""
        known = (weight for name, weight in self.signals.items() if name in found)
        return sigmoid(self.constant + sum(known))


@dataclass(frozen=True)
class Model:
    """模型: the weights of every rule and the confidence from which it speaks."""

    threshold: float
    rules: Mapping[FourType, Weights]
    texts: int
    """How many labelled texts it learned from."""

    def dump(self) -> str:
        """Return the model as JSON, the same for the same weights."""
        content = {
            "format": FORMAT,
            "texts": self.texts,
            "threshold": self.threshold,
            "rules": {
                rule.code: {
                    "version": rule.version,
                    "constant": round(self.rules[rule.code].constant, 4),
                    "signals": {
                        name: round(weight, 4)
                        for name, weight in sorted(self.rules[rule.code].signals.items())
                    },
                }
                for rule in RULES
            },
        }
        return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def load(text: str) -> Model:
    """Return the model that a JSON text holds; raises `BadModel` where it fits no rule here."""
    content = json.loads(text)
    if content.get("format") != FORMAT:
        raise BadModel(f"模型格式应当是 {FORMAT}")
    rules: dict[FourType, Weights] = {}
    for rule in RULES:
        held = content["rules"].get(rule.code)
        if held is None or held["version"] != rule.version:
            raise BadModel(f"模型没有规则 {rule.name} 的权重，请重新训练")
        if set(held["signals"]) != set(rule.signals):
            raise BadModel(f"模型与规则 {rule.name} 的信号不一致，请重新训练")
        rules[rule.code] = Weights(held["constant"], held["signals"])
    return Model(content["threshold"], rules, content["texts"])


def untrained() -> Model:
    """Return the weights that the rules begin with."""
    return Model(0.5, {rule.code: Weights(START, rule.signals) for rule in RULES}, 0)


@cache
def standing() -> Model:
    """Return the model that is shipped with the platform."""
    return load((resources.files("xiezhi.detection") / FILE).read_text(encoding="utf-8"))
