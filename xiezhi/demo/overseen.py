"""Supervision in the demo: what the platform suspects of open cases, and what heads have asked."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from xiezhi.acts.gate import perform_many
from xiezhi.acts.types import SYSTEM, Actor, Wish
from xiezhi.cases.models import Case
from xiezhi.demo.province import Staffed
from xiezhi.law.powers.measures import REPORT_PROGRESS, REQUEST_REPORT
from xiezhi.law.powers.requirements import Report, ReportRequest
from xiezhi.law.powers.supervision import PENDING
from xiezhi.law.terms import FlagState, Post
from xiezhi.supervision.jobs import screen
from xiezhi.supervision.models import FourTypeFlag

_ASKED = ReportRequest(matter="请报告案件进展、当事人情绪和拟定的审理安排")
_TOLD = Report(text="已送达起诉状副本，正在组织证据交换，拟于下月开庭。")


def oversee(courts: Sequence[Staffed], at: datetime) -> None:
    """Screen the open cases; heads ask for reports on those that are flagged, some are given."""
    flagged = set(
        FourTypeFlag.objects.filter(
            state=FlagState.CONFIRMED, case__closed_on=None, case__judge__isnull=False
        ).values_list("case", flat=True)
    )
    open_ones = Case.objects.filter(closed_on=None, state__in=PENDING)
    screen(list(open_ones.values_list("id", flat=True)), at)
    wishes, answers = [], []
    by_court = {court.court: court for court in courts}
    cases = Case.objects.filter(pk__in=flagged).order_by("pk")
    for place, (case, court, division, judge) in enumerate(
        cases.values_list("id", "court", "division", "judge")
    ):
        known = by_court[court]
        leader = known.heads.get(division or 0) or known.by_post[Post.PRESIDENT][0]
        wishes.append(Wish(case, _ASKED, by=Actor(leader)))
        if place % 2:
            answers.append(Wish(case, _TOLD, by=Actor(judge)))
    perform_many(REQUEST_REPORT, SYSTEM, wishes, at=at + timedelta(minutes=5))
    perform_many(REPORT_PROGRESS, SYSTEM, answers, at=at + timedelta(minutes=20))
