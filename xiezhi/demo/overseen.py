"""Supervision in the demo: rules that are on, suits that speak, suspicions, what heads asked."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from xiezhi.acts.gate import perform_many
from xiezhi.acts.types import SYSTEM, Actor, Wish
from xiezhi.cases.models import Case
from xiezhi.demo.province import Staffed
from xiezhi.law.act import Nothing
from xiezhi.law.powers.detection import SWITCH_RULE, RuleSwitch
from xiezhi.law.powers.filing import RECEIVE, REGISTER, FilingData, PartyEntry
from xiezhi.law.powers.measures import REPORT_PROGRESS, REQUEST_REPORT
from xiezhi.law.powers.requirements import Report, ReportRequest
from xiezhi.law.powers.supervision import PENDING
from xiezhi.law.rules.detection import MachineRule, shipped
from xiezhi.law.terms import (
    CaseKind,
    FlagState,
    Level,
    PartyKind,
    PartyRole,
    Post,
    RuleState,
)
from xiezhi.supervision.jobs import screen
from xiezhi.supervision.models import FourTypeFlag

_ASKED = ReportRequest(matter="请报告案件进展、当事人情绪和拟定的审理安排")
_TOLD = Report(text="已送达起诉状副本，正在组织证据交换，拟于下月开庭。")


_SPEAKING = (
    ("商品房销售合同纠纷", "请求判令被告交付房屋并支付逾期交房违约金",
     ("被告系小区开发商，与包括原告在内的一百二十余名业主签订商品房买卖合同，逾期交房已满一年。"
     "众多业主多次集体到有关部门反映，其他业主已分别提起诉讼。")),
    ("劳动合同纠纷", "请求判令被告支付经济补偿",
     "被告经营困难，裁减在册职工三百余名，职工安置方案未经职工代表大会通过，部分职工多次集体上访。"),
    ("一般人格权纠纷", "请求判令被告停止侵害、赔礼道歉",
     "被告以人工智能合成原告的声音用于直播带货，此前没有同类案件，系全国首例，经媒体报道后引发热议。"),
    ("环境污染责任纠纷", "请求判令被告修复生态环境",
     "被告擅自排放废水，损害社会公共利益，检察机关已在公告期满后提起公益诉讼。"),
)  # fmt: skip
"""Cause, claims and facts of invented suits in which the rules find something."""


def oversee(courts: Sequence[Staffed], at: datetime) -> None:
    """Switch the rules on and file suits that speak; screen the open cases, have heads ask."""
    _switch_on(courts, at - timedelta(minutes=30))
    _file(courts, at - timedelta(minutes=20))
    _supervise(courts, at)


def _switch_on(courts: Sequence[Staffed], at: datetime) -> None:
    high = next(court for court in courts if court.level is Level.HIGH)
    by = Actor(high.by_post[Post.TRIAL_MANAGEMENT][0])
    wishes = [
        Wish(high.court, RuleSwitch(rule=rule, on=True, since=at.date(), reason="全省统一启用"))
        for rule in MachineRule
        if shipped(rule) is RuleState.OFF
    ]
    perform_many(SWITCH_RULE, by, wishes, at=at)


def _file(courts: Sequence[Staffed], at: datetime) -> None:
    court = next(court for court in courts if court.level is Level.BASIC)
    officer = Actor(court.by_post[Post.FILING_OFFICER][0])
    wishes = [
        Wish(
            court.court,
            FilingData(
                kind=CaseKind.CIVIL_FIRST,
                cause=cause,
                parties=(
                    PartyEntry(role=PartyRole.PLAINTIFF, name=f"演示原告{place}"),
                    PartyEntry(
                        role=PartyRole.DEFENDANT,
                        name=f"演示公司{place}",
                        kind=PartyKind.LEGAL,
                    ),
                ),
                claims=claims,
                facts=facts,
            ),
            key=f"speaking/{place}",
        )
        for place, (cause, claims, facts) in enumerate(_SPEAKING, 1)
    ]
    received = perform_many(RECEIVE, officer, wishes, at=at)
    cases = [one.subject for one in received if one.accepted]
    perform_many(REGISTER, officer, [Wish(case, Nothing()) for case in cases], at=at)


def _supervise(courts: Sequence[Staffed], at: datetime) -> None:
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
