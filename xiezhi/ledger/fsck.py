"""The check of everything: each hash, link, head, leaf, node, root and signature, recomputed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count, groupby, zip_longest
from typing import Any

from psycopg import sql

from xiezhi.ledger import tree
from xiezhi.ledger.encoding import Head, Sealed, entry_hash
from xiezhi.ledger.keys import Folder
from xiezhi.ledger.notes import NoteRefused, Verifier, open_note
from xiezhi.ledger.rows import ENTRY, ENTRY_WIDTH, Link, origin, read_entry

ROWS_AT_ONCE = 5_000

ENTRIES = f"""select {ENTRY}, l.entry is not null, p.entry is not null
    from ledger_entry e
    left join ledger_leaf l on l.entry = e.id left join ledger_pending p on p.entry = e.id
    order by e.subject, e.seq, e.id"""  # noqa: S608 - a constant
LEAVES = """select l.index, l.entry, l.hash, e.hash from ledger_leaf l
    left join ledger_entry e on e.id = l.entry order by l.index"""
# In this order a growing tree completes them.
NODES = "select level, index, hash from ledger_node order by (index + 1) << level, level"
CHECKPOINTS = """select size, root, note, coalesce(case when isfinite(at)
    then extract(epoch from at) * 1000000 end, -9223372036854775808)::bigint
    from ledger_checkpoint order by size"""
PENDING = """select p.entry from ledger_pending p left join ledger_entry e on e.id = p.entry
    where e.id is null order by p.entry"""


@dataclass(frozen=True)
class Fault:
    """不符: what is wrong, and where: an entry, a subject, a leaf, a node, a checkpoint."""

    where: str
    says: str

    def __str__(self) -> str:
        return f"{self.where}: {self.says}"


@dataclass
class Fsck:
    """账本核验: one run over a snapshot; `faults()` does the work, the counts fill meanwhile.

    The caller has begun a transaction (`repeatable read, read only`). What it cannot see: entries
    removed before they ever came into a published checkpoint together with all their traces.
    """

    link: Link
    tables: Sequence[str]  # the tables of subjects
    folder: Folder
    entries: int = 0
    leaves: int = 0
    checkpoints: int = 0
    unpublished: int = 0
    verifiers: list[Verifier] = field(default_factory=list)
    origin: str | None = None
    _names: Iterator[int] = field(default_factory=count)
    _heads: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Count what is published before the snapshot: what comes later is not in it."""
        self._heads = self.folder.head_counts()

    def faults(self) -> Iterator[Fault]:
        """Find what is wrong: chains in the order of subjects, then the tree, then what is out."""
        self.verifiers = self.folder.verifiers()
        self.origin = origin(self.link)
        yield from self._chains()
        for (entry,) in self._stream(PENDING):
            yield Fault(f"entry {entry}", "is pending, but does not exist")
        yield from self._tree()
        yield from self._published()

    def _stream(self, query: str | sql.Composed) -> Iterator[tuple[Any, ...]]:
        with self.link.cursor(name=f"fsck_{next(self._names)}") as cursor:
            cursor.itersize = ROWS_AT_ONCE
            cursor.execute(query)
            yield from cursor

    # Chains

    def _subjects(self) -> Iterator[tuple[int, Head]]:
        if not self.tables:
            return
        each = [
            sql.SQL("select id, seq, head from {}").format(sql.Identifier(table))
            for table in self.tables
        ]
        query = sql.SQL("{} order by id").format(sql.SQL(" union all ").join(each))
        for id_, seq, head in self._stream(query):
            yield id_, Head(seq, bytes(head))

    def _chains(self) -> Iterator[Fault]:
        subjects = self._subjects()
        current = next(subjects, None)
        rows = ((read_entry(row), *row[ENTRY_WIDTH:]) for row in self._stream(ENTRIES))
        for subject, chain in groupby(rows, key=lambda row: row[0].draft.subject):
            while current is not None and current[0] < subject:
                yield from _head_fault(*current, Head())
                current = next(subjects, None)
            last = Head()
            for entry, in_tree, pending in chain:
                self.entries += 1
                yield from _entry_faults(entry, last, in_tree=in_tree, pending=pending)
                last = entry.head
            if current is None or current[0] != subject:
                yield Fault(f"subject {subject}", f"is gone, its {last.seq} entries are here")
            else:
                yield from _head_fault(*current, last)
                current = next(subjects, None)
        while current is not None:
            yield from _head_fault(*current, Head())
            current = next(subjects, None)

    # Tree

    def _tree(self) -> Iterator[Fault]:
        grown, signed = tree.Range(), 0
        nodes, checkpoints = self._stream(NODES), self._stream(CHECKPOINTS)
        due = next(checkpoints, None)
        for index, entry, leaf, digest in self._stream(LEAVES):
            if index != grown.size:
                yield Fault(f"leaf {grown.size}", f"is missing; the next is {index}")
                return
            yield from _leaf_faults(index, entry, bytes(leaf), digest)
            for completed in grown.add(bytes(leaf)):
                stored = next(nodes, None)
                if stored is None or (*stored[:2], bytes(stored[2])) != completed:
                    yield Fault(f"node {completed[0]}/{completed[1]}", "is missing or differs")
                    return
            while due is not None and due[0] <= grown.size:
                yield from self._checkpoint_faults(due, grown, signed)
                signed, due = due[0], next(checkpoints, None)
        self.leaves = grown.size
        if (extra := next(nodes, None)) is not None:
            yield Fault(f"node {extra[0]}/{extra[1]}", "belongs to no leaves")
        if due is not None:
            yield Fault(f"checkpoint {due[0]}", f"signed, but there are only {grown.size} leaves")
        elif signed != grown.size:
            yield Fault(f"leaf {signed}", "is covered by no checkpoint")

    def _checkpoint_faults(
        self, row: tuple[Any, ...], grown: tree.Range, before: int
    ) -> Iterator[Fault]:
        size, root, note, at = row
        where = f"checkpoint {size}"
        self.checkpoints += 1
        try:
            signed, _ = open_note(note, self.verifiers)
        except NoteRefused as reason:
            yield Fault(where, str(reason))
            return
        if (signed.size, signed.root, signed.at) != (size, bytes(root), at):
            yield Fault(where, "differs from what was signed")
        elif signed.origin != self.origin:
            yield Fault(where, f"is of the log {signed.origin}, this is {self.origin}")
        elif signed.previous != before:
            yield Fault(where, f"follows checkpoint {signed.previous}, but that is not here")
        elif size != grown.size or signed.root != grown.root():
            yield Fault(where, "signs another root than that of the leaves")

    def _published(self) -> Iterator[Fault]:
        if self.origin is None:
            return
        kept = (row[2] for row in self._stream(CHECKPOINTS))
        for stored, published in zip_longest(kept, self.folder.heads(self.origin, self._heads)):
            if published is None:
                self.unpublished += 1
            elif stored != published:
                size = published.split("\n")[1]
                yield Fault(f"checkpoint {size}", "was published, but is not here")
                return


