"""What runs after a sealing (分案作业): witnesses are asked, the lot falls, results are shown."""

from collections.abc import Sequence
from datetime import UTC, datetime

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from xiezhi.lot.asking import WitnessSilent

AGAIN = RetryStrategy(max_attempts=5, exponential_wait=2, retry_exceptions=[WitnessSilent])
"""After these tries the round of each minute asks on."""


def ask(cases: Sequence[int]) -> None:
    """Have the witnesses asked for cases once their sealing is committed."""
    complete_lots.defer(cases=list(cases))


@app.task(name="assignment.complete_lots", retry=AGAIN)
def complete_lots(*, cases: list[int]) -> None:
    """Ask for what is missing and draw; raises `WitnessSilent` where a lot still waits."""
    from xiezhi.assignment.witnessing import complete  # noqa: PLC0415 - it acts through the gate

    done = complete(cases, at=datetime.now(UTC))
    if done.waiting:
        raise WitnessSilent(f"{done.waiting} lots wait for their witnesses")


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="assignment.each_minute", name="assignment.each_minute")
def each_minute(timestamp: int) -> None:
    """Ask again for lots that wait, and show witnesses the results that they have not seen."""
    from xiezhi.assignment.witnessing import catch_up  # noqa: PLC0415 - it acts through the gate

    catch_up(at=datetime.fromtimestamp(timestamp, UTC))
