"""Audit published draws (分案公平性审计): what many lots show that one does not."""
# ruff: noqa: PLC0415 - other commands need none of it

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xiezhi.lot.audit import Audit

FEW = 2_500
"""Below so many lots of twenty judges a favourite in one case of fifty does not show."""


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the file of records and the level."""
    parser.add_argument("file", type=Path, metavar="FILE", help="records, a line of JSON each")
    parser.add_argument(
        "--level", type=float, default=0.01,
        help="how often honest lots may raise an alarm, over all tests together (0.01)",
    )  # fmt: skip


def run(arguments: argparse.Namespace) -> int:
    """Say what each test finds; 1 where one does, 2 where the file cannot be read."""
    from xiezhi.lot.audit import audit
    from xiezhi.lot.records import NotARecord, read_records

    try:
        with arguments.file.open("rb") as file:
            records = list(read_records(file))
    except (OSError, NotARecord) as reason:
        print(f"{arguments.file}: {reason}", file=sys.stderr)
        return 2
    done = audit(records, level=arguments.level)
    _say(done, arguments.level)
    return 1 if done.found else 0


def _say(done: "Audit", level: float) -> None:
    print(f"{done.count} draws, {done.opened} opened pools, {done.judges} judges, level {level:g}")
    for finding in done.findings:
        mark = "✗" if finding.found else "…" if finding.chance is None else "✓"
        by_chance = "" if finding.chance is None else f" (by chance {finding.chance:.2g})"
        print(f"  {mark} {finding.code} {finding.what}{by_chance}")
        print(f"      {finding.says}; would show: {finding.shows}")
    if done.found:
        print(
            "  ! 检验结果仅提示核查，不证明任何人有过错 a hit opens an inquiry and proves nothing"
        )
    else:
        print("  … 未发现不等于没有 that nothing was found does not show that there was nothing")
    if done.count < FEW:
        print("  ! 案件少，弱的操纵看不出来 a small court shows little: see what each would show")
