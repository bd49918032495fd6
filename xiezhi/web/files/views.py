"""The file of a case: its volumes by catalogue, uploads, reading, the judgment, the draw."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from xiezhi.acts.gate import perform
from xiezhi.acts.types import Refused, Unknown, Wish
from xiezhi.assignment.queries import Lot, lots
from xiezhi.assignment.queries import receipt as draw_receipt
from xiezhi.documents.of_case import NoProcedure
from xiezhi.documents.reading import Unreadable
from xiezhi.efiles import queries
from xiezhi.efiles.access import Closed
from xiezhi.efiles.issue import judgment_docx, judgment_pdf
from xiezhi.efiles.uploads import receive
from xiezhi.law.facts import ZONE
from xiezhi.law.finding import Finding
from xiezhi.law.lot import Excluded
from xiezhi.law.powers.files import ADD, Upload
from xiezhi.law.terms import Volume
from xiezhi.web.archive.page import handed_over
from xiezhi.web.cases.page import facts_for
from xiezhi.web.chrome import now
from xiezhi.web.components import Cell, Column, Empty, Note, Receipt, ReceiptRow, Row, Table
from xiezhi.web.guard import actor_of, inside, signed_in
from xiezhi.web.party.page import may_read
from xiezhi.web.said import said, sentence
from xiezhi.web.words import listing, strung, word

WIDTH = 1000


@signed_in
@require_safe
def case_files(request: HttpRequest, case: int) -> HttpResponse:
    """The volumes of a case, place by place."""
    return _files(request, case, None)


def _files(request: HttpRequest, case: int, wrong: Note | None, status: int = 200) -> HttpResponse:
    facts = facts_for(actor_of(request), case, now())
    try:
        shelves = queries.papers(actor_of(request), case, now())
    except Unknown as error:
        raise Http404 from error
    volumes = [
        {
            "name": word(shelf.volume),
            "closed": said(shelf.closed) if shelf.closed else "",
            "table": _shelf(shelf, alarm=inside(facts)),
        }
        for shelf in shelves
    ]
    context = {
        "volumes": volumes,
        "number": facts.number or _("（尚未立案）"),
        "case": case,
        "handed": handed_over(actor_of(request), facts) if inside(facts) else 0,
        "wrong": wrong,
        "items": [
            (place.item.code, sentence(place.item.name), shelf.volume.value)
            for shelf in shelves
            for place in shelf.places
            if place.item
        ],
    }
    return render(request, "files/files.html", context, status=status)


def _shelf(shelf: queries.Shelf, *, alarm: bool) -> Table:
    """Return a volume place by place; what is lacking is the court's concern alone."""
    rows = []
    for place in shelf.places:
        name = sentence(place.item.name) if place.item else _("未编目")
        if not place.papers:
            missing = place.lacking and alarm
            lacks = Cell(_("缺，归档必备"), tone="late") if missing else Cell("—", tone="soft")
            rows.append(Row(id=name, name=name, cells=(Cell(name), lacks, Cell(""), Cell(""))))
        for one in place.papers:
            gone = _("已作废：%(why)s") % {"why": one.void_reason} if one.voided_at else ""
            rows.append(
                Row(
                    id=str(one.id),
                    name=one.name,
                    cells=(
                        Cell(name),
                        Cell(one.name, href=reverse("paper", args=[one.id]), sub=gone),
                        Cell(
                            _("%(n)s 页　%(size)s KB")
                            % {"n": one.pages, "size": f"{one.size / 1024:.0f}"}
                        ),
                        Cell(f"{one.by}　{one.added_at.astimezone(ZONE):%Y-%m-%d %H:%M}"),
                    ),
                )
            )
    columns = (Column(_("目录项")), Column(_("材料")), Column(_("大小")), Column(_("入卷")))
    empty = Empty(title=_("本卷没有目录"), text=_("立案并确定程序后，按案件类型列出目录"))
    label = word(shelf.volume)
    return Table(label=label, columns=columns, rows=tuple(rows), stack=True, empty=empty)


@signed_in
@require_POST
def upload(request: HttpRequest, case: int) -> HttpResponse:
    """Take a file in: examined, kept, put into the file by an act."""
    given = request.FILES.get("file")
    facts_for(actor_of(request), case, now())
    if given is None:
        return _refuse(request, case, _("请先选择文件"))
    at = now()
    received = receive(given, given.name or "", at.astimezone(ZONE).date())
    if isinstance(received, Finding):
        return _refuse(request, case, said(received))
    code, _bar, volume = request.POST.get("item", "").partition("|")
    where = Volume(volume) if volume in {one.value for one in Volume} else Volume.MAIN
    data = Upload(file=received.sha256, name=received.name, item=code, volume=where)
    try:
        perform(ADD, actor_of(request), Wish(case, data), at=at)
    except Refused as refused:
        return _refuse(request, case, strung(map(said, refused.outcome.findings)))
    return HttpResponseRedirect(reverse("case_files", args=[case]))


def _refuse(request: HttpRequest, case: int, why: str) -> HttpResponse:
    note = Note(title=_("没有入卷"), text=why, tone="seal", alert=True)
    return _files(request, case, note, status=422)


