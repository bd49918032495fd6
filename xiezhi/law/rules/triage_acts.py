"""分流办理规则: the statutory gates of article 26, asked of a case's acts. Pure."""

from datetime import date
from decimal import Decimal
from typing import Any

from xiezhi.law.act import needs
from xiezhi.law.facts import CaseFacts
from xiezhi.law.finding import Finding
from xiezhi.law.rules.gates import TriageFacts
from xiezhi.law.rules.organisation import SoleBar
from xiezhi.law.rules.thresholds import Published
from xiezhi.law.rules.triage import Suggestion, check_choice, suggest
from xiezhi.law.sources import cite
from xiezhi.law.terms import FlagState, FourType, Origin

T50, T200 = "triage.t50", "triage.t200"
"""Names under which a court's list holds half and twice the province's average wage, in yuan."""


def triage_facts(facts: CaseFacts) -> TriageFacts:
    """Return what the gates read, from what was entered at filing."""
    known = facts.circumstances
    clear = bool(known.get("clear"))
    amount = known.get("amount")
    bars = {SoleBar.PUBLIC_INTEREST: "public_interest", SoleBar.WIDE_ATTENTION: "wide_concern"}
    bars[SoleBar.NEW_OR_DIFFICULT] = "new_or_difficult"
    agreed = bool(known.get("both_agree"))
    return TriageFacts(
        kind=facts.kind,
        level=facts.level,
        province=facts.province,
        facts_clear=clear,
        basic_facts_clear=clear,
        rights_clear=clear,
        little_dispute=clear,
        amount=Decimal(str(amount)) if amount is not None else None,
        largest_side=int(known.get("largest_side", 1)),
        remanded=facts.origin is Origin.REMAND,
        retrial=facts.origin is Origin.ORDERED_RETRIAL,
        sole_bars=frozenset(bar for bar, name in bars.items() if known.get(name)),
        four_types=frozenset(
            FourType(flag.code) for flag in facts.flags if flag.state is FlagState.CONFIRMED
        ),
        simple_money_payment=bool(known.get("money_only")),
        status_or_title=bool(known.get("status_or_title")),
        foreign=bool(known.get("foreign")),
        appraisal=bool(known.get("appraisal")),
        defendant_missing_at_filing=bool(known.get("missing_defendant")),
        party_missing=bool(known.get("missing_defendant")),
        agreed_small_claims=agreed,
        agreed_summary=agreed,
        agreed_single=agreed,
        first_was_summary=bool(known.get("first_was_summary")),
        **_criminal(facts),
    )


def _criminal(facts: CaseFacts) -> dict[str, Any]:
    known = facts.circumstances
    clear, plea = bool(known.get("clear")), bool(known.get("plea"))
    return {
        "evidence_ample": clear,
        "pleads": plea,
        "admits": plea,
        "consents_fast_track": bool(known.get("consent")),
        "expected_months": known.get("months_expected"),
        "minor": bool(known.get("minor")),
        "disabled": bool(known.get("disabled")),
        "incidental_unsettled": bool(known.get("incidental_open")),
        "all_agree": bool(known.get("both_agree")),
        "on_the_spot": bool(known.get("on_the_spot")),
        "information_disclosure": bool(known.get("information_case")),
    }


def entered(facts: CaseFacts) -> tuple[Published, ...]:
    """Return the province's wage thresholds, where the court's list holds them in yuan."""
    numbers = facts.rules.numbers
    if T50 not in numbers or T200 not in numbers:
        return ()
    begin = date(facts.today.year, 1, 1)
    return (Published(facts.province, numbers[T50], numbers[T200], begin),)


def suggestion_of(facts: CaseFacts) -> Suggestion:
    """Return what the machine proposes for the case; proposing changes nothing."""
    return suggest(triage_facts(facts), facts.today, entered=entered(facts))


@needs("flags")
def procedure_is_permitted(facts: CaseFacts, data: Any) -> list[Finding]:
    """R26-1, R26-10: no officer may choose what a statutory gate bars."""
    return check_choice(data.procedure, triage_facts(facts), facts.today, entered(facts))


@needs("flags")
def override_has_a_reason(facts: CaseFacts, data: Any) -> Finding | None:
    """R26-3: leaving the suggestion needs a reason."""
    proposed = suggestion_of(facts).procedure
    if data.procedure is proposed or len(data.reason.strip()) >= 4:
        return None
    says = "系统建议适用{proposed}，改用{chosen}须写明理由"
    given = {"proposed": proposed.label, "chosen": data.procedure.label, "field": "reason"}
    return Finding("E_OVERRIDE_REASON", says, cite("法发〔2020〕26号", 26), given=given)
