"""繁简分流: the machine suggests a procedure, an officer decides."""

from dataclasses import dataclass
from datetime import date

from xiezhi.law.act import Act, Duty
from xiezhi.law.fields import ask
from xiezhi.law.rules import triage_acts as rules
from xiezhi.law.sources import cite
from xiezhi.law.terms import Force, Post, Procedure, State

SINCE = date(2020, 8, 4)


@dataclass(frozen=True, kw_only=True)
class TriageDecision:
    """分流决定: the procedure, and why if it is not the one that was suggested."""

    procedure: Procedure = ask("审理程序")
    reason: str = ask("不采纳建议的理由", most=500, default="")


CONFIRM = Act(
    code="triage.confirm",
    name="确认审理程序",
    gloss="decide the procedure, the machine's suggestion before one",
    source=cite("法发〔2020〕26号", 26),
    also=(cite("民诉法", 160), cite("民诉法", 165), cite("刑诉法", 214), cite("行诉法", 82)),
    since=SINCE,
    force=Force.DUTY,
    holders=frozenset({Post.FILING_OFFICER}),
    states=frozenset({State.REGISTERED}),
    moves=State.TRIAGED,
    data=TriageDecision,
    rules=(rules.procedure_is_permitted, rules.override_has_a_reason),
    raises=(
        Duty("assignment.seal_pool", frozenset({Post.FILING_OFFICER}), "assignment.draw_days"),
    ),
)