@signed_in
@require_safe
def paper(request: HttpRequest, number: int) -> HttpResponse:
    """One paper to read online; the file itself with `?as=file`, one page with `?page=`."""
    viewer, at = actor_of(request), now()
    try:
        row = queries.paper(viewer, number, at)
        if request.GET.get("as") == "file":
            row, body = queries.content(viewer, number, at)
            answer = HttpResponse(body, content_type="application/octet-stream")
            answer["Content-Disposition"] = f'attachment; filename="paper-{number}.{row.kind}"'
            return answer
        page = request.GET.get("page", "")
        if page.isdigit():
            image = queries.page_image(viewer, number, at, page=int(page), width=WIDTH)
            return HttpResponse(image, content_type="image/png")
        text = queries.text(viewer, number, at) if row.kind == "docx" else ()
    except Unknown as error:
        raise Http404 from error
    except Closed as closed:
        return render(request, "files/closed.html", {"why": sentence(str(closed))}, status=403)
    except Unreadable as error:
        return render(request, "files/closed.html", {"why": sentence(str(error))}, status=422)
    context = {"row": {"name": row.name, "case": row.case_id}, "number": number, "text": text}
    context["pages"] = range(1, min(row.pages, 200) + 1) if not text else ()
    return render(request, "files/paper.html", context)


@signed_in
@require_safe
def case_judgment(request: HttpRequest, case: int) -> HttpResponse:
    """The judgment as PDF/A or DOCX; a draft says so until all have signed."""
    facts = facts_for(actor_of(request), case, now())
    sits = any(one.person == facts.actor for one in facts.sitters)
    if facts.draft is None or not (sits or facts.draft.issued) or not may_read(facts):
        raise Http404
    word = request.GET.get("as") == "docx"
    try:
        make = judgment_docx if word else judgment_pdf
        body = make(actor_of(request), case, now())
    except NoProcedure as error:
        raise Http404 from error
    kind = "application/pdf"
    if word:
        kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    answer = HttpResponse(body, content_type=kind)
    how = "attachment" if word else "inline"
    answer["Content-Disposition"] = f'{how}; filename="judgment-{case}.{"docx" if word else "pdf"}"'
    return answer


@signed_in
@require_safe
def case_draw(request: HttpRequest, case: int) -> HttpResponse:
    """The lots of a case: the sealed pool, what was drawn, the receipt to replay."""
    viewer, at = actor_of(request), now()
    facts = facts_for(viewer, case, at)
    if request.GET.get("as") == "json":
        body = draw_receipt(viewer, case, at=at)
        if body is None:
            raise Http404
        answer = HttpResponse(body, content_type="application/json")
        answer["Content-Disposition"] = f'attachment; filename="draw-{case}.json"'
        return answer
    found = lots(viewer, case, at=at)
    body = draw_receipt(viewer, case, at=at) if found else None
    context = {
        "number": facts.number or _("（尚未立案）"),
        "case": case,
        "lots": [_lot(one, facts.number, case, proof=body is not None) for one in found],
    }
    return render(request, "files/draw.html", context)


def _waiting(one: Lot) -> str:
    """Say what a sealed pool waits for."""
    if one.waits_for:
        return _("已封存，等待见证人答复：%(names)s") % {"names": listing(one.waits_for)}
    return _("见证人均已答复，尚未抽取") if one.witnesses else _("尚未抽取")


def _lot(one: Lot, number: str, case: int, *, proof: bool) -> dict[str, Any]:
    rows = (
        ReceiptRow(_("案号"), number),
        ReceiptRow(_("第几次"), str(one.round)),
        ReceiptRow(_("封存时间"), f"{one.sealed_at.astimezone(ZONE):%Y-%m-%d %H:%M:%S}"),
        ReceiptRow(_("候选名单摘要"), one.commitment, digest=True),
        ReceiptRow(_("见证人"), listing(one.witnesses) or _("无")),
        ReceiptRow(_("承办法官"), one.judge or _waiting(one)),
    )
    download = f"{reverse('case_draw', args=[case])}?as=json" if proof else ""
    table = None
    if one.rows:
        total = sum(row.weight for _name, row in one.rows) or 1
        table = Table(
            label=_("候选名单"),
            columns=(Column(_("法官")), Column(_("是否入选")), Column(_("签数"), end=True),
                     Column(_("概率"), end=True)),
            rows=tuple(
                Row(id=str(row.person), name=name, cells=(
                    Cell(name), Cell(word(Excluded(row.reason))), Cell(str(row.weight)),
                    Cell(f"{row.weight / total:.1%}" if row.weight else "—"),
                ))
                for name, row in one.rows
            ),
        )  # fmt: skip
    shown = Receipt(
        title=_("分案回执"),
        rows=rows,
        court=_("随机分案"),
        day=f"{one.drawn_at.astimezone(ZONE):%Y-%m-%d %H:%M:%S}" if one.drawn_at else "",
        download=download,
        key=f"lot-{one.round}",
    )
    return {"receipt": shown, "table": table}
