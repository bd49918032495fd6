"""Cases that are supervised: flagged ones, criminal ones, complaints; and the monitor at a day."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests import factories as make
from tests.cases.panel import LATER, Panel, a_panel
from xiezhi.acts.models import Prompt
from xiezhi.cases.models import Case
from xiezhi.law.powers import complaints, requirements, supervision
from xiezhi.law.powers.deliberation import BallotData, Disposition
from xiezhi.law.powers.filing import PartyEntry
from xiezhi.law.terms import CaseKind, FourType, PartyKind, PartyRole, Post
from xiezhi.supervision import monitor
from xiezhi.supervision.models import Alert, FourTypeFlag

DEVELOPER = PartyEntry(role=PartyRole.DEFENDANT, name="某开发公司", kind=PartyKind.LEGAL)
REFER = requirements.Referral(questions="拟作的结论是否适当")
DECIDED = requirements.CommitteeDecision(
    number="审委会〔2026〕9号", on=LATER.date(), text="同意合议庭的意见"
)
RECONSIDER = requirements.Reconsideration(matter="逾期利息的起算点是否妥当")


def a_suit(plaintiffs: int, first: int = 0) -> Any:
    """A suit of so many against one developer."""
    suing = [
        PartyEntry(role=PartyRole.PLAINTIFF, name=f"业主{first + place}")
        for place in range(plaintiffs)
    ]
    return make.a_filing(parties=(*suing, DEVELOPER))


def a_crime() -> Any:
    """A public prosecution."""
    parties = (
        PartyEntry(role=PartyRole.PROSECUTION, name="某某人民检察院"),
        PartyEntry(role=PartyRole.ACCUSED, name="孙某"),
    )
    return make.a_filing(kind=CaseKind.CRIMINAL_FIRST, cause="盗窃罪", parties=parties)


def vote(disposition: Disposition) -> BallotData:
    """A ballot with this conclusion."""
    return BallotData(disposition=disposition, opinion="事实和法律理由如评议笔录所载。")


def flag(bench: make.Bench, case: Case, code: FourType = FourType.F1B, **more: Any) -> None:
    """Flag a case by the office of trial management."""
    data = supervision.FlagData(flag=code, evidence="对合同效力的认定争议较大", **more)
    make.do(supervision.FLAG, bench.as_(Post.TRIAL_MANAGEMENT), case.id, data, at=LATER)


def a_flagged_panel(stage: str = "decided", **how: Any) -> Panel:
    """A case before a panel, flagged, that has come as far as a stage."""
    panel = a_panel(stage, **how)
    flag(panel.bench, panel.case)
    return panel


def by(panel: Panel, post: Post) -> Any:
    """Who holds a leading post and does not sit."""
    return panel.bench.as_(post)


def watch(days: int = 0, hours: int = 0, *, since: Any = make.AT) -> None:
    """Let the monitor run so much later."""
    monitor.watch(since + timedelta(days=days, hours=hours))


def alerts(case: Case) -> list[tuple[str, int, str, bool]]:
    """What was told of a case: kind, step, post, whether the high court was told."""
    rows = Alert.objects.filter(case=case).order_by("id")
    return [(row.kind, row.step, row.to_post, row.unreported) for row in rows]


def flags(case: Case) -> list[tuple[str, str]]:
    """The flags of a case."""
    return list(FourTypeFlag.objects.filter(case=case).order_by("id").values_list("code", "state"))


def owed(case: Case, act: str) -> list[tuple[str, int | None]]:
    """Who owes an act on a case."""
    rows = Prompt.objects.filter(subject=case.id, act=act, settled_by=None).order_by("id")
    return list(rows.values_list("post", "owed_by"))


def complain(bench: make.Bench, case: Case, about: int, **more: Any) -> Any:
    """Record a complaint in somebody's name with clues, or as said."""
    plain: dict[str, Any] = {
        "about": about,
        "named": True,
        "complainant": "赵某某",
        "has_clues": True,
        "clues": "庭前单独会见对方当事人",
    }
    data = complaints.ComplaintData(**(plain | more))
    return make.refusals(
        complaints.RECORD_COMPLAINT, bench.as_(Post.TRIAL_MANAGEMENT), case.id, data
    )
