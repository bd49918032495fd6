"""Filing in bulk (批量收案): the command `xiezhi intake` on a file of invented filings."""

import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import orjson

from benchmarks.bulk import raw_inserts
from benchmarks.measure import Figure
from benchmarks.world import World
from tests.factories import Bench, make_account, make_bench, make_court
from xiezhi.acts.gate import perform
from xiezhi.acts.types import Wish
from xiezhi.cases.models import Case
from xiezhi.law.facts import ZONE
from xiezhi.law.powers.detection import SWITCH_RULE, RuleSwitch
from xiezhi.law.rules.detection import MachineRule
from xiezhi.law.terms import Level, Post
from xiezhi.ledger.models import Entry
from xiezhi.lot import beside
from xiezhi.recognition.jobs import read_waiting
from xiezhi.supervision.models import Reading

GOAL = 120
DETECTION_GOAL = 300
LOGIN = "intake"
WORDS = "被告 借款 逾期 归还 利息 合同 约定 原告 交付 货款 催收 未果 担保 房屋 租赁 损失".split()  # noqa: SIM905
CAUSES = ("民间借贷纠纷", "买卖合同纠纷", "离婚纠纷", "租赁合同纠纷")


def figures(world: World, *, quick: bool) -> Iterator[Figure]:
    """Yield the filings a second, the command's own start included; then their detection."""
    count = 400 if quick else 2_000
    high = make_bench(judges=1, level=Level.HIGH)
    bench = make_bench(judges=10, court=make_court(parent=high.court))
    _switch_on(high)
    make_account(bench.people[Post.FILING_OFFICER], LOGIN)
    bare = raw_inserts(bench, 5_000)
    entries = Entry.objects.count()
    began = time.perf_counter()
    beside.forget()
    with beside.running():
        new = file_rows(world, count)
    wall = time.perf_counter() - began
    yield Figure(
        "intake",
        new / wall,
        "filings/s",
        f"raw inserts in batches: {bare:,.0f}/s",
        GOAL,
        note=f"{new} of {count} rows in {wall:.1f} s,"
        f" {(Entry.objects.count() - entries) / wall:,.0f} acts/s, one process",
    )

    began = time.process_time()
    on_wall = time.perf_counter()
    read_waiting(at=datetime.now(UTC))
    wall = time.perf_counter() - on_wall
    read = Reading.objects.count()
    yield Figure(
        "detection of what was filed, by the job",
        read / wall,
        "cases/s",
        f"CPU {1000 * (time.process_time() - began) / max(read, 1):.2f} ms a case",
        DETECTION_GOAL,
        note=f"{read} cases, every rule on: texts, structure, history, links",
    )


def _switch_on(high: Bench) -> None:
    """Have a high court switch every rule on, as a province does that detects."""
    office = high.as_(Post.TRIAL_MANAGEMENT)
    today = datetime.now(UTC)
    for rule in MachineRule:
        since = today.astimezone(ZONE).date()
        data = RuleSwitch(rule=rule, on=True, since=since, reason="全省统一启用")
        perform(SWITCH_RULE, office, Wish(high.court.id, data), at=today)


def file_rows(world: World, count: int) -> int:
    """Have the command file invented rows in another process; returns how many became cases."""
    before = Case.objects.count()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "filings.jsonl"
        write(file, count)
        command = [
            sys.executable, "-m", "xiezhi.cli", "intake", str(file), "--as", LOGIN,
            "--confirm", "--receipts", str(Path(folder) / "receipts"),
        ]  # fmt: skip
        done = subprocess.run(  # noqa: S603 - our own command
            command, env=world.environ, capture_output=True, text=True, check=False
        )
    new = Case.objects.count() - before
    if new < count:
        print(done.stdout, done.stderr, file=sys.stderr)
    return new


def write(file: Path, count: int) -> None:
    """Write filings of some 300 characters each, the same ones every time."""
    chance = random.Random(7)
    with file.open("wb") as out:
        for number in range(count):
            row = {
                "id": f"b-{number}", "kind": "civil_first", "cause": chance.choice(CAUSES),
                "plaintiffs": [f"原告甲{number}"], "defendants": [f"被告乙{number}"],
                "claims": f"请求判令被告给付{1000 + number}元",
                "facts": "".join(chance.choices(WORDS, k=150)),
                "amount": 1000 + number, "clear": True, "money_only": True,
            }  # fmt: skip
            out.write(orjson.dumps(row) + b"\n")