def _head_fault(subject: int, head: Head, last: Head) -> Iterator[Fault]:
    if head == last:
        return
    if head.seq == last.seq:
        yield Fault(f"subject {subject}", "its head is not the hash of its last entry")
    else:
        yield Fault(
            f"subject {subject}", f"its head counts {head.seq} entries, {last.seq} are here"
        )


def _entry_faults(entry: Sealed, last: Head, *, in_tree: bool, pending: bool) -> Iterator[Fault]:
    where = f"entry {entry.id} (subject {entry.draft.subject}, number {entry.seq})"
    if entry.seq != last.seq + 1:
        yield Fault(where, f"follows number {last.seq}: entries are missing between them")
    elif entry.prev != last.hash:
        yield Fault(where, "is not chained to the entry before it")
    if entry_hash(entry.draft, entry.seq, entry.prev) != entry.hash:
        yield Fault(where, "its content is not what was hashed")
    if in_tree and pending:
        yield Fault(where, "is in the tree, and pending as well")
    elif not in_tree and not pending:
        yield Fault(where, "is neither in the tree nor pending")


def _leaf_faults(index: int, entry: int, leaf: bytes, digest: bytes | None) -> Iterator[Fault]:
    if digest is None:
        yield Fault(f"entry {entry}", f"is gone; it is leaf {index} of the tree")
    elif tree.leaf_hash(bytes(digest)) != leaf:
        yield Fault(f"entry {entry}", f"is not the one that is leaf {index} of the tree")
