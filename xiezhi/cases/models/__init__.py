"""案件各表: the rows of the spine, by what they tell: the case, its trial, what follows."""

from xiezhi.cases.models.after import Appeal, Closing, Notice, Recusal, Service
from xiezhi.cases.models.case import (
    Case,
    Counsel,
    Exclusion,
    Extension,
    Limit,
    Party,
    ProcedureChange,
    Serial,
    Sitting,
)
from xiezhi.cases.models.trial import (
    Attendance,
    Ballot,
    Deliberation,
    DeliberationResult,
    Draft,
    Hearing,
    Postponement,
    Room,
    Signature,
)

__all__ = [
    "Appeal",
    "Attendance",
    "Ballot",
    "Case",
    "Closing",
    "Counsel",
    "Deliberation",
    "DeliberationResult",
    "Draft",
    "Exclusion",
    "Extension",
    "Hearing",
    "Limit",
    "Notice",
    "Party",
    "Postponement",
    "ProcedureChange",
    "Recusal",
    "Room",
    "Serial",
    "Service",
    "Signature",
    "Sitting",
]
