"""阅卷: the papers of a file in the order of its catalogue, their contents, pages and text."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from xiezhi.acts.types import Actor, Unknown
from xiezhi.cases.models import Case
from xiezhi.cases.sealing import unseal, unseal_text
from xiezhi.config.secrets import CannotOpen, master
from xiezhi.documents.kinds import FileKind
from xiezhi.documents.limits import limits
from xiezhi.efiles.access import Access, Closed, access
from xiezhi.efiles.models import Paper
from xiezhi.efiles.text import draw_page
from xiezhi.efiles.uploads import store
from xiezhi.law.catalogue import Catalogue, CatalogueItem, catalogue_for
from xiezhi.law.facts import ZONE, CaseFacts
from xiezhi.law.finding import Finding
from xiezhi.law.terms import Post, Volume
from xiezhi.people.models import Person

_COLUMNS = (
    "id", "name", "volume", "item", "sha256", "kind", "size", "pages", "scanned", "added_by",
    "post", "added_at", "voided_at", "void_reason",
)  # fmt: skip


@dataclass(frozen=True)
class Shown:
    """卷内材料: one paper as a list shows it."""

    id: int
    name: str
    kind: FileKind
    size: int
    pages: int
    scanned: bool
    sha256: str
    by: str
    post: Post
    added_at: datetime
    voided_at: datetime | None
    void_reason: str


@dataclass(frozen=True)
class Place:
    """目录项: a place of the catalogue and its papers; `item` None holds what is not placed yet."""

    item: CatalogueItem | None
    papers: tuple[Shown, ...]

    @property
    def lacking(self) -> bool:
        """Whether the archive demands a paper here and there is none."""
        return bool(self.item and self.item.mandatory) and not any(
            paper.voided_at is None for paper in self.papers
        )


@dataclass(frozen=True)
class Shelf:
    """卷: one volume; `closed` says why this reader sees none of its papers."""

    volume: Volume
    closed: Finding | None
    places: tuple[Place, ...]


def papers(viewer: Actor, case: int, at: datetime) -> tuple[Shelf, ...]:
    """Return the volumes of a file in five queries; raises `Unknown` for outsiders.

    Parties see the main volume without what was voided, and not that there is another one.
    """
    allowed = access(viewer, case, at)
    rows = list(Paper.objects.filter(case=case).order_by("id").values(*_COLUMNS))
    names = dict(
        Person.objects.filter(pk__in={row["added_by"] for row in rows}).values_list("id", "name")
    )
    volumes = (Volume.MAIN,) if allowed.outside else tuple(Volume)
    catalogue = _catalogue(allowed.facts)
    return tuple(_shelf(volume, allowed, catalogue, rows, names) for volume in volumes)


def _catalogue(facts: CaseFacts) -> Catalogue | None:
    return catalogue_for(facts.kind, facts.procedure) if facts.procedure else None


def _shelf(
    volume: Volume,
    allowed: Access,
    catalogue: Catalogue | None,
    rows: Iterable[dict[str, object]],
    names: dict[int, str],
) -> Shelf:
    closed = allowed.to(volume)
    if closed is not None:
        return Shelf(volume, closed, ())
    placed: dict[str, list[Shown]] = {}
    for row in rows:
        if row["volume"] == volume and not (allowed.outside and row["voided_at"]):
            placed.setdefault(str(row["item"]), []).append(_shown(row, names))
    items = [item for item in (catalogue.items if catalogue else ()) if item.volume is volume]
    places = [Place(item, tuple(placed.pop(item.code, ()))) for item in items]
    rest = tuple(paper for group in placed.values() for paper in group)
    return Shelf(volume, None, (*places, *((Place(None, rest),) if rest else ())))


def _shown(row: dict[str, object], names: dict[int, str]) -> Shown:
    known = {name: row[name] for name in _COLUMNS if name not in ("volume", "item", "added_by")}
    known |= {"kind": FileKind(str(row["kind"])), "post": Post(str(row["post"]))}
    by = names.get(row["added_by"], "")  # type: ignore[call-overload]
    return Shown(by=by, **known)  # type: ignore[arg-type]


def paper(viewer: Actor, number: int, at: datetime) -> Paper:
    """Return a paper that the viewer may read; raises `Unknown` or `Closed`."""
    row = Paper.objects.select_related("case").filter(pk=number).first()
    if row is None:
        raise Unknown(number)
    allowed = access(viewer, row.case_id, at)
    closed = allowed.to(Volume(row.volume))
    if allowed.outside and (closed or row.voided_at):
        raise Unknown(number)
    if closed:
        raise Closed(closed)
    return row


def content(viewer: Actor, number: int, at: datetime) -> tuple[Paper, bytes]:
    """Return a paper and its content as it was received; raises `Unknown` or `Closed`."""
    row = paper(viewer, number, at)
    return row, opened(row)


def page_image(
    viewer: Actor, number: int, at: datetime, *, page: int, width: int = 1240
) -> bytes:  # fmt: skip
    """Return a page (from 1) as PNG; raises `Unknown`, `Closed` or `reading.Unreadable`."""
    row, kept = content(viewer, number, at)
    bounds = limits(at.astimezone(ZONE).date())
    return draw_page(kept, FileKind(row.kind), bounds, number=page, width=width)


def text(viewer: Actor, number: int, at: datetime) -> tuple[str, ...]:
    """Return the text of a paper by page, empty for a scan; raises `Unknown` or `Closed`."""
    row = paper(viewer, number, at)
    whole = unseal_text(row.case_id, row.case.sealing_key, row.sealed_text)
    return tuple(whole.split("\f"))


def live(viewer: Actor, case: int) -> list[Paper]:
    """Return the papers that are not voided, for the platform, which packs the file."""
    assert viewer.system, "persons read by `papers`"
    return list(Paper.objects.filter(case=case, voided_at=None).order_by("id"))


LODGING = (Post.PARTY, Post.COUNSEL, Post.FILING_OFFICER, Post.CLERK, Post.JUDGE_ASSISTANT)
"""By whose hands papers of the parties come in; what judges write is not among them."""


def lodged(viewer: Actor, cases: Iterable[int]) -> dict[int, list[tuple[str, str]]]:
    """Return name and text of the papers lodged in each case, for the platform; in one query."""
    assert viewer.system, "persons read by `text`"
    rows = Paper.objects.filter(
        case__in=list(cases), voided_at=None, volume=Volume.MAIN, scanned=False, post__in=LODGING
    )
    found: dict[int, list[tuple[str, str]]] = {}
    for case, key, name, sealed in rows.order_by("id").values_list(
        "case", "case__sealing_key", "name", "sealed_text"
    ):
        try:
            found.setdefault(case, []).append((name, unseal_text(case, key, sealed)))
        except CannotOpen:  # the key was destroyed: nothing is read
            continue
    return found


def opened(row: Paper) -> bytes:
    """Return the content of a paper that may be read; raises `store.Missing` or `Damaged`."""
    case: Case = row.case
    return unseal(store().get(row.stored), bytes(case.sealing_key), master(), case.id)
