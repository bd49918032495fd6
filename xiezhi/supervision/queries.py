"""What may be read of flags and supervision: by the court; parties see none of it (R5.17)."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from xiezhi.acts.types import Actor
from xiezhi.cases.facts import load_case
from xiezhi.cases.models import Case
from xiezhi.law.rules.detection import MachineRule, of_text
from xiezhi.law.terms import COURT_LEADERS, FlagState, FourType, Post
from xiezhi.people.facts import load_court
from xiezhi.supervision.models import CommitteeDecision, FourTypeFlag, Measure, Referral

OUTSIDE = frozenset({Post.PARTY, Post.COUNSEL})
OFFICES = COURT_LEADERS | {Post.FILING_OFFICER, Post.TRIAL_MANAGEMENT, Post.INSPECTION}
_LIVE = (FlagState.SUSPECTED, FlagState.CONFIRMED)


@dataclass(frozen=True)
class FlagView:
    """四类案件标识: a flag with its evidence and what was decided."""

    id: int
    code: FourType
    state: FlagState
    by_machine: bool
    evidence: str
    raised_at: datetime
    decided_by: str
    decided_at: datetime | None
    reason: str
    about: str = ""
    """Whom a flag of type F4 complains of."""
    rule: MachineRule | None = None
    version: str = ""
    confidence: int | None = None

    @property
    def quoted(self) -> bool:
        """Whether the evidence is words of the texts, a quote on each line."""
        return self.rule is not None and of_text(self.rule) is not None


@dataclass(frozen=True)
class Supervised:
    """四类案件一行: a flagged case with what was done about it."""

    case: int
    number: str
    title: str
    judge: str
    flags: tuple[FlagView, ...]
    measures: int
    unanswered: int
    referrals: int
    decisions: int


@dataclass(frozen=True)
class Asked:
    """监督措施: what was asked of a case and when it was answered; the answer stays sealed."""

    id: int
    kind: str
    case: int
    number: str
    title: str
    matter: str
    reason: str
    asked_by: str
    asked_at: datetime | None
    answered_by: str
    answered_at: datetime | None


def flags(viewer: Actor, case: int, *, at: datetime) -> list[FlagView]:
    """Return all flags of a case, history included; nothing for parties and outsiders."""
    facts = load_case({case: viewer}, None, at).get(case)
    if facts is None or not facts.posts - OUTSIDE:
        return []
    rows = FourTypeFlag.objects.filter(case=case).select_related("decided_by", "about")
    return [_view(row, viewer.person) for row in rows.order_by("id")]


HIDDEN = "（涉及本人，不予显示）"
"""What stands for the evidence where a flag complains of the viewer (R5.12)."""


def _view(row: FourTypeFlag, viewer: int) -> FlagView:
    own = row.about_id is not None and row.about_id == viewer
    return FlagView(
        id=row.id,
        code=FourType(row.code),
        state=FlagState(row.state),
        by_machine=row.by_machine,
        evidence=HIDDEN if own else row.evidence,
        raised_at=row.raised_at,
        decided_by=row.decided_by.name if row.decided_by else "",
        decided_at=row.decided_at,
        reason=HIDDEN if own and row.reason else row.reason,
        about=row.about.name if row.about else "",
        rule=MachineRule(row.rule) if row.rule in _RULES else None,
        version=row.rule_version,
        confidence=row.confidence,
    )


_RULES = frozenset(MachineRule)


def supervised(
    viewer: Actor, court: int, *, at: datetime, after: int = 0, most: int = 50
) -> list[Supervised]:
    """Return a court's open cases with a live flag, by number upwards, in six queries.

    A division head reads those of his or her division; `after` is the last case of the page before.
    """
    facts = load_court({court: viewer}, None, at).get(court)
    if facts is None or not facts.posts & OFFICES:
        return []
    cases = Case.objects.filter(
        court=court,
        closed_on=None,
        id__gt=after,
        id__in=FourTypeFlag.objects.filter(state__in=_LIVE).values("case"),
    )
    if facts.posts & OFFICES <= {Post.DIVISION_HEAD, Post.DEPUTY_DIVISION_HEAD}:
        cases = cases.filter(division=facts.division)
    page = list(cases.select_related("judge").order_by("id")[:most])
    return _rows(page, viewer.person)


def _rows(page: list[Case], viewer: int) -> list[Supervised]:
    numbers = [case.id for case in page]
    found: dict[int, list[FlagView]] = {}
    rows = FourTypeFlag.objects.filter(case__in=numbers).select_related("decided_by", "about")
    for row in rows.order_by("id"):
        found.setdefault(row.case_id, []).append(_view(row, viewer))
    asked = Measure.objects.filter(case__in=numbers).exclude(asked_at=None)
    measures, waiting = _counts(asked), _counts(asked.filter(answered_at=None))
    referrals = _counts(Referral.objects.filter(case__in=numbers))
    decisions = _counts(CommitteeDecision.objects.filter(case__in=numbers))
    return [
        Supervised(
            case=case.id,
            number=case.number or "",
            title=case.title,
            judge=case.judge.name if case.judge else "",
            flags=tuple(found.get(case.id, ())),
            measures=measures[case.id],
            unanswered=waiting[case.id],
            referrals=referrals[case.id],
            decisions=decisions[case.id],
        )
        for case in page
    ]


def _counts(rows: QuerySet[Any]) -> Counter[int]:
    return Counter(rows.values_list("case", flat=True))


def asked(viewer: Actor, *, of: int | None = None, most: int = 50) -> list[Asked]:
    """Return the measures that a viewer took or owes as judge in charge, the unanswered first.

    With `of`, those of one case only.
    """
    rows = Measure.objects.exclude(asked_at=None)
    rows = rows.filter(asked_by=viewer.person) | rows.filter(case__judge=viewer.person)
    if of is not None:
        rows = rows.filter(case=of)
    return _asked(rows.order_by("-answered_at", "-asked_at")[:most])


def measures_of(viewer: Actor, case: int, *, at: datetime) -> list[Asked]:
    """Return the measures in a case in their order; nothing for parties and outsiders (R5.17)."""
    facts = load_case({case: viewer}, None, at).get(case)
    if facts is None or not facts.posts - OUTSIDE:
        return []
    return _asked(Measure.objects.filter(case=case).exclude(asked_at=None).order_by("id"))


def _asked(rows: QuerySet[Measure]) -> list[Asked]:
    return [
        Asked(
            id=row.id,
            kind=row.kind,
            case=row.case_id,
            number=row.case.number or "",
            title=row.case.title,
            matter=row.matter,
            reason=row.reason,
            asked_by=row.asked_by.name if row.asked_by else "",
            asked_at=row.asked_at,
            answered_by=row.answered_by.name if row.answered_by else "",
            answered_at=row.answered_at,
        )
        for row in rows.select_related("case", "asked_by", "answered_by")
    ]
