"""Receipts of draws (分案回执): everything that is needed to draw again, made from the rows."""

from typing import Any

import orjson
from django.db import connection

from xiezhi.assignment.models import Draw
from xiezhi.assignment.verify import DRAW, DRAWING, SEALING
from xiezhi.ledger.encoding import ACCEPTED
from xiezhi.ledger.keys import folder
from xiezhi.ledger.models import Entry
from xiezhi.ledger.receipts import receipt


def draw_receipt(draw: Draw) -> dict[str, Any]:
    """Return the receipt of a draw; `ledger.documents.receipt_bytes` writes it as a file.

    It opens the pool, so it is for the court at once and for the parties when the case is closed.
    A redraw holds no entries of the ledger: that of a reassignment says why it was done, which
    parties may not learn (R7.6).
    """
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
        "entries": _entries(draw),
    }


def _entries(draw: Draw) -> list[dict[str, Any]]:
    wanted = {
        SEALING: ("commitment", bytes(draw.pool.commitment).hex()),
        DRAWING: ("seed", bytes(draw.seed).hex()),
    }
    rows = Entry.objects.filter(subject=draw.case_id, act__in=list(wanted), outcome=ACCEPTED)
    found = {}
    for entry in rows.order_by("seq"):
        name, value = wanted[entry.act]
        if orjson.loads(entry.data).get("adds", {}).get(name) == value:
            found[entry.act] = entry.id
    if found.keys() != wanted.keys():
        return []
    connection.ensure_connection()
    link, verifiers = connection.connection, folder().verifiers()
    return [receipt(link, found[act], verifiers) for act in (SEALING, DRAWING)]
