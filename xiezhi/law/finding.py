"""Findings (理由): what stands in the way of an act, by which text, and what to do instead."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from xiezhi.law.sources import Citation


@dataclass(frozen=True)
class Finding:
    """理由: one reason for a refusal or a warning.

    `says` is a Chinese sentence, a template over `given`, so that it can be translated before it
    is filled. `remedy` is the code of the act that helps, empty where the law knows none. A
    `warning` is shown and recorded but does not refuse.
    """

    code: str
    says: str
    source: Citation
    remedy: str = ""
    given: Mapping[str, object] = field(default_factory=dict, hash=False)
    warning: bool = False

    def __str__(self) -> str:
        return self.says.format(**self.given)


def gather(*parts: Finding | Iterable[Finding] | None) -> list[Finding]:
    """Return all findings of several rules as one list, in their order, without the empty ones."""
    found: list[Finding] = []
    for part in parts:
        if isinstance(part, Finding):
            found.append(part)
        elif part is not None:
            found.extend(part)
    return found


class CannotCompute(ValueError):
    """A rule needs a parameter that is unset or unverified; carries the parameter's name."""

    code = "CANNOT_COMPUTE"

    def __init__(self, name: str, why: str = "") -> None:
        self.name = name
        super().__init__(f"{self.code}: {name}{'：' + why if why else ''}")
