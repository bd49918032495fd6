"""Whether a later checkpoint still contains an earlier one, proved and checked just now."""

from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from xiezhi.ledger import tree
from xiezhi.ledger.models import Checkpoint
from xiezhi.ledger.rows import prove
from xiezhi.web.components import Check, Checks
from xiezhi.web.guard import signed_in

DIGITS = 18


@signed_in
@require_safe
def between(request: HttpRequest) -> HttpResponse:
    """The consistency proof (RFC 9162, 2.1.4) from one checkpoint to a later one."""
    sizes = sorted({_size(request, "from"), _size(request, "to")})
    marks = {mark.size: mark for mark in Checkpoint.objects.filter(size__in=sizes)}
    if set(marks) != set(sizes):
        raise Http404
    old, new = marks[sizes[0]], marks[sizes[-1]]
    connection.ensure_connection()
    path = prove(connection.connection, tree.consistency_spans(old.size, new.size))
    try:
        tree.check_consistency(old.size, bytes(old.root), new.size, bytes(new.root), path)
        last = Check(_("由证明算得两个树根"), "ok", _("都相同，后者包含前者的全部记录"))
    except tree.ProofRefused as refused:
        last = Check(_("由证明算得两个树根"), "no", _("对不上：%(why)s") % {"why": refused})
    items = (
        Check(
            _("前一检查点　%(n)s 条") % {"n": f"{old.size:,}"}, "ok", detail=bytes(old.root).hex()
        ),
        Check(
            _("后一检查点　%(n)s 条") % {"n": f"{new.size:,}"}, "ok", detail=bytes(new.root).hex()
        ),
        *(
            Check(_("证明第 %(n)s 步") % {"n": at}, "ok", detail=step.hex())
            for at, step in enumerate(path, 1)
        ),
        last,
    )
    return render(request, "log/consistency.html", {"checks": Checks(items=items)})


def _size(request: HttpRequest, name: str) -> int:
    text = request.GET.get(name, "").replace(",", "")
    if not (text.isascii() and text.isdigit() and len(text) <= DIGITS):
        raise Http404
    return int(text)
