"""A province: a high court with its office, a basic court below, rules that are switched on."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from tests import factories as make
from xiezhi.cases.models import Case
from xiezhi.law.powers import detection, supervision
from xiezhi.law.rules.detection import MachineRule, of_text
from xiezhi.law.terms import FlagState, FourType, Level, Post
from xiezhi.recognition.jobs import read_waiting
from xiezhi.supervision.models import FourTypeFlag

SOON = make.AT + timedelta(minutes=2)
OWNERS = "被告与赵某等三十余名业主签订合同，业主多次集体反映房屋漏水。"
QUIET = "2019年3月1日，被告向原告借款五万元，约定一年后归还，被告到期未还，原告多次催要无果。"
READS_OWNERS = MachineRule.TEXT_F2A


class Province:
    """A high court and one basic court under it."""

    def __init__(self, judges: int = 2) -> None:
        self.high = make.make_bench(1, level=Level.HIGH)
        middle = make.make_court(parent=self.high.court, level=Level.INTERMEDIATE)
        self.basic = make.make_bench(judges, court=make.make_court(parent=middle))

    @property
    def office(self) -> Any:
        """The high court's office of trial management."""
        return self.high.as_(Post.TRIAL_MANAGEMENT)

    def switch(
        self, rule: MachineRule, *, on: bool = True, at: datetime = make.AT, **more: Any
    ) -> list[str]:
        """Switch a rule; return what stands in the way."""
        plain: dict[str, Any] = {"since": at.date(), "reason": "全省统一启用"}
        data = detection.RuleSwitch(rule=rule, on=on, **(plain | more))
        return make.refusals(detection.SWITCH_RULE, self.office, self.high.court.id, data, at=at)

    def draft(self, content: str = "", **more: Any) -> list[str]:
        """Draft parameters of the rule that looks for many persons."""
        plain: dict[str, Any] = {"rule": READS_OWNERS, "note": "试行新的线索"}
        data = detection.RuleDraftData(content=content, **(plain | more))
        return make.refusals(detection.DRAFT_RULE, self.office, self.high.court.id, data)

    def try_(self, draft: int = 0, cases: int = 2000, **more: Any) -> list[str]:
        """Ask for a trial."""
        plain: dict[str, Any] = {"rule": READS_OWNERS, "draft": draft, "cases": cases}
        data = detection.RuleTrialData(**(plain | more))
        return make.refusals(detection.TRY_RULE, self.office, self.high.court.id, data)

    def filed(self, facts: str = OWNERS, *, at: datetime = make.AT, **more: Any) -> Case:
        """File a case at the basic court with these facts."""
        return make.filed(self.basic, make.a_filing(facts=facts, **more), at=at)

    def answer(self, case: Case, *, confirm: bool, code: FourType = FourType.F2A) -> None:
        """The head confirms or rejects a suspicion."""
        act = supervision.CONFIRM if confirm else supervision.REJECT
        if confirm:
            by = self.basic.as_(Post.FILING_OFFICER)
        else:
            by = self.basic.as_(Post.DIVISION_HEAD)
        data = supervision.FlagDecision(flag=code, reason="经核实当事人人数和诉求")
        make.do(act, by, case.id, data, at=SOON)


def switched_on(*rules: MachineRule) -> Province:
    """A province with these rules on; with none named, all that read texts."""
    province = Province()
    for rule in rules or [one for one in MachineRule if of_text(one)]:
        assert province.switch(rule) == []
    return province


def read(at: datetime = SOON) -> int:
    """Let the job of a minute run."""
    return read_waiting(at=at)


def flags(case: Case) -> list[tuple[str, str, str]]:
    """The flags of a case: type, rule, state."""
    rows = FourTypeFlag.objects.filter(case=case).order_by("id")
    return list(rows.values_list("code", "rule", "state"))


SUSPECTED = FlagState.SUSPECTED
TODAY: date = make.AT.date()
