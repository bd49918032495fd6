"""Frauds on the log, by who may write to the database or holds the log's key."""

import random
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

from benchmarks.fraud_court import SUBJECTS, Court, Held
from benchmarks.fraud_found import FSCK, WITNESS, Found, shown
from tests.ledger.conftest import Link
from xiezhi.ledger import tree
from xiezhi.ledger.documents import Refused
from xiezhi.ledger.encoding import canonical, entry_hash
from xiezhi.ledger.fsck import Fsck
from xiezhi.ledger.notes import Checkpoint
from xiezhi.ledger.receipts import receipt
from xiezhi.ledger.rows import ENTRY, read_entry
from xiezhi.lot.receipts import lot_receipt


def _entry(link: Link, number: int) -> None:
    """Rewrite an entry's data, hash and head so that it fits itself again."""
    query = f"select {ENTRY} from ledger_entry e where e.id = %s"  # noqa: S608 - a constant
    row = link.execute(query, [number]).fetchone()
    assert row is not None, "the entry exists"
    entry = read_entry(row)
    data = canonical({"adds": {"commitment": "00"}})
    digest = entry_hash(replace(entry.draft, data=data), entry.seq, entry.prev)
    link.execute(
        "update ledger_entry set data = %s, hash = %s where id = %s",
        [data.decode(), digest, number],
    )
    link.execute(
        f"update {SUBJECTS[0]} set head = %s where id = %s and seq = %s",  # noqa: S608 - a constant
        [digest, entry.draft.subject, entry.seq],
    )


def _checked(court: Court, held: Held, forge: Callable[[Link], object]) -> Found:
    """Forge rows behind the platform's back; ask fsck, and whoever gets a receipt of them."""
    found: Found = set()
    with court.forge() as link:
        forge(link)
        faults = Fsck(link, SUBJECTS, court.folder).faults()
        if next(faults, None) is not None:
            found.add(FSCK)
        faults.close()
        with suppress(LookupError):
            known = court.folder.verifiers()
            entries = [receipt(link, one, known) for one in (held.sealing, held.drawing)]
            file = lot_receipt(held.settled, entries=entries)
            found |= shown(court, file)
    return found


def entry_edited(court: Court, chance: random.Random) -> Found:
    """The data of an entry are edited in the database."""
    held = court.lot()
    number = chance.choice((held.sealing, held.drawing))
    data = canonical({"adds": {"commitment": "00"}}).decode()
    sql = "update ledger_entry set data = %s where id = %s"
    return _checked(court, held, lambda link: link.execute(sql, [data, number]))


def entry_rehashed(court: Court, chance: random.Random) -> Found:
    """The same, with hash and head made to fit."""
    held = court.lot()
    number = chance.choice((held.sealing, held.drawing))
    return _checked(court, held, lambda link: _entry(link, number))


def entry_deleted(court: Court, chance: random.Random) -> Found:
    """An entry is deleted from the database."""
    held = court.lot()
    number = chance.choice((held.sealing, held.drawing))
    sql = "delete from ledger_entry where id = %s"
    return _checked(court, held, lambda link: link.execute(sql, [number]))


def clock_moved(court: Court, chance: random.Random) -> Found:
    """The filing is made to look earlier than it was."""
    held = court.lot()
    sql = "update ledger_entry set at = at - interval '2 hours' where subject = %s and seq = %s"
    seq = chance.choice((1, 2))
    return _checked(court, held, lambda link: link.execute(sql, [held.subject, seq]))


def tree_rebuilt(court: Court, chance: random.Random) -> Found:
    """Who has the log's key rewrites the last checkpoint over another last leaf, and signs it."""
    held = court.lot()

    def forge(link: Link) -> None:
        _entry(link, held.drawing)
        index = link.execute(
            "select index from ledger_leaf where entry = %s", [held.drawing]
        ).fetchone()
        leaf = court_leaf(link, held.drawing)
        assert index is not None, "the entry is a leaf"
        link.execute("update ledger_leaf set hash = %s where index = %s", [leaf, index[0]])
        link.execute("delete from ledger_node")
        grown, last = tree.Range(), None
        for (stored,) in link.execute("select hash from ledger_leaf order by index").fetchall():
            for level, at, digest in grown.add(bytes(stored)):
                link.execute("insert into ledger_node (level, index, hash) values (%s, %s, %s)",
                             [level, at, digest])  # fmt: skip
        last = court.checkpoint()
        new = Checkpoint(last.origin, last.size, grown.root(), last.previous, last.at)
        link.execute(
            "update ledger_checkpoint set root = %s, note = %s where size = %s",
            [new.root, court.folder.signer().sign(new), new.size],
        )

    return _checked(court, held, forge)


def court_leaf(link: Link, entry: int) -> bytes:
    """Return the leaf hash of an entry as a connection sees it."""
    row = link.execute("select hash from ledger_entry where id = %s", [entry]).fetchone()
    assert row is not None, "the entry exists"
    return tree.leaf_hash(bytes(row[0]))


def forked(court: Court, chance: random.Random) -> Found:
    """A second history of the same size, signed with the log's own key, is shown to a witness."""
    court.lot()
    last = court.checkpoint()
    other = Checkpoint(last.origin, last.size, chance.randbytes(32), last.previous, last.at)
    name = chance.choice(list(court.witnesses))
    court.cosign(name)
    try:
        court.witnesses[name].checkpoint(court.folder.signer().sign(other), last.size, [], court.at)
    except Refused:
        return {WITNESS}
    return set()
