"""Killed in mid-intake, command or server: run again, every filing is there exactly once."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import orjson
import pytest

from tests.intake.killable import Place, every_case_is_drawn_once, kill
from xiezhi.config import env
from xiezhi.config.postgres import Cluster

pytestmark = pytest.mark.slow

VALID, BAD = 600, 3
XIEZHI = (sys.executable, "-m", "xiezhi.cli")


@pytest.fixture
def filings(tmp_path: Path) -> Path:
    """Valid rows, with some bad ones strewn in."""
    rows = [
        {
            "id": f"r-{number}",
            "cause": "民间借贷纠纷",
            "plaintiffs": [f"原告甲{number}"],
            "defendants": [f"被告乙{number}"],
            "claims": f"请求归还借款{number}元",
            "amount": 1000 + number,
            "clear": True,
        }
        for number in range(VALID)
    ]
    for number in range(BAD):
        rows.insert(number * 200, rows[number] | {"id": f"bad-{number}", "cause": "无此案由"})
    path = tmp_path / "filings.jsonl"
    path.write_bytes(b"\n".join(map(orjson.dumps, rows)))
    return path


@pytest.fixture
def witnesses(place: Place) -> Iterator[None]:
    """The witnesses of lots, whom nobody kills."""
    with place.witnesses():
        yield


def begin(place: Place, filings: Path, folder: Path) -> subprocess.Popen[bytes]:
    """Start the command, and return once the first chunk is on record."""
    words = ["intake", str(filings), "--as", "office", "--confirm", "--receipts", str(folder)]
    running = subprocess.Popen(
        [*XIEZHI, *words],
        cwd=env.ROOT, env=place.environ, stdout=subprocess.DEVNULL,
        stderr=(folder.parent / f"{folder.name}.err").open("wb"),
    )  # fmt: skip
    limit, out = time.monotonic() + 20, folder / "results.jsonl"
    while not (out.exists() and out.stat().st_size):
        assert running.poll() is None, "it ended before anything was on record"
        assert time.monotonic() < limit, "nothing is on record after 20 s"
        time.sleep(0.005)
    return running


def to_the_end(place: Place, filings: Path, folder: Path) -> list[dict[str, object]]:
    """Run the command again to its end; return what it says of each row."""
    words = ["intake", str(filings), "--as", "office", "--confirm", "--receipts", str(folder)]
    done = place.run("-m", "xiezhi.cli", *words)
    assert done.returncode == 1, done.stderr[-2000:]  # the bad rows
    assert f"读入 {VALID + BAD} 行" in done.stdout
    return [orjson.loads(line) for line in (folder / "results.jsonl").read_bytes().splitlines()]


def every_filing_is_there_once(place: Place, results: list[dict[str, object]]) -> None:
    cases = [result["case"] for result in results if "case" in result]
    assert len(cases) == len(set(cases)) == VALID
    assert sum("refused" in result for result in results) == BAD
    every_case_is_drawn_once(place, VALID)


@pytest.mark.usefixtures("witnesses")
def test_command_and_server_killed_in_the_middle_lose_and_double_nothing(
    place: Place, own: Cluster, filings: Path, tmp_path: Path
) -> None:
    known = 0
    for number, wait in enumerate((0.05, 0.2)):  # in some step of the second chunk, or the third
        running = begin(place, filings, tmp_path / f"killed-{number}")
        time.sleep(wait)
        assert running.poll() is None, "it ended before it was killed"
        running.send_signal(signal.SIGKILL)
        running.wait()
        known, before = place.rows("select count(*) from cases_case")[0][0], known
        assert max(before, 1) <= known < VALID
    running = begin(place, filings, tmp_path / "served")
    kill(own)
    assert running.wait(20) == 3
    last = (tmp_path / "served.err").read_text("utf-8").splitlines()[-1]
    assert last.startswith("收案中断：") and "再运行同一命令" in last
    assert "Traceback" in (tmp_path / "served" / "stopped.txt").read_text("utf-8")
    said = (tmp_path / "served" / "results.jsonl").read_bytes().splitlines()
    assert len(said) < VALID + BAD, "it ended before the server was killed"
    results = to_the_end(place, filings, tmp_path / "end")  # starts the server again
    assert known <= sum(bool(result.get("replayed")) for result in results) < VALID
    every_filing_is_there_once(place, results)
