"""The log: checkpoints, entries, one entry with its proof, receipts to download."""

from typing import Any

from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from xiezhi.acts.registry import kinds
from xiezhi.law.facts import ZONE
from xiezhi.law.powers import powers
from xiezhi.ledger.documents import Receipt as Checked
from xiezhi.ledger.documents import check_receipt, receipt_bytes
from xiezhi.ledger.keys import folder
from xiezhi.ledger.models import Checkpoint, Entry
from xiezhi.ledger.receipts import receipt
from xiezhi.people.models import Person
from xiezhi.web.chrome import now
from xiezhi.web.components import (
    Cell,
    Check,
    Checks,
    Column,
    Empty,
    Pager,
    Receipt,
    ReceiptRow,
    Row,
    Tab,
    Table,
)
from xiezhi.web.guard import actor_of, inside, signed_in
from xiezhi.web.words import code_word, posts_word

PAGE = 50


@signed_in
@require_safe
def log(request: HttpRequest) -> HttpResponse:
    """Checkpoints, newest first, and the whole length of the log."""
    before = request.GET.get("before", "")
    marks = Checkpoint.objects.order_by("-size")
    if before.isdigit():
        marks = marks.filter(size__lt=int(before))
    rows = list(marks[: PAGE + 1])
    table = Table(
        label=_("检查点"),
        columns=(Column(_("条数")), Column(_("根")), Column(_("封存时间"))),
        rows=tuple(_mark(one) for one in rows[:PAGE]),
        empty=Empty(title=_("还没有检查点"), text=_("封存进程启动后数秒内产生第一个检查点")),
    )
    following = f"?before={rows[PAGE - 1].size}" if len(rows) > PAGE else ""
    key = next(iter(folder().verifiers()), None)
    context = {
        "table": table,
        "pager": Pager(
            first=1 if rows else 0,
            last=min(len(rows), PAGE),
            total=None,
            next=following,
            sizes=(Tab(str(PAGE), "?", current=True),),
        ),
        "entries": Entry.objects.order_by("-id").values_list("id", flat=True).first() or 0,
        "newest": rows[0].size if rows else "",
        "key": str(key) if key is not None else "",
    }
    return render(request, "log/log.html", context)


def _mark(one: Checkpoint) -> Row:
    root = bytes(one.root).hex()
    return Row(
        id=str(one.size),
        name=str(one.size),
        cells=(
            Cell(f"{one.size:,}", strong=True),
            Cell(f"{root[:16]} … {root[-8:]}", tone="mono"),
            Cell(f"{one.at.astimezone(ZONE):%Y-%m-%d %H:%M:%S}"),
        ),
    )


def _entry(request: HttpRequest, number: int) -> Entry:
    """Return an entry that the viewer made, or on a subject of the viewer's court."""
    entry = Entry.objects.filter(pk=number).first()
    if entry is None:
        raise Http404
    actor = actor_of(request)
    if entry.actor != actor.person:
        for kind in kinds.values():
            facts = kind.load({entry.subject: actor}, None, now()).get(entry.subject)
            if facts is not None:
                if not inside(facts):
                    raise Http404
                break
        else:
            raise Http404
    return entry


def _receipt(number: int) -> dict[str, Any]:
    connection.ensure_connection()
    return receipt(connection.connection, number, folder().verifiers(), to_latest=True)


@signed_in
@require_safe
def log_entry(request: HttpRequest, number: int) -> HttpResponse:
    """One entry: what it says, its place in the chain and in the tree, checked just now."""
    entry = _entry(request, number)
    act = powers().get(entry.act)
    name = Person.objects.filter(pk=entry.actor).values_list("name", flat=True).first() or _("系统")
    body = _receipt(number)
    checked = check_receipt(receipt_bytes(body), folder().verifiers())
    rows = (
        ReceiptRow(_("行为"), code_word(entry.act)),
        ReceiptRow(_("依据"), str(act.source) if act else ""),
        ReceiptRow(_("结果"), _("已办理") if entry.outcome == "accepted" else _("已拒绝")),
        ReceiptRow(_("何人"), f"{name}　{posts_word(entry.post)}"),
        ReceiptRow(_("何时"), f"{entry.at.astimezone(ZONE):%Y-%m-%d %H:%M:%S}"),
        ReceiptRow(_("清单版次"), entry.list_version),
        ReceiptRow(_("本案第几条"), str(entry.seq)),
        ReceiptRow(_("本条摘要"), bytes(entry.hash).hex(), digest=True),
        ReceiptRow(_("前条摘要"), bytes(entry.prev).hex(), digest=True),
    )
    context = {
        "receipt": Receipt(
            title=_("记录凭证"),
            rows=rows,
            court=_("第 %(n)s 号记录") % {"n": number},
            day=f"{entry.at.astimezone(ZONE):%Y-%m-%d}",
            download=reverse("log_receipt", args=[number]),
        ),
        "checks": Checks(items=tuple(_checks(checked))),
        "content": entry.data,
        "key": str(checked.verifier) if checked.verifier else "",
        "number": number,
    }
    return render(request, "log/entry.html", context)


def _checks(found: Checked) -> list[Check]:
    """Return what was checked of a receipt a moment ago, line by line."""
    items = [Check(_("本条摘要由其内容重算"), "ok", _("相同"), detail=found.hash.hex()[:16])]
    if found.checkpoint is None:
        items.append(Check(_("放入散列树"), "wait", _("封存进程数秒内完成")))
        return items
    items += [
        Check(_("在树中的位置"), "ok", _("第 %(n)s 叶") % {"n": found.index}),
        Check(
            _("由位置证明算得树根"),
            "ok",
            _("检查点 %(n)s 条") % {"n": f"{found.checkpoint.size:,}"},
        ),
        Check(_("检查点签名"), "ok", found.verifier.name if found.verifier else ""),
    ]
    if found.later is not None:
        items.append(
            Check(_("与最新检查点一致"), "ok", _("%(n)s 条") % {"n": f"{found.later.size:,}"})
        )
    return items


@signed_in
@require_safe
def log_receipt(request: HttpRequest, number: int) -> HttpResponse:
    """The receipt as a file, which `xiezhi verify` and the stand-alone verifiers check."""
    _entry(request, number)
    answer = HttpResponse(receipt_bytes(_receipt(number)), content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="receipt-{number}.json"'
    return answer


@signed_in
@require_safe
def log_subject(request: HttpRequest, subject: int) -> HttpResponse:
    """The whole chain of a case, each link recomputed just now."""
    facts = kinds["case"].load({subject: actor_of(request)}, None, now()).get(subject)
    if facts is None or not inside(facts):
        raise Http404
    items, previous = [], bytes(32)
    for entry in Entry.objects.filter(subject=subject).order_by("seq"):
        ok = bytes(entry.prev) == previous
        previous = bytes(entry.hash)
        items.append(
            Check(
                f"{entry.seq}　{code_word(entry.act)}",
                "ok" if ok else "no",
                f"{previous.hex()[:8]} … {previous.hex()[-4:]}",
                reverse("log_entry", args=[entry.id]),
            )
        )
    context = {"checks": Checks(items=tuple(items)), "subject": subject}
    return render(request, "log/subject.html", context)
