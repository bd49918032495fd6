"""Import published judgments (裁判文书) as closed historical cases; again adds nothing."""

import argparse
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tqdm import tqdm

from xiezhi.cli.start import django_ready

if TYPE_CHECKING:
    from xiezhi.acts.types import Actor
    from xiezhi.similar_cases.importing import Tally


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the file, who imports it, at which court, and where reasons go."""
    parser.add_argument("file", type=Path, help="judgments: one JSON record a line, gzip or not")
    parser.add_argument("--as", dest="login", default="", help="login of who imports; else 系统")
    parser.add_argument(
        "--court", default="", metavar="CODE", help="code of the court; else the top"
    )
    parser.add_argument("--unread", type=Path, help="where the reasons of unread records go")


def run(arguments: argparse.Namespace) -> int:
    """Import; prints counts, reasons and rate; 1 where the act is refused, 2 for a bad file."""
    django_ready()
    from xiezhi.acts.types import Refused  # noqa: PLC0415
    from xiezhi.similar_cases.importing import NobodyToImport, importer  # noqa: PLC0415

    began = time.monotonic()
    try:
        by, court = importer(arguments.login, arguments.court)
        tally, reasons = _import(arguments, by, court.id)
    except Refused as refused:
        print(refused, file=sys.stderr)
        return 1
    except (OSError, EOFError, NobodyToImport) as error:
        print(f"{arguments.file}：{error}", file=sys.stderr)
        return 2
    seconds = max(time.monotonic() - began, 1e-6)
    print(f"{arguments.file.name}：{tally.lines} 件，读入 {tally.read} 件（{tally.share:.1%}），")
    print(
        f"新增 {tally.new} 件，已有 {tally.read - tally.new} 件；{tally.lines / seconds:.0f} 件/秒"
    )
    for reason, count in tally.unread.most_common():
        print(f"  未读入 {count}：{reason}")
    if tally.unread:
        print(f"逐件原因：{reasons}")
    return _index()


def _import(arguments: argparse.Namespace, by: "Actor", court: int) -> "tuple[Tally, Path]":
    from xiezhi.config import env  # noqa: PLC0415
    from xiezhi.similar_cases.importing import Tally, import_file  # noqa: PLC0415

    path: Path = arguments.file
    reasons: Path = arguments.unread or env.STATE / "imports" / f"{path.name}.unread.tsv"
    reasons.parent.mkdir(parents=True, exist_ok=True)
    tally = Tally()
    bar = tqdm(total=path.stat().st_size, unit="B", unit_scale=True, desc="导入")
    with path.open("rb") as raw, reasons.open("w", encoding="utf-8") as out, bar:
        batches = import_file(raw, path.name, by, court, lambda: datetime.now(UTC))
        for tally, unread in batches:
            out.writelines(f"{one.line}\t{one.id}\t{one.reason}\n" for one in unread)
            bar.update(raw.tell() - bar.n)
            bar.set_postfix_str(f"{tally.read}/{tally.lines} 件")
    return tally, reasons


def _index() -> int:
    from xiezhi.similar_cases.jobs import keep_index  # noqa: PLC0415
    from xiezhi.similar_cases.ports import engine  # noqa: PLC0415
    from xiezhi.similar_cases.search.engine import IndexBusy  # noqa: PLC0415

    try:
        kept = keep_index(engine())
    except IndexBusy:
        print("类案索引正由另一进程更新，请稍后重新运行本命令", file=sys.stderr)
        return 1
    print(f"类案索引：新增 {kept.added} 件，移除 {kept.removed} 件，共 {engine().count()} 件")
    return 0
