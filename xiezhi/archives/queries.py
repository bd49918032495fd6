"""档案: handovers of a case and of a court, and the packages themselves."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from xiezhi.acts.types import Actor, Unknown
from xiezhi.archives.jobs import packages
from xiezhi.archives.models import Handover
from xiezhi.cases.facts import load_case
from xiezhi.law.facts import ZONE
from xiezhi.law.powers.files import CASE_STAFF, Retention
from xiezhi.law.terms import COURT_LEADERS, Post
from xiezhi.people.facts import load_court

_READERS = CASE_STAFF | COURT_LEADERS | {Post.ARCHIVIST, Post.AUDITOR}
_TAKERS = CASE_STAFF | {Post.ARCHIVIST}


@dataclass(frozen=True)
class CheckShown:
    """检测结果: one of the four checks as it was noted."""

    name: str
    ok: bool
    what: str
    detail: tuple[str, ...]


@dataclass(frozen=True)
class HandoverShown:
    """归档移送: one handover as pages show it; `built_at` None while its package is being built."""

    id: int
    case: int
    number: str
    submitted_at: datetime
    retention: Retention
    package: str
    size: int
    files: int
    checks: tuple[CheckShown, ...]
    built_at: datetime | None
    accepted_at: datetime | None
    returned_at: datetime | None
    return_reason: str

    @property
    def passed(self) -> bool:
        """Whether all four checks are passed."""
        return bool(self.checks) and all(check.ok for check in self.checks)


def handovers(viewer: Actor, case: int, at: datetime) -> list[HandoverShown]:
    """Return the handovers of a case, newest first; raises `Unknown` for outsiders."""
    _let_in(viewer, case, at, _READERS)
    return _shown(Handover.objects.filter(case=case))


def waiting(viewer: Actor, court: int, at: datetime) -> list[HandoverShown]:
    """Return what waits to be taken at a court, oldest first; raises `Unknown` for outsiders."""
    facts = load_court({court: viewer}, None, at).get(court)
    if facts is None or not facts.posts & {Post.ARCHIVIST, Post.PRESIDENT, Post.AUDITOR}:
        raise Unknown(court)
    rows = Handover.objects.filter(case__court=court, accepted_at=None, returned_at=None)
    return _shown(rows)[::-1]


def package(viewer: Actor, number: int, at: datetime) -> tuple[str, bytes]:
    """Return a package's file name and bytes; raises `Unknown` for outsiders."""
    row = Handover.objects.select_related("case").filter(pk=number).exclude(package="").first()
    if row is None:
        raise Unknown(number)
    _let_in(viewer, row.case_id, at, _TAKERS)
    on = row.submitted_at.astimezone(ZONE).date()
    return f"{row.case.number}电子档案{on:%Y%m%d}.zip", packages().get(row.package)


def _let_in(viewer: Actor, case: int, at: datetime, posts: frozenset[Post]) -> None:
    facts = load_case({case: viewer}, None, at).get(case)
    if facts is None or not facts.posts & posts:
        raise Unknown(case)


def _shown(rows: QuerySet[Handover]) -> list[HandoverShown]:
    found = rows.select_related("case").defer("case__facts", "case__claims").order_by("-id")
    return [
        HandoverShown(
            id=row.id,
            case=row.case_id,
            number=row.case.number or "",
            submitted_at=row.submitted_at,
            retention=Retention(row.retention),
            package=row.package,
            size=row.size,
            files=len(row.manifest.get("files", ())),
            checks=tuple(
                CheckShown(one["name"], one["ok"], one["what"], tuple(one["detail"]))
                for one in row.checks
            ),
            built_at=row.built_at,
            accepted_at=row.accepted_at,
            returned_at=row.returned_at,
            return_reason=row.return_reason,
        )
        for row in found
    ]
