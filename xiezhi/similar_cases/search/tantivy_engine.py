"""The engine on tantivy: BM25 over words that were cut before, in one folder, with one writer."""

import math
import shutil
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import tantivy

from xiezhi.similar_cases.search import words
from xiezhi.similar_cases.search.engine import (
    TERMS_MAX,
    Answer,
    Engine,
    Entry,
    Hit,
    IndexBusy,
    Question,
)

WRITER_BYTES = 64_000_000
WRITER_THREADS = 1
SCHEMA_VERSION = "1"
LEGAL_NAME_WEIGHT = 3.0
"""Charges and causes named in the text: MAP .45 to .50 on criminal judgments, civil unchanged."""


class TantivyEngine(Engine):
    """全文检索: words weigh by BM25; causes, area, level and day filter without weight."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._schema = _schema()
        self._index = tantivy.Index(self._schema, path=str(folder))
        self._index.config_reader("manual")
        self._index.reload()
        self._writer: tantivy.IndexWriter | None = None

    def add(self, entries: Iterable[Entry]) -> None:
        """Add entries, in place of those with the same ids; raises `IndexBusy`."""
        writer = self._write()
        for entry in entries:
            writer.delete_documents_by_query(self._term("id", entry.id))
            writer.add_document(_document(entry))

    def remove(self, ids: Iterable[int]) -> None:
        """Remove entries; raises `IndexBusy`."""
        writer = self._write()
        for id_ in ids:
            writer.delete_documents_by_query(self._term("id", id_))

    def commit(self) -> None:
        """Make the changes durable, give the lock back, and see them."""
        if self._writer is not None:
            self._writer.commit()
            self._writer.wait_merging_threads()
            self._writer = None
        self._index.reload()

    def search(self, question: Question, k: int) -> Answer:
        """Return the `k` best hits for the words that tell most."""
        searcher = self._searcher()
        weights = self._weigh(searcher, question)
        if not weights or k < 1:
            return Answer(())
        asked = [
            (tantivy.Occur.Should, _word(self._schema, word, question.words[word]))
            for word in weights
        ]
        must = [(tantivy.Occur.Must, tantivy.Query.boolean_query(asked))]
        query = tantivy.Query.boolean_query([*must, *self._filters(question)])
        found = searcher.search(query, limit=k, count=False).hits
        ids = searcher.fast_field_values("id", [address for _, address in found])
        pairs = zip(found, ids, strict=True)
        return Answer(tuple(Hit(int(id_ or 0), score) for (score, _), id_ in pairs), weights)

    def count(self) -> int:
        """Return the number of entries that can be found."""
        return self._searcher().num_docs

    def last_id(self) -> int:
        """Return the highest id, 0 for an empty index."""
        searcher = self._searcher()
        top = searcher.search(tantivy.Query.all_query(), 1, count=False, order_by_field="id")
        return int(top.hits[0][0]) if top.hits else 0

    def ids(self) -> set[int]:
        """Return all ids."""
        searcher = self._searcher()
        found = searcher.search(tantivy.Query.all_query(), max(1, searcher.num_docs), count=False)
        addresses = [address for _, address in found.hits]
        return {int(id_ or 0) for id_ in searcher.fast_field_values("id", addresses)}

    def _searcher(self) -> tantivy.Searcher:
        self._index.reload()  # another process may have written; 20 µs where none has
        return self._index.searcher()

    def _write(self) -> tantivy.IndexWriter:
        if self._writer is None:
            try:
                self._writer = self._index.writer(WRITER_BYTES, WRITER_THREADS)
            except ValueError as error:
                raise IndexBusy(str(error)) from error
        return self._writer

    def _weigh(self, searcher: tantivy.Searcher, question: Question) -> dict[str, float]:
        total = searcher.num_docs
        rarity: dict[str, float] = {}
        for word in question.words:
            having = searcher.doc_freq("body", word)
            if having:
                rarity[word] = math.log(1 + (total - having + 0.5) / (having + 0.5))
        count = question.words
        best = sorted(rarity, key=lambda w: -rarity[w] * _emphasis(w, count[w]))[:TERMS_MAX]
        return {word: rarity[word] for word in best}

    def _filters(self, question: Question) -> list[tuple[tantivy.Occur, tantivy.Query]]:
        wanted: list[tantivy.Query] = []
        if question.cause:
            wanted.append(self._term("cause", question.cause))
        if question.area:
            wanted.append(self._term("area", question.area.value))
        if question.levels:
            values = [level.value for level in question.levels]
            wanted.append(tantivy.Query.term_set_query(self._schema, "level", values))
        if question.since or question.until:
            wanted.append(self._days(question.since, question.until))
        filters = [
            (tantivy.Occur.Must, tantivy.Query.const_score_query(query, 0.0)) for query in wanted
        ]
        if question.without is not None:
            filters.append((tantivy.Occur.MustNot, self._term("id", question.without)))
        return filters

    def _term(self, name: str, value: str | int) -> tantivy.Query:
        return tantivy.Query.term_query(self._schema, name, value, index_option="basic")

    def _days(self, since: date | None, until: date | None) -> tantivy.Query:
        return tantivy.Query.range_query(
            self._schema,
            "day",
            tantivy.FieldType.Unsigned,
            lower_bound=(since or date.min).toordinal(),
            upper_bound=(until or date.max).toordinal(),
        )


def open_engine(folder: Path) -> TantivyEngine:
    """Open the index of the present dictionary below `folder`, empty where there is none yet."""
    return TantivyEngine(folder / f"{SCHEMA_VERSION}-{words.version()}")


def discard_old(folder: Path) -> None:
    """Remove indexes cut with an earlier dictionary."""
    present = f"{SCHEMA_VERSION}-{words.version()}"
    for other in folder.iterdir() if folder.is_dir() else ():
        if other.is_dir() and other.name != present:
            shutil.rmtree(other)


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("id", indexed=True, fast=True)
    builder.add_text_field("body", tokenizer_name="whitespace", index_option="freq")
    for name in ("cause", "area", "level"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("day", indexed=True, fast=True)
    return builder.build()


def _document(entry: Entry) -> tantivy.Document:
    document = tantivy.Document()
    document.add_unsigned("id", entry.id)
    document.add_text("body", " ".join(words.words(entry.text)))
    for code in entry.causes:
        document.add_text("cause", code)
    document.add_text("area", entry.area.value)
    document.add_text("level", entry.level.value)
    if entry.judged_on:
        document.add_unsigned("day", entry.judged_on.toordinal())
    return document


def _word(schema: tantivy.Schema, word: str, count: int) -> tantivy.Query:
    query = tantivy.Query.term_query(schema, "body", word, index_option="freq")
    return tantivy.Query.boost_query(query, _emphasis(word, count))


def _emphasis(word: str, count: int) -> float:
    return (1 + math.log(count)) * (LEGAL_NAME_WEIGHT if word in words.legal_names() else 1.0)
