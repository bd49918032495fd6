"""File new cases in bulk from a file: jsonl, csv or xlsx, through the gate, restartable."""

import argparse
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from xiezhi.cli.start import django_ready


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the file, the officer who answers for it, and where receipts go."""
    parser.add_argument("file", type=Path, help="filings: .jsonl, .jsonl.gz, .csv, .xlsx")
    parser.add_argument("--as", dest="login", required=True, help="login of the filing officer")
    parser.add_argument(
        "--confirm",
        action="store_true",
        help="the officer takes the proposals on the procedure; without, cases wait registered",
    )
    parser.add_argument("--receipts", type=Path, help="folder for receipts and row errors")


def run(arguments: argparse.Namespace) -> int:
    """File every row; prints counts and rate.

    Returns 0 where all is filed, 1 where rows were refused, 2 for a bad file or command, and 3
    where something unforeseen stopped it: then the same command goes on where it was.
    """
    try:
        return _file(arguments)
    except Exception as error:  # noqa: BLE001 - who files needs a line that says what to do
        why = str(error).strip().partition("\n")[0][:200] or type(error).__name__
        print(
            f"收案中断：{why}。已收的行都已保存，请再运行同一命令，从断处续办，不会重复收案",
            file=sys.stderr,
        )
        return 3


def _file(arguments: argparse.Namespace) -> int:
    django_ready()
    from xiezhi.intake.command import BadCommand, file_all  # noqa: PLC0415
    from xiezhi.intake.files import BadFile  # noqa: PLC0415

    began = time.monotonic()
    try:
        tally, folder = file_all(
            arguments.file,
            login=arguments.login,
            confirm=arguments.confirm,
            receipts=arguments.receipts,
            at=datetime.now(UTC),
        )
    except (BadFile, BadCommand) as error:
        print(error, file=sys.stderr)
        return 2
    seconds = time.monotonic() - began
    new = tally.received
    print(f"读入 {tally.read} 行：收案 {new} 件，前次已收 {tally.replayed} 件，")
    print(f"分案 {tally.drawn} 件，疑似四类案件 {tally.flagged} 件，办理 {tally.acts} 项行为")
    if tally.waiting:
        print(f"  {tally.waiting} 件已封存候选名单，等待见证人答复；平台会继续询问并抽取")
    if not arguments.confirm:
        print("未采纳系统的程序建议（--confirm）：各案已立案，待逐件确认程序")
    print(f"用时 {seconds:.1f} 秒，{new / seconds:.0f} 件/秒，{tally.acts / seconds:.0f} 项/秒")
    for code, count in tally.refused.most_common():
        print(f"  未办 {count}：{code}")
    print(f"回执和逐行结果：{folder}")
    return 1 if tally.refused else 0
