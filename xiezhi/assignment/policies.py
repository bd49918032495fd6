"""Whom the lots of a court are trusted to (见证政策), and what a witness is told of the courts."""

from collections.abc import Iterable

from django.db import connection

from xiezhi.assignment.models import NamedWitness
from xiezhi.ledger.keys import folder
from xiezhi.ledger.rows import origin
from xiezhi.lot.keys import LotKeyMissing, court_keys
from xiezhi.lot.policy import Policy
from xiezhi.people.models import Court


def policy_of(court: Court) -> Policy:
    """Return the policy of a court as it publishes it; raises `LotKeyMissing`."""
    named = NamedWitness.objects.filter(court=court, until_at=None).order_by("place")
    return Policy(
        court.code,
        court_keys().key(court.code).public,
        tuple((one.name, bytes(one.key)) for one in named),
    )


def lines_for_witnesses(codes: Iterable[str] | None = None) -> list[str]:
    """Return the lines by which a witness knows courts; none before the first checkpoint."""
    connection.ensure_connection()
    log, verifiers = origin(connection.connection), folder().verifiers()
    if log is None or not verifiers:
        return []
    if codes is None:
        codes = Court.objects.order_by("place", "code").values_list("code", flat=True)
    found = []
    for code in codes:
        try:
            public = court_keys().key(code).public
        except LotKeyMissing:
            continue
        found.append(f"court {code} {public.hex()} {log} {verifiers[-1]}")
    return found
