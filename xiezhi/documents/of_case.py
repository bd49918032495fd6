"""取要素: gathers from the rows of a case what its papers print, in a fixed number of queries."""

import re
from datetime import date, datetime
from typing import Any

from xiezhi.acts.types import Actor, Unknown
from xiezhi.cases.facts import load_case
from xiezhi.cases.models import Case, Draft, Hearing, Party, ProcedureChange
from xiezhi.cases.models import Extension as ExtensionRow
from xiezhi.cases.models import Sitting as Seated
from xiezhi.documents.case_paper import (
    BenchMember,
    CasePaper,
    Conversion,
    Delivery,
    Extension,
    PaperParty,
    Sitting,
)
from xiezhi.documents.papers import PaperKind
from xiezhi.law.facts import ZONE, CaseFacts
from xiezhi.law.parameters import parameter
from xiezhi.law.terms import (
    CaseKind,
    Instance,
    PartyKind,
    PartyRole,
    Post,
    Procedure,
    Seat,
)
from xiezhi.law.time_limits.counting import Unit

_NUMBERED = re.compile(r"^[一二三四五六七八九十]+、")
_OUTSIDERS = frozenset({Post.PARTY, Post.COUNSEL})
_TITLES = {
    Seat.PRESIDING: "审判长",
    Seat.HANDLING: "审判员",
    Seat.MEMBER: "审判员",
    Seat.JUROR: "人民陪审员",
}
_SIGNING = tuple(_TITLES)


class NoProcedure(ValueError):
    """程序未定: papers name the procedure, which is decided at triage."""


def case_paper(
    viewer: Actor, case: int, at: datetime, *, kind: PaperKind, addressee: str = ""
) -> CasePaper:
    """Return what papers print of a case, for the staff and leaders whose case it is.

    What the rows do not know stays empty, so that the draft asks for it. `kind` sets the order of
    the bench: who presides signs judgments first, elsewhere the handling judge stands first.
    Raises `Unknown` for everybody else, parties too, and `NoProcedure` before triage.
    """
    facts = load_case({case: viewer}, None, at).get(case)
    if facts is None or not facts.posts - _OUTSIDERS:
        raise Unknown(case)
    if facts.procedure is None:
        raise NoProcedure(case)
    row = Case.objects.select_related("court__parent", "former__court").get(pk=case)
    draft = _draft(case)
    return CasePaper(
        court=row.court.name,
        number=(draft.number if draft and kind is PaperKind.JUDGMENT else "") or row.number or "",
        kind=facts.kind,
        procedure=facts.procedure,
        cause=row.cause,
        parties=_parties(row),
        **_seats(case, kind),
        filed_on=row.filed_on,
        **_hearings(case, at),
        claims=_lines(row.claims),
        grounds=row.facts.strip(),
        **_written(draft),
        appeal_days=_appeal_days(facts),
        upper_court=row.court.parent.name if row.court.parent else "",
        **_earlier(row),
        addressee=addressee,
        conversion=_conversion(case),
        delivery=Delivery(addressee) if addressee else None,
        extension=_extension(row, facts),
    )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(_NUMBERED.sub("", line.strip()) for line in text.splitlines() if line.strip())


def _draft(case: int) -> Draft | None:
    """Return the latest version, the issued one before all others."""
    drafts = Draft.objects.filter(case=case, kind="judgment")
    return drafts.order_by("issued_at", "-version").first()


def _written(draft: Draft | None) -> dict[str, Any]:
    """What the court wrote."""
    if draft is None:
        return {}
    return {
        "found": draft.facts,
        "reasoning": draft.reasoning,
        "basis": _lines(draft.legal_basis),
        "result": _lines(draft.result),
        "signed_on": _day(draft.issued_at),
    }


def _day(at: datetime | None) -> date | None:
    return at.astimezone(ZONE).date() if at else None


def _parties(row: Case) -> tuple[PaperParty, ...]:
    earlier = _roles(row.former_id) if row.kind.endswith("second") else {}
    parties = Party.objects.filter(case=row).prefetch_related("counsel").order_by("place", "id")
    return tuple(
        PaperParty(
            role=PartyRole(party.role),
            name=party.name,
            kind=PartyKind(party.kind),
            identity=party.id_number,
            address=party.address,
            counsel=tuple(
                one.name + (f"，{one.firm}律师" if one.firm else "") for one in party.counsel.all()
            ),
            formerly=earlier.get(party.name, ""),
        )
        for party in parties
    )


def _roles(former: int | None) -> dict[str, str]:
    """The standing that parties had below, by name."""
    if former is None:
        return {}
    roles = Party.objects.filter(case=former).values_list("name", "role")
    return {name: f"原审{PartyRole(role).label}" for name, role in roles}


def _seats(case: int, kind: PaperKind) -> dict[str, Any]:
    """Bench, assistant and clerk as they sit now."""
    rows = Seated.objects.filter(case=case, until_at=None).order_by("id")
    seated = [(Seat(seat), name) for seat, name in rows.values_list("seat", "person__name")]
    handling = [name for seat, name in seated if seat is Seat.HANDLING]
    titles: dict[str, str] = {}
    for seat, name in sorted(
        (one for one in seated if one[0] in _TITLES), key=lambda one: _SIGNING.index(one[0])
    ):
        titles.setdefault(name, _TITLES[seat])
    bench = [BenchMember(title, name) for name, title in titles.items()]
    if kind is not PaperKind.JUDGMENT:
        bench.sort(key=lambda member: member.name not in handling)
    return {
        "bench": tuple(bench),
        "assistant": next((name for seat, name in seated if seat is Seat.ASSISTANT), ""),
        "clerk": next((name for seat, name in seated if seat is Seat.CLERK), ""),
    }


def _hearings(case: int, at: datetime) -> dict[str, Any]:
    """Hearings that were held, and the next one."""
    rows = Hearing.objects.filter(case=case).order_by("during").select_related("room")
    held = [row for row in rows if row.held_at]
    coming = [row for row in rows if row.state == "planned" and row.during.lower >= at]
    return {
        "sittings": tuple(
            Sitting(row.during.lower.astimezone(ZONE), row.room.name) for row in held
        ),
        "appear_at": coming[0].during.lower.astimezone(ZONE) if coming else None,
        "appear_place": coming[0].room.name if coming else "",
    }


def _appeal_days(facts: CaseFacts) -> int | None:
    if facts.kind.instance is Instance.SECOND:
        return None
    return parameter(f"appeal.{facts.area.value}_days", facts.today)


def _earlier(row: Case) -> dict[str, Any]:
    """The judgment below."""
    if row.former is None or CaseKind(row.kind).instance is not Instance.SECOND:
        return {}
    below = _draft(row.former.pk)
    return {
        "original_court": row.former.court.name,
        "original_number": row.former.number or "",
        "original_found": below.facts if below else "",
        "original_result": _lines(below.result) if below else (),
    }


def _conversion(case: int) -> Conversion | None:
    changes = ProcedureChange.objects.filter(case=case).exclude(before="")
    last = changes.order_by("-id").first()
    if last is None:
        return None
    return Conversion(Procedure(last.before), Procedure(last.after), last.ground)


def _extension(row: Case, facts: CaseFacts) -> Extension | None:
    waiting = ExtensionRow.objects.filter(case=row, granted=None, unit=Unit.DAYS).order_by("-id")
    asked = waiting.first()
    if asked is None or row.due_on is None:
        return None
    return Extension(row.due_on, asked.amount, asked.reason)
