"""送达、结案、上诉、生效: what follows a judgment, as rows."""

from xiezhi.acts.registry import Doing, effect
from xiezhi.acts.write import Write
from xiezhi.cases.models import Appeal, Case, Closing, Notice, Service
from xiezhi.law.act import Nothing
from xiezhi.law.facts import CaseFacts
from xiezhi.law.powers.closing import (
    APPEAL,
    CLOSE,
    SEND_UP,
    SERVE,
    SERVE_JUDGMENT,
    SETTLE,
    TAKE_EFFECT,
    UPPER_OUTCOME,
    AppealData,
    ClosingManner,
    EffectData,
    JudgmentService,
    OutcomeAbove,
    SentUp,
    ServiceData,
    Settlement,
)


@effect(SERVE)
def serve(write: Write, case: Case, data: ServiceData, doing: Doing) -> None:
    """A paper reached a party."""
    write.new(_service(case, data, data.document, of_judgment=False))


@effect(SERVE_JUDGMENT)
def serve_judgment(write: Write, case: Case, data: JudgmentService, doing: Doing) -> None:
    """The judgment reached a party."""
    write.new(_service(case, data, "裁判文书", of_judgment=True))


def _service(
    case: Case, data: ServiceData | JudgmentService, document: str, *, of_judgment: bool
) -> Service:
    return Service(
        case=case,
        party_id=data.party,
        document=document,
        of_judgment=of_judgment,
        means=data.means,
        served_on=data.on,
        receipt=data.receipt,
    )


@effect(CLOSE)
def close(write: Write, case: Case, data: Nothing, doing: Doing) -> None:
    """The day of closing is that of the last service (法释〔2000〕29号 10)."""
    facts: CaseFacts = doing.facts
    on = facts.last_served_on or doing.today
    write.change(case, closed_on=on)
    write.change_id(Closing, facts.closing, on=on)
    doing.adds["closed_on"] = on


@effect(SETTLE)
def settle(write: Write, case: Case, data: Settlement, doing: Doing) -> None:
    """The case ends without a judgment."""
    effective = None if data.manner is ClosingManner.DISMISSAL else data.on
    write.new(Closing(case=case, manner=data.manner, on=data.on, effective_on=effective))
    write.change(case, closed_on=data.on)
    says = f"本案于 {data.on} 以{data.manner.label}方式结案。"
    write.new(Notice(case=case, to_parties=True, says=says, at=doing.at))


@effect(APPEAL)
def receive_appeal(write: Write, case: Case, data: AppealData, doing: Doing) -> None:
    """An appeal was received; the judgment does not take effect."""
    write.new(
        Appeal(
            case=case,
            party_id=data.party,
            protest=data.protest,
            grounds=data.grounds,
            received_on=data.on,
        )
    )


@effect(SEND_UP)
def send_up(write: Write, case: Case, data: SentUp, doing: Doing) -> None:
    """File and appeal went up; from here the lineage begins."""
    for appeal in Appeal.objects.filter(case=case, sent_on=None):
        write.change(appeal, sent_on=data.on)
    if case.root is None:
        write.change(case, root=case.id)


@effect(UPPER_OUTCOME)
def upper_outcome(write: Write, case: Case, data: OutcomeAbove, doing: Doing) -> None:
    """The outcome above is known here; after a remand the court files the case anew."""
    row = Closing.objects.values_list("id", flat=True).get(case=case)
    write.change_id(Closing, row, effective_on=data.on)


@effect(TAKE_EFFECT)
def take_effect(write: Write, case: Case, data: EffectData, doing: Doing) -> None:
    """The judgment is effective."""
    facts: CaseFacts = doing.facts
    write.change_id(Closing, doing.facts.closing, effective_on=data.on)
    says = f"{facts.number}裁判文书自 {data.on} 起发生法律效力。"
    write.new(Notice(case=case, to_parties=True, says=says, at=doing.at))
