"""Effects on the rules of detection: drafts, trials, settings; each adds a row, none is changed."""

from xiezhi.acts.registry import Doing, effect
from xiezhi.acts.write import Write
from xiezhi.law.facts import CourtFacts
from xiezhi.law.powers.detection import (
    DRAFT_RULE,
    MUTE_RULE,
    SWITCH_RULE,
    TRY_RULE,
    UNMUTE_RULE,
    RuleDraftData,
    RuleMuting,
    RuleSwitch,
    RuleTrialData,
    RuleUnmuting,
)
from xiezhi.law.rules.detection import MachineRule
from xiezhi.law.terms import RuleState
from xiezhi.people.models import Court
from xiezhi.supervision.models import RuleDraft, RuleSetting, RuleTrial


def _draft(court: Court, rule: MachineRule, number: int) -> int | None:
    """Return the row of a draft, or nothing for the rule as it was shipped."""
    if not number:
        return None
    return RuleDraft.objects.values_list("pk", flat=True).get(court=court, rule=rule, number=number)


@effect(DRAFT_RULE)
def draft_rule(write: Write, court: Court, data: RuleDraftData, doing: Doing) -> None:
    """The parameters are a new draft; nothing is found by it before it is switched on."""
    facts: CourtFacts = doing.facts
    known = facts.machine_rules[data.rule.value].drafts
    number = max(known, default=0) + 1
    write.new(
        RuleDraft(
            court=court,
            rule=data.rule,
            number=number,
            threshold=data.threshold,
            content=data.content,
            note=data.note,
            by_id=doing.by.person,
            at=doing.at,
        )
    )
    doing.adds["draft"] = number


@effect(TRY_RULE)
def try_rule(write: Write, court: Court, data: RuleTrialData, doing: Doing) -> None:
    """A trial waits for the job that runs it."""
    write.new(
        RuleTrial(
            court=court,
            rule=data.rule,
            draft_id=_draft(court, data.rule, data.draft),
            cases_max=data.cases,
            by_id=doing.by.person,
            at=doing.at,
        )
    )


@effect(SWITCH_RULE)
def switch_rule(write: Write, court: Court, data: RuleSwitch, doing: Doing) -> None:
    """From its day on the rule speaks in this draft, or is silent."""
    write.new(
        RuleSetting(
            court=court,
            rule=data.rule,
            state=RuleState.ON if data.on else RuleState.OFF,
            draft_id=_draft(court, data.rule, data.draft),
            floor=data.floor,
            since=data.since,
            reason=data.reason,
            by_id=doing.by.person,
            at=doing.at,
        )
    )


@effect(MUTE_RULE)
def mute_rule(write: Write, court: Court, data: RuleMuting, doing: Doing) -> None:
    """The rule is silent until a person decides; its draft and floor stay what they were."""
    write.new(
        _after(
            court,
            data.rule,
            doing,
            state=RuleState.MUTED,
            confirmed=data.confirmed,
            decided=data.decided,
        )
    )


@effect(UNMUTE_RULE)
def unmute_rule(write: Write, court: Court, data: RuleUnmuting, doing: Doing) -> None:
    """The rule speaks again as before; its precision is counted anew from today."""
    person = doing.by.person
    write.new(_after(court, data.rule, doing, state=RuleState.ON, reason=data.reason, by_id=person))


def _after(court: Court, rule: MachineRule, doing: Doing, **values: object) -> RuleSetting:
    """Return a setting that goes on with the draft and the floor of the one before it."""
    facts: CourtFacts = doing.facts
    before = RuleSetting.objects.filter(court=court, rule=rule, since__lte=facts.today)
    last = before.order_by("-id").first()
    return RuleSetting(
        court=court,
        rule=rule,
        draft_id=last.draft_id if last else None,
        floor=last.floor if last else None,
        since=facts.today,
        at=doing.at,
        **values,
    )
