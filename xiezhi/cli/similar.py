"""Rank similar cases (类案) or articles (法条) for queries; files in, a run out, no database."""

import argparse
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tqdm import tqdm

if TYPE_CHECKING:
    from collections import Counter

    from xiezhi.similar_cases.ranking.files import Document
    from xiezhi.similar_cases.ranking.rank import Way

TEXT_FIELDS = "title,name,text|fact"
QUERY_FIELDS = "query|question|text|fact"


def add(parser: argparse.ArgumentParser) -> None:
    """Declare what is ranked and the files."""
    parts = parser.add_subparsers(metavar="WHAT", required=True)
    cases = parts.add_parser(
        "rank", help="whole judgments, for questions or for judgments",
        description="A query much shorter than the texts is a question; else a judgment, ranked "
        "as criminal, private lending or other civil. The query itself is never a hit.",
    )  # fmt: skip
    _files(cases)
    cases.set_defaults(ranks=_cases)
    articles = parts.add_parser(
        "statutes", help="articles, for a question or for the facts of a crime",
        description="Without --train the shipped model answers; with it only FILE teaches: rows "
        "with id, query, question or fact, and relevant or articles, a list of ids.",
    )  # fmt: skip
    _files(articles)
    articles.add_argument("--train", type=Path, metavar="FILE", help="labelled queries")
    articles.set_defaults(ranks=_articles)


def _files(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--corpus", type=Path, required=True, metavar="FILE",
        help="texts: one JSON object a line (id, text; title or name where there is one), gzip too",
    )  # fmt: skip
    parser.add_argument(
        "--queries", type=Path, required=True, metavar="FILE",
        help="queries: one JSON object a line (id, query), gzip too",
    )  # fmt: skip
    parser.add_argument(
        "--out", type=Path, required=True, metavar="RUN",
        help="qid, did and score, best first, separated by tabs",
    )  # fmt: skip
    parser.add_argument(
        "--pool", type=Path, metavar="FILE",
        help="what each query ranks: columns qid and did (tabs or commas); a query without is none",
    )  # fmt: skip
    parser.add_argument(
        "--fields", default=TEXT_FIELDS,
        help="fields of a text, those it has joined; a|b is the first of the two it has "
        "(default: %(default)s)",
    )  # fmt: skip
    parser.add_argument(
        "--query-fields", default=QUERY_FIELDS, help="the same of a query (default: %(default)s)"
    )
    parser.add_argument("--top", type=int, default=0, metavar="N", help="hits a query; else all")


def run(arguments: argparse.Namespace) -> int:
    """Rank; prints counts and rate; 2 for a file that cannot be used."""
    from xiezhi.similar_cases.ranking.files import BadFile, pools, write_run  # noqa: PLC0415

    began = time.monotonic()
    try:
        queries = texts(arguments.queries, arguments.query_fields)
        corpus = texts(arguments.corpus, arguments.fields)
        held = pools(arguments.pool) if arguments.pool else None
        lines = arguments.ranks(arguments, corpus, queries, held)
        count = write_run(arguments.out, tqdm(lines, unit=" 行", desc="排序", disable=None))
    except BadFile as error:
        print(error, file=sys.stderr)
        return 2
    except OSError as error:
        print(f"{arguments.out} 写不了：{error.strerror or error}", file=sys.stderr)
        return 2
    seconds = time.monotonic() - began
    print(f"{len(corpus)} 件文本，{len(queries)} 件查询，{count} 行；用时 {seconds:.1f} 秒")
    return 0


def texts(path: Path, fields: str) -> "list[Document]":
    """Return the texts of a file; commas join fields, bars stand between those that replace."""
    from xiezhi.similar_cases.ranking.files import documents  # noqa: PLC0415

    return documents(path, [part.strip().split("|") for part in fields.split(",")])


def _cases(
    arguments: argparse.Namespace,
    corpus: "Sequence[Document]",
    queries: "Sequence[Document]",
    held: dict[str, list[str]] | None,
) -> Iterable[tuple[str, str, float]]:
    from xiezhi.similar_cases.ranking.rank import rank  # noqa: PLC0415

    return rank(corpus, queries, held, top=arguments.top, ways=_say)


def _say(ways: "Counter[Way]") -> None:
    names = {"question": "问题", "criminal": "刑事文书", "loan": "民间借贷", "civil": "民事文书"}
    said = "，".join(f"{names[way]} {count} 件" for way, count in sorted(ways.items()))
    print(f"检索方式：{said}", file=sys.stderr)


def _articles(
    arguments: argparse.Namespace,
    corpus: "Sequence[Document]",
    queries: "Sequence[Document]",
    held: dict[str, list[str]] | None,
) -> Iterable[tuple[str, str, float]]:
    from xiezhi.similar_cases.ranking.statutes import rank  # noqa: PLC0415

    path: Path | None = arguments.train
    taught = texts(path, arguments.query_fields) if path else None
    return rank(corpus, queries, held, taught=taught, top=arguments.top)
