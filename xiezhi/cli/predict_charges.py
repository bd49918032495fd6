"""Predict charges (罪名) from the facts of crimes; files in, a run out, no database."""

import argparse
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from xiezhi.cli.similar import QUERY_FIELDS, texts

if TYPE_CHECKING:
    from xiezhi.similar_cases.ranking.files import Document

LABELS = ("accusation", "charges")
BATCH = 500


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the files."""
    parser.add_argument(
        "--queries", type=Path, required=True, metavar="FILE",
        help="facts: one JSON object a line (id, fact), gzip too",
    )  # fmt: skip
    parser.add_argument(
        "--out", type=Path, required=True, metavar="RUN",
        help="id, charge and margin separated by tabs: the predicted charges, likeliest first",
    )  # fmt: skip
    parser.add_argument(
        "--train", type=Path, metavar="FILE",
        help="facts that alone teach, in place of the shipped model: rows with accusation or "
        "charges, a list; else charges are named as in CAIL2018, without 罪",
    )  # fmt: skip
    parser.add_argument(
        "--query-fields", default=QUERY_FIELDS,
        help="field of the facts; a|b is the first of the two (default: %(default)s)",
    )  # fmt: skip


def run(arguments: argparse.Namespace) -> int:
    """Predict; prints counts and rate; 2 for a file that cannot be used."""
    from xiezhi.similar_cases.ranking.files import BadFile, write_run  # noqa: PLC0415

    began = time.monotonic()
    path: Path | None = arguments.train
    try:
        facts = texts(arguments.queries, arguments.query_fields)
        taught = texts(path, arguments.query_fields) if path else None
        count = write_run(arguments.out, _predicted(facts, taught))
    except BadFile as error:
        print(error, file=sys.stderr)
        return 2
    except OSError as error:
        print(f"{arguments.out} 写不了：{error.strerror or error}", file=sys.stderr)
        return 2
    seconds = max(time.monotonic() - began, 1e-6)
    print(f"{len(facts)} 件，预测罪名 {count} 个；{len(facts) / seconds:.0f} 件/秒")
    return 0


def _predicted(
    facts: "Sequence[Document]", taught: "Sequence[Document] | None"
) -> Iterator[tuple[str, str, float]]:
    from xiezhi.similar_cases.ranking import charges, shipped  # noqa: PLC0415
    from xiezhi.similar_cases.ranking.statutes import labels  # noqa: PLC0415

    model = shipped.charge_model()
    if taught is not None:
        held = [labels(one, LABELS) for one in taught]
        model = charges.learn([one.text for one in taught], held)
    for start in range(0, len(facts), BATCH):
        some = facts[start : start + BATCH]
        found = charges.predict(model, [one.text for one in some])
        for one, predicted in zip(some, found, strict=True):
            for charge in predicted:
                yield one.id, charge.charge, charge.margin
