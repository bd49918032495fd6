"""识别任务: cases whose facts are new are read each minute, after the commit of what was done."""

from datetime import UTC, datetime

from procrastinate.contrib.django import app

from xiezhi.acts.types import SYSTEM
from xiezhi.efiles.queries import lodged
from xiezhi.supervision.models import Reading
from xiezhi.supervision.reading import Waiting, raise_from, waiting

CHUNK = 200


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="recognition.read", name="recognition.read_waiting")
def each_minute(timestamp: int) -> None:
    """Read what was filed, amended or lodged since the last minute."""
    read_waiting(at=datetime.fromtimestamp(timestamp, UTC))


def read_waiting(*, at: datetime) -> int:
    """Read every case that waits, the longest waiting first; return how many suspicions arose.

    A chunk is noted when its suspicions are on record: where the job stops, it goes on there.
    """
    raised = 0
    while cases := waiting():
        for start in range(0, len(cases), CHUNK):
            raised += _read(cases[start : start + CHUNK], at)
    return raised


def _read(chunk: list[Waiting], at: datetime) -> int:
    numbers = [one.case for one in chunk]
    outcomes = raise_from(numbers, lodged(SYSTEM, numbers), at)
    Reading.objects.bulk_create(
        [Reading(case_id=one.case, seq=one.seq, at=one.at) for one in chunk],
        update_conflicts=True,
        unique_fields=["case"],
        update_fields=["seq", "at"],
    )
    return sum(outcome.accepted for outcome in outcomes)
