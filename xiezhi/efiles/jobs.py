"""Upkeep of the inbox (收件清理)."""

from datetime import UTC, datetime, timedelta

from procrastinate.contrib.django import app

from xiezhi.efiles.uploads import inbox
from xiezhi.law.facts import ZONE
from xiezhi.law.parameters import parameter


@app.periodic(cron="17 * * * *")
@app.task(queueing_lock="efiles.sweep", name="efiles.sweep_inbox")
def each_hour(timestamp: int) -> None:
    """Remove what has waited too long."""
    sweep_inbox(datetime.fromtimestamp(timestamp, UTC))


def sweep_inbox(at: datetime) -> int:
    """Remove what has waited longer than a day for an act; return how many files those were."""
    hours = parameter("efiles.waiting_hours_max", at.astimezone(ZONE).date())
    before = (at - timedelta(hours=hours)).timestamp()
    folder = inbox().folder
    old = [file for file in folder.glob("*") if file.stat().st_mtime < before]
    for file in old:
        file.unlink(missing_ok=True)
    return len(old)
