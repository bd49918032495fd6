"""Receipts of lots (分案回执): everything that is needed to check one, made from the rows."""

from typing import Any

import orjson
from django.db import connection

from xiezhi.assignment.models import Draw
from xiezhi.assignment.sealed import lot_rows
from xiezhi.assignment.verify import DRAW, DRAWING, SEALING
from xiezhi.ledger.documents import receipt_bytes
from xiezhi.ledger.encoding import ACCEPTED
from xiezhi.ledger.keys import folder
from xiezhi.ledger.models import Entry
from xiezhi.ledger.receipts import receipt
from xiezhi.lot.proof import Result
from xiezhi.lot.receipts import lot_receipt


def draw_receipt(draw: Draw, *, opened: bool) -> bytes | None:
    """Return the receipt of a draw as a file; `opened` shows the whole pool.

    Nothing is returned where one candidate was left, for then no lot was held, and for a lot
    without witnesses (`xiezhi-draw/1`) that may not be opened. The entries of neither form say why
    an earlier judge gave the case up (R7.6).
    """
    if draw.result:
        result = Result.parse(bytes(draw.result))
        pool = draw.pool
        return lot_receipt(
            result,
            entries=_entries(draw, "result", bytes(draw.result).hex()),
            master=bytes(pool.master) if opened else b"",
            rows=lot_rows(pool.rows) if opened else (),
        )
    return receipt_bytes(_without_witnesses(draw)) if opened and draw.seed else None


def _without_witnesses(draw: Draw) -> dict[str, Any]:
    pool = draw.pool
    return {
        "format": DRAW,
        "case": draw.case_id,
        "round": pool.round,
        "rows": pool.rows,
        "salt": bytes(pool.salt).hex(),
        "commitment": bytes(pool.commitment).hex(),
        "head": bytes(draw.head).hex(),
        "fresh": bytes(draw.fresh).hex(),
        "seed": bytes(draw.seed).hex(),
        "person": draw.person_id,
        "entries": _entries(draw, "seed", bytes(draw.seed).hex()),
    }


def _entries(draw: Draw, name: str, value: str) -> list[dict[str, Any]]:
    """Return the ledger's receipts of sealing and drawing, if both stand in it by themselves."""
    wanted = {SEALING: ("commitment", bytes(draw.pool.commitment).hex()), DRAWING: (name, value)}
    rows = Entry.objects.filter(subject=draw.case_id, act__in=list(wanted), outcome=ACCEPTED)
    found = {}
    for entry in rows.order_by("seq"):
        added, stated = wanted[entry.act]
        if orjson.loads(entry.data).get("adds", {}).get(added) == stated:
            found[entry.act] = entry.id
    if found.keys() != wanted.keys():
        return []
    connection.ensure_connection()
    link, verifiers = connection.connection, folder().verifiers()
    return [receipt(link, found[act], verifiers) for act in (SEALING, DRAWING)]
