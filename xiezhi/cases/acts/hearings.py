"""开庭: what planning, putting off, holding and recording hearings write."""

from datetime import timedelta

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from xiezhi.acts.gate import CONSTRAINTS
from xiezhi.acts.registry import Doing, effect
from xiezhi.acts.write import Write
from xiezhi.cases.models import Attendance, Case, Hearing, Notice, Postponement
from xiezhi.law.facts import ZONE, CaseFacts
from xiezhi.law.powers.hearing import (
    CLOSE_DEBATE,
    HOLD,
    POSTPONE,
    RECORD,
    SCHEDULE,
    Debate,
    HearingPlan,
    Holding,
    Minutes,
    PostponementData,
)

CONSTRAINTS["room_not_booked_twice"] = (
    "E_ROOM_BOOKED",
    "该法庭在所选时间已有安排，请改用其他法庭或者另定时间",
    "hearing.schedule",
)
CONSTRAINTS["person_not_booked_twice"] = (
    "E_PERSON_BOOKED",
    "本案审判人员在所选时间已有其他庭审，请另定时间",
    "hearing.schedule",
)


@effect(SCHEDULE)
def schedule(write: Write, case: Case, data: HearingPlan, doing: Doing) -> None:
    """Room and people are booked, the parties are told."""
    during = DateTimeTZRange(data.starts_at, data.starts_at + timedelta(minutes=data.minutes))
    hearing = write.new(Hearing(case=case, room_id=data.room, during=during, purpose=data.purpose))
    facts: CaseFacts = doing.facts
    for person in sorted({one.person for one in facts.sitters}):
        write.new(Attendance(hearing=hearing, person_id=person, during=during))
    when = data.starts_at.astimezone(ZONE).strftime("%Y-%m-%d %H:%M")
    says = f"本案定于 {when} {data.purpose}，请准时到庭。"
    write.new(Notice(case=case, to_parties=True, says=says, at=doing.at))


@effect(POSTPONE)
def postpone(write: Write, case: Case, data: PostponementData, doing: Doing) -> None:
    """The hearing gives its room and people back; the parties learn why."""
    write.change_id(Hearing, data.hearing, state="postponed")
    for booking in Attendance.objects.filter(hearing=data.hearing):
        write.change(booking, active=False)
    write.new(
        Postponement(
            case=case,
            hearing_id=data.hearing,
            ground=data.ground,
            reason=data.reason,
            on=doing.today,
        )
    )
    says = f"原定庭审延期：{data.ground.label}。{data.reason}"
    write.new(Notice(case=case, to_parties=True, says=says[:1000], at=doing.at))


@effect(HOLD)
def hold(write: Write, case: Case, data: Holding, doing: Doing) -> None:
    """The hearing was held; who was present may vote."""
    write.change_id(Hearing, data.hearing, state="held", held_at=doing.at)
    write.ahead("attendance", (data, doing), _note_all)
    if case.heard_at is None:
        write.change(case, heard_at=doing.at)


def _note_all(write: Write, batch: list[tuple[Holding, Doing]]) -> None:
    """Note who of those booked was there, and those who came besides."""
    booked: dict[int, list[Attendance]] = {data.hearing: [] for data, _ in batch}
    for booking in Attendance.objects.filter(hearing__in=booked):
        booked[booking.hearing_id].append(booking)
    for data, doing in batch:
        _note(write, data, booked[data.hearing], doing)


def _note(write: Write, data: Holding, booked: list[Attendance], doing: Doing) -> None:
    present = set(data.present)
    for booking in booked:
        write.change(booking, present=booking.person_id in present)
        present.discard(booking.person_id)
    during = DateTimeTZRange(doing.at, doing.at + timedelta(minutes=1))
    for person in sorted(present & {one.person for one in doing.facts.sitters}):
        write.new(
            Attendance(
                hearing_id=data.hearing, person_id=person, during=during, active=False, present=True
            )
        )


@effect(RECORD)
def record(write: Write, case: Case, data: Minutes, doing: Doing) -> None:
    """The record is filed; a correction is a new record, the log keeps both digests."""
    write.change_id(Hearing, data.hearing, minutes=data.text)


@effect(CLOSE_DEBATE)
def close_debate(write: Write, case: Case, data: Debate, doing: Doing) -> None:
    """The debate is over."""
    write.change_id(Hearing, data.hearing, ended_at=doing.at)
