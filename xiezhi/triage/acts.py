"""Effects of triage: what deciding on the procedure writes."""

from xiezhi.acts.registry import Doing, effect
from xiezhi.acts.write import Write
from xiezhi.cases.clocks import start_limit
from xiezhi.cases.models import Case, ProcedureChange
from xiezhi.law.facts import CaseFacts
from xiezhi.law.powers.triage import CONFIRM, TriageDecision
from xiezhi.law.rules.triage_acts import suggestion_of
from xiezhi.triage.models import Decision


@effect(CONFIRM)
def confirm(write: Write, case: Case, data: TriageDecision, doing: Doing) -> None:
    """The procedure is decided; the limit runs from registration."""
    facts: CaseFacts = doing.facts
    proposed = suggestion_of(facts)
    write.new(
        Decision(
            case=case,
            suggested=proposed.procedure,
            chosen=data.procedure,
            barred={
                procedure.value: [str(finding) for finding in findings]
                for procedure, findings in proposed.barred.items()
            },
            counterfactuals=list(proposed.counterfactuals),
            mandatory=proposed.mandatory,
            stale_threshold=proposed.stale_threshold,
            officer_id=doing.by.person,
            reason=data.reason,
            at=doing.at,
        )
    )
    write.new(ProcedureChange(case=case, after=data.procedure, on=doing.today, ground=data.reason))
    write.change(case, procedure=data.procedure)
    start_limit(write, case, facts, data.procedure, facts.filed_on or doing.today)
    doing.adds |= {"suggested": proposed.procedure, "due_on": case.due_on}
