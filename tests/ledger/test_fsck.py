"""What a superuser changes behind the triggers' back, fsck finds."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import psycopg
import pytest
from psycopg import sql

from tests.ledger.conftest import (
    AT,
    LEDGER_TABLES,
    TABLES,
    Connect,
    Link,
    draft,
    faults,
    new_subjects,
    write,
)  # fmt: skip
from tests.marks import article
from xiezhi.ledger import sequencer, tree
from xiezhi.ledger.encoding import REFUSED, entry_hash, instant
from xiezhi.ledger.fsck import Fsck
from xiezhi.ledger.keys import Folder
from xiezhi.ledger.notes import Checkpoint

FORGERIES = 1_000


@pytest.fixture
def filled(app: Link, folder: Folder) -> Link:
    """A ledger of 30 entries on 9 subjects of two tables: 4 checkpoints, 5 entries pending."""
    signer = folder.signer()
    matters, persons = new_subjects(app, 6), new_subjects(app, 3, TABLES[1])
    for number in range(4):
        write(app, [draft(matter, number, key=f"k{number}") for matter in matters[:4]])
        write(app, [draft(persons[0], number, outcome=REFUSED, delegation=number)], TABLES[1])
        write(app, [draft(matters[4], number)])
        sequencer.tick(app, signer, at=AT + timedelta(seconds=number))
        sequencer.publish(app, folder)
    write(app, [draft(matters[0], 9), draft(matters[5], 9, delegation=3)])
    write(app, [draft(person, 9) for person in persons], TABLES[1])
    write(app, [draft(matters[0], 10)])
    assert faults(app, folder) == []
    return app


@pytest.fixture
def forger(filled: Link, connect: Connect) -> Iterator[Link]:
    """A superuser who has switched the triggers off, in a transaction that is rolled back."""
    link = connect("superuser")
    link.execute("begin isolation level repeatable read")
    link.execute("set local session_replication_role = replica")
    yield link
    link.execute("rollback")


def changed(value: Any, chance: random.Random) -> Any:  # noqa: PLR0911 - one way a kind
    """Return another value of the same kind."""
    match value:
        case None:
            return chance.choice([1, "k"])
        case bytes():
            at, bit = chance.randrange(len(value)), 1 << chance.randrange(8)
            return value[:at] + bytes([value[at] ^ bit]) + value[at + 1 :]
        case bool() | int():
            return value + chance.choice([-7, -1, 1, 2, 1000])
        case datetime():
            return value + timedelta(microseconds=chance.choice([-1, 1, 60_000_000]))
        case "accepted" | "refused":
            return {"accepted": "refused", "refused": "accepted"}[value]
        case str():
            at = chance.randrange(len(value)) if value else 0
            return chance.choice([
                value[:at] + "x" + value[at + 1 :], value[:at] + value[at + 1 :], value + " ", "",
            ])  # fmt: skip
        case dict():
            forged = chance.choice([{**value, "number": -1}, {**value, "more": True}, {}])
            return json.dumps(forged, ensure_ascii=False)
    raise AssertionError(type(value))


def forge(link: Link, table: str, chance: random.Random) -> tuple[str, tuple[Any, ...]] | None:
    """Delete a row or change one of its columns; return what was done, or nothing if refused."""
    name = sql.Identifier(table)
    rows = link.execute(sql.SQL("select ctid::text, * from {}").format(name))
    columns = [column.name for column in rows.description or ()][1:]
    place, *values = chance.choice(rows.fetchall())
    # Deleting is one way, each column another.
    way = chance.randrange(len(columns) + 1)
    try:
        with link.transaction():
            if way == len(columns):
                link.execute(sql.SQL("delete from {} where ctid = %s::tid").format(name), [place])
                return f"delete {table}", tuple(values)
            new = changed(values[way], chance)
            if new == values[way]:
                return None
            link.execute(
                sql.SQL("update {} set {} = %s where ctid = %s::tid").format(
                    name, sql.Identifier(columns[way])
                ),
                [new, place],
            )
            return f"{table}.{columns[way]} = {new!r}", tuple(values)
    except (psycopg.errors.IntegrityError, psycopg.errors.DataError, psycopg.ProgrammingError):
        return None  # not a value of that column, or a row that exists


@article("法发〔2020〕26号", 4)
class TestForgeriesOfASuperuser:
    """可倒查: what was changed behind the platform's back is found."""

    @pytest.mark.slow
    def test_each_of_a_thousand_edits_and_deletions_is_found(
        self, forger: Link, folder: Folder
    ) -> None:
        chance = random.Random(26)
        missed, done, ways = [], 0, set[str]()
        while done < FORGERIES:
            forger.execute("savepoint whole")
            forgery = forge(forger, chance.choice((*LEDGER_TABLES, *TABLES)), chance)
            if forgery is not None and not _untraced(forgery):
                done += 1
                ways.add(forgery[0].partition(" =")[0])
                found = Fsck(forger, TABLES, folder).faults()
                if next(found, None) is None:
                    missed.append(forgery)
                found.close()
            forger.execute("rollback to savepoint whole")
        assert missed == []
        # Each table's deletion, and each of the 33 columns but `ledger_log.id`, which is always 1.
        assert ways >= {f"delete {table}" for table in (*LEDGER_TABLES, *TABLES)}
        assert len(ways) == 8 + 32

    @pytest.mark.parametrize("column", ["data", "at", "actor", "post", "act", "outcome", "key"])
    def test_the_first_bad_entry_is_named(self, forger: Link, folder: Folder, column: str) -> None:
        value = {
            "data": "'{}'", "at": "at + interval '1 s'", "actor": "8", "post": "'clerk'",
            "act": "'other'", "outcome": "'refused'", "key": "null",
        }[column]  # fmt: skip
        (entry, subject, seq), (later, *_) = forger.execute(
            "select id, subject, seq from ledger_entry where key is not null order by id limit 2"
        ).fetchall()
        forger.execute(
            f"update ledger_entry set {column} = {value} where id in (%s, %s)", [entry, later]
        )
        found = list(Fsck(forger, TABLES, folder).faults())
        assert str(found[0]) == (
            f"entry {entry} (subject {subject}, number {seq}): its content is not what was hashed"
        )
        assert len(found) == 2

    def test_an_edit_with_hash_and_head_recomputed_is_not_the_leaf(
        self, forger: Link, folder: Folder
    ) -> None:
        entry = forger.execute(
            "select id, subject, seq, prev from ledger_entry e where key is null and"
            " delegation is null and exists (select from ledger_leaf l where l.entry = e.id)"
            " order by seq desc limit 1"
        ).fetchone()
        assert entry is not None
        id_, subject, seq, prev = entry
        forged = draft(subject, 1_000)
        digest = entry_hash(forged, seq, prev)
        forger.execute(
            "update ledger_entry set data = %s, at = %s, hash = %s where id = %s",
            [forged.data.decode(), instant(forged.at), digest, id_],
        )
        forger.execute(f"update {TABLES[0]} set head = %s where id = %s", [digest, subject])
        says = [fault.where for fault in Fsck(forger, TABLES, folder).faults()]
        assert says == [f"entry {id_}"]

    def test_a_last_entry_removed_with_its_head_set_back_leaves_a_leaf(
        self, forger: Link, folder: Folder
    ) -> None:
        forger.execute("delete from ledger_entry where id = (select entry from ledger_leaf"
                       " where index = 23)")  # fmt: skip
        forger.execute(
            f"update {TABLES[0]} t set (seq, head) = (select seq, hash from ledger_entry"
            " where subject = t.id order by seq desc limit 1) where id in"
            " (select subject from ledger_entry)"
        )
        (fault,) = Fsck(forger, TABLES, folder).faults()
        assert fault.says == "is gone; it is leaf 23 of the tree"

    def test_the_end_cut_off_with_all_its_traces_was_published(
        self, forger: Link, folder: Folder
    ) -> None:
        size = 18
        forger.execute("delete from ledger_pending")
        forger.execute("delete from ledger_checkpoint where size > %s", [size])
        forger.execute("delete from ledger_leaf where index >= %s", [size])
        forger.execute("delete from ledger_node where (index + 1) << level > %s", [size])
        forger.execute(
            "delete from ledger_entry where not exists"
            " (select from ledger_leaf l where l.entry = ledger_entry.id)"
        )
        for table in TABLES:
            forger.execute(
                f"update {table} t set (seq, head) = (select coalesce(max(seq), 0), coalesce("
                "(array_agg(hash order by seq desc))[1], decode(repeat('00', 32), 'hex'))"
                " from ledger_entry where subject = t.id)"
            )
        (fault,) = Fsck(forger, TABLES, folder).faults()
        assert str(fault) == "checkpoint 24: was published, but is not here"

    def test_a_tree_rewritten_and_signed_by_another_key(
        self, forger: Link, folder: Folder, tmp_path: Any
    ) -> None:
        other = Folder(tmp_path / "other").make_key()
        (origin,) = forger.execute("select origin from ledger_log").fetchone() or ("",)
        forger.execute("delete from ledger_checkpoint")
        leaves = [leaf for (leaf,) in forger.execute("select hash from ledger_leaf order by index")]
        signed = Checkpoint(origin, len(leaves), tree.root_of(leaves), 0, 0)
        forger.execute(
            "insert into ledger_checkpoint values (%s, %s, to_timestamp(0), %s)",
            [signed.size, signed.root, other.sign(signed)],
        )
        first, *_ = Fsck(forger, TABLES, folder).faults()
        assert first.where == f"checkpoint {len(leaves)}"
        assert "another key" in first.says

    @pytest.mark.parametrize("lines", [slice(1, None), slice(0, None, 2)])
    def test_published_heads_that_were_edited(
        self, filled: Link, folder: Folder, lines: slice
    ) -> None:
        (path,) = folder.path.glob("heads-*.jsonl")
        path.write_text("".join(path.read_text().splitlines(keepends=True)[lines]))
        (fault,) = faults(filled, folder)
        assert fault.says == "was published, but is not here"

    def test_checkpoints_not_yet_published_are_counted(self, filled: Link, folder: Folder) -> None:
        (path,) = folder.path.glob("heads-*.jsonl")
        path.write_text("".join(path.read_text().splitlines(keepends=True)[:-1]))
        with filled.transaction():
            check = Fsck(filled, TABLES, folder)
            assert list(check.faults()) == []
        assert (check.unpublished, check.entries, check.leaves, check.checkpoints) == (1, 30, 24, 4)

    def test_what_is_published_meanwhile_is_no_fault(
        self, filled: Link, connect: Connect, folder: Folder
    ) -> None:
        other = connect("app")
        with filled.transaction():
            filled.execute("set transaction isolation level repeatable read")
            check = Fsck(filled, TABLES, folder)
            filled.execute("select count(*) from ledger_leaf")  # here the snapshot is taken
            write(other, [draft(subject) for subject in new_subjects(other, 2)])
            sequencer.tick(other, folder.signer(), at=AT)
            sequencer.publish(other, folder)
            assert list(check.faults()) == []
        assert faults(filled, folder) == []

    def test_a_table_of_subjects_unknown_to_fsck_is_a_fault(
        self, filled: Link, folder: Folder
    ) -> None:
        with filled.transaction():
            found = list(Fsck(filled, TABLES[:1], folder).faults())
        assert {fault.says for fault in found} == {
            "is gone, its 5 entries are here", "is gone, its 1 entries are here",
        }  # fmt: skip


def _untraced(forgery: tuple[str, tuple[Any, ...]]) -> bool:
    """Whether a subject without entries was removed or renumbered: the ledger never knew it."""
    way, values = forgery
    table = way.removeprefix("delete ").partition(".")[0]
    return table in TABLES and values[1] == 0 and (way.startswith("delete") or ".id" in way)
