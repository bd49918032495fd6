"""Values of leaders' cases (院庭长办案要素) in facts: a check of a leader, a notice."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class NominalFact:
    """挂名办案核查: a leader of whom signs speak, until when he or she answers, how far it is."""

    id: int
    person: int
    answer_due_on: date
    answered: bool
    decided: bool


@dataclass(frozen=True)
class NoticeFact:
    """通报: a notice of completion: about which court, of which period, which version."""

    id: int
    about: int
    kind: str
    year: int
    number: int
    version: int
