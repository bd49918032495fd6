"""The command's part of an intake: who files, the progress bar, receipts and row results."""

import traceback
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import orjson
from tqdm import tqdm

from xiezhi.acts.types import Actor
from xiezhi.assignment.witnessing import own_log
from xiezhi.config import env
from xiezhi.intake.files import BadFile, Line, read_file
from xiezhi.intake.run import RowResult, Tally, intake
from xiezhi.law.facts import ZONE
from xiezhi.law.terms import Post
from xiezhi.ledger.models import Entry
from xiezhi.people.models import Account, Tenure


class BadCommand(ValueError):
    """The command names nobody who may file, or no place for the results."""


def file_all(
    path: Path, *, login: str, confirm: bool, receipts: Path | None, at: datetime
) -> tuple[Tally, Path]:
    """File every row of a file as its officer; returns the counts and the folder of results.

    Raises `BadFile` and `BadCommand`. What else stops it leaves its trace in the folder.
    """
    officer, court = _officer(login, at)
    folder = _folder(receipts or env.STATE / "intake" / f"{path.stem}-{at:%Y%m%dT%H%M%S}")
    tally = Tally()
    lines = read_file(path, at.astimezone(ZONE).date())
    try:
        with (folder / "results.jsonl").open("wb") as out, tqdm(unit="件", desc="收案") as bar:
            done = intake(
                lines, court, officer, at=at, tally=tally, confirm=confirm, into_log=own_log(at)
            )
            for results in done:
                for line in _said(results):
                    out.write(line)
                out.flush()
                bar.update(len(results))
                bar.set_postfix_str(f"未办 {sum(tally.refused.values())}")
    except BadFile as error:
        raise BadFile(f"{error}{_so_far(tally, folder)}") from error
    except Exception:
        with suppress(OSError):
            (folder / "stopped.txt").write_text(traceback.format_exc(), encoding="utf-8")
        raise
    return tally, folder


def _folder(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadCommand(f"不能在 {folder} 保存回执：{error.strerror}") from error
    return folder


def _so_far(tally: Tally, folder: Path) -> str:
    if not tally.read:
        return ""
    return f"。此前 {tally.read} 行已有结果（{folder}），换好文件后再运行同一命令，不会重复收案"


def _officer(login: str, at: datetime) -> tuple[Actor, int]:
    account = Account.objects.select_related("person").filter(login=login).first()
    if account is None:
        raise BadCommand(f"没有账号 {login}")
    day = at.date()
    posts = Tenure.objects.filter(
        person=account.person, post=Post.FILING_OFFICER, since__lte=day
    ).exclude(until__lte=day)
    tenure = posts.first()
    if tenure is None:
        raise BadCommand(f"{account.person.name} 不是立案人员，不能收案（法〔2015〕137号第14条）")
    return Actor(account.person_id, account.person.name), tenure.court_id


def _said(results: list[RowResult]) -> Iterator[bytes]:
    """Yield a line for each row: a pending receipt, or the reasons."""
    entries = {
        entry.id: entry
        for entry in Entry.objects.filter(pk__in=[r.entry for r in results if r.accepted])
    }
    for result in results:
        yield orjson.dumps(_line(result.line, result, entries)) + b"\n"


def _line(line: Line, result: RowResult, entries: dict[int, Entry]) -> dict[str, object]:
    if not result.accepted:
        return {
            "line": line.number,
            "refused": result.unreadable or "；".join(map(str, result.findings)),
            "findings": [
                {"code": f.code, "says": str(f), "source": str(f.source)} for f in result.findings
            ],
        }
    entry = entries.get(result.entry or 0)
    return {
        "line": line.number,
        "case": result.case,
        "entry": result.entry,
        "hash": bytes(entry.hash).hex() if entry else "",
        "replayed": result.replayed,
    }
