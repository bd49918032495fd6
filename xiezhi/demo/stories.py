"""Stories: what happens in a case, step by step, as acts with their actors and data."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import partial
from random import Random
from typing import Any

from xiezhi.demo import matters, papers
from xiezhi.demo.view import View
from xiezhi.law.act import Act, Nothing
from xiezhi.law.facts import ZONE
from xiezhi.law.powers import (
    assignment,
    closing,
    deliberation,
    files,
    filing,
    hearing,
    judgment,
    limits,
    supervision,
    triage,
)
from xiezhi.law.powers.deliberation import BallotData, Questions
from xiezhi.law.terms import (
    Area,
    CaseKind,
    FourType,
    Instance,
    Level,
    PartyKind,
    PartyRole,
    Post,
    Procedure,
    Seat,
)
from xiezhi.law.time_limits.terms import ExclusionGround


@dataclass(frozen=True)
class Step:
    """一步: an act on a day, by whom, with what."""

    on: date
    act: Act
    who: Callable[[View], int]
    data: Callable[[View], Any] = lambda view: Nothing()


Story = Iterator[Step]


def _office(view: View) -> int:
    return view.officer(Post.FILING_OFFICER)


def _handling(view: View) -> int:
    return view.one(Seat.HANDLING)


def _clerk(view: View) -> int:
    return view.one(Seat.CLERK)


def _chair(view: View) -> int:
    return (view.seats.get(Seat.PRESIDING) or view.seats[Seat.HANDLING])[0]


def _system(view: View) -> int:
    return 0


_SUES_EVERY = timedelta(days=25)


def _filed(view: View, day: date) -> filing.FilingData:
    """Return the filing; now and then the plaintiff is somebody who has an account."""
    first, court = view.data.parties[0], view.court
    if court.party is None or day < court.sues_on or view.data.kind.area is not Area.CIVIL:
        return view.data
    if first.role is not PartyRole.PLAINTIFF or first.kind is not PartyKind.NATURAL:
        return view.data
    person, name = court.party
    court.sues_on = day + _SUES_EVERY
    known = replace(first, name=name, account=person)
    view.data = replace(view.data, parties=(known, *view.data.parties[1:]))
    return view.data


_SETTLES = 0.5
"""Half of the civil cases end by mediation or withdrawal."""
_PAPERS_SINCE = timedelta(days=14)
_PAPERS_SHARE = 0.2


def _papers(view: View, day: date, end: date) -> Story:
    """A share of the last weeks' civil cases has papers, and each case of who has an account.

    Each costs a drawing and two readings in a process of its own, so that not all can.
    """
    if view.data.kind is not CaseKind.CIVIL_FIRST or not papers.printable():
        return
    known = any(party.account for party in view.data.parties)
    if not known and (day < end - _PAPERS_SINCE or view.random.random() > _PAPERS_SHARE):
        return
    court = view.court.name
    yield Step(day, files.ADD, _office, lambda view: papers.complaint(view.data, court, day))
    yield Step(
        day, files.ADD, _office, lambda view: papers.evidence_list(view.data.cause, day.year)
    )


def story(view: View, day: date, end: date) -> Story:
    """Tell a case from its filing to its end, or as far as the year goes."""
    random = view.random
    later = _Days(day, random)
    yield Step(day, filing.RECEIVE, _office, partial(_filed, day=day))
    yield from _papers(view, day, end)
    day = later.after(1, 5)
    yield Step(day, filing.REGISTER, _office)
    yield Step(day, triage.CONFIRM, _office, _triage)
    if view.data.kind.area is Area.CIVIL and len(view.data.parties) >= 11:
        yield Step(day, supervision.FLAG, _office, _many_parties)
    yield from _assigned(view, day)
    single = view.procedure is not None and view.procedure.single
    if not single:
        yield from _compose(later)
    if random.random() < _SETTLES and view.data.kind.area is Area.CIVIL:
        yield from _settled(later)
        return
    yield from _hearing(later, notice=3 if not single else 1)
    yield from (_alone(later) if single else _panel(view, later))
    yield from _written(view, later)
    yield from _ended(view, later)


class _Days:
    """The days of a story, one after the other."""

    def __init__(self, day: date, random: Random) -> None:
        self.day, self.random = day, random

    def after(self, least: int, most: int) -> date:
        """Return a day some days later, and remember it."""
        self.day += timedelta(days=self.random.randint(least, most))
        return self.day


def _triage(view: View) -> Any:
    assert view.procedure is not None, "the run looks the suggestion up"
    return triage.TriageDecision(procedure=view.procedure)


def _many_parties(view: View) -> Any:
    evidence = f"一方当事人 {len(view.data.parties) - 1} 人"
    return supervision.FlagData(flag=FourType.F2A, evidence=evidence)


def _assigned(view: View, day: date) -> Story:
    """Draw the judge; some cases, more of them above, are designated to a leader of the court."""
    share = 0.25 if view.court.level is Level.INTERMEDIATE else 0.1
    if view.random.random() >= share:
        yield Step(day, assignment.SEAL_POOL, _system)
        yield Step(day, assignment.DRAW, _system)
        return
    leader = view.random.choice(view.court.leaders)
    clerk = view.random.choice(view.court.by_post[Post.CLERK])
    yield Step(
        day,
        assignment.DESIGNATE,
        _president,
        lambda view: assignment.Designation(
            judge=leader,
            ground=assignment.DesignationGround.LEADER,
            reason="重大、疑难、复杂，宜由院庭长承办",
            document="指定分案审批表",
        ),
    )
    seats = (assignment.SeatEntry(person=clerk, seat=Seat.CLERK),)
    yield Step(day, assignment.ASSIGN_STAFF, _president,
               lambda view: assignment.StaffChange(seats=seats))  # fmt: skip


def _president(view: View) -> int:
    return view.officer(Post.PRESIDENT)


def _compose(later: _Days) -> Story:
    day = later.after(1, 3)
    yield Step(day, assignment.COMPOSE, _head, _composition)
    yield Step(day, assignment.NOTIFY, _clerk)


def _head(view: View) -> int:
    return view.court.heads.get(view.division or 0) or view.officer(Post.PRESIDENT)


def _composition(view: View) -> Any:
    """Three who sit: the head presides, judges of the division, an assessor where one is missing.

    A leader of the court who handles the case presides.
    """
    area, entry = view.data.kind.area, assignment.SeatEntry
    handling = view.one(Seat.HANDLING)
    chair = handling if handling in view.court.leaders else _head(view)
    seats = [entry(person=chair, seat=Seat.PRESIDING)]
    taken = {handling, chair}
    apart = {*taken, *view.court.heads.values()}  # a head who sits presides
    nearer = [judge for judge in view.court.judges[area] if judge not in apart]
    first = view.data.kind.instance is Instance.FIRST
    others = [j for judges in view.court.judges.values() for j in judges if j not in apart]
    for person in nearer if first else list(dict.fromkeys([*nearer, *others])):
        if len(taken) < 3:
            seats.append(entry(person=person, seat=Seat.MEMBER))
            taken.add(person)
    jurors = view.court.by_post.get(Post.JUROR, [])
    for person in view.random.sample(jurors, min(3 - len(taken), len(jurors))):
        seats += [entry(person=person, seat=Seat.JUROR)]
    return assignment.Composition(seats=tuple(seats), jurors_drawn_on=view.today)


def _settled(later: _Days) -> Story:
    day = later.after(8, 40)
    manner = closing.ClosingManner.MEDIATION
    if later.random.random() < 0.5:
        manner = closing.ClosingManner.WITHDRAWAL
    yield Step(
        day,
        closing.SETTLE,
        _handling,
        lambda view: closing.Settlement(manner=manner, reason="当事人自愿，不违反法律规定", on=day),
    )


def _hearing(later: _Days, notice: int) -> Story:
    day = later.after(1, 6)
    moment = later.after(notice + 10, 38)
    hour = later.random.choice((9, 10, 11, 14, 15, 16))

    def plan(view: View) -> Any:
        start = datetime.combine(moment, time(hour, 0), ZONE)
        room = view.random.choice(view.court.rooms)
        return hearing.HearingPlan(starts_at=start, minutes=50, room=room)

    yield Step(day, hearing.SCHEDULE, _handling, plan)
    if later.random.random() < 0.1:
        yield from _excluded(later, day)
        later.day = max(later.day, moment)
    yield Step(moment, hearing.HOLD, _chair, _present)
    yield Step(moment, hearing.RECORD, _clerk, _minutes)
    yield Step(
        moment, hearing.CLOSE_DEBATE, _chair, lambda view: hearing.Debate(hearing=view.hearing)
    )


def _present(view: View) -> Any:
    people = {*view.bench, *view.seats.get(Seat.CLERK, ()), *view.seats.get(Seat.ASSISTANT, ())}
    return hearing.Holding(hearing=view.hearing, present=tuple(sorted(people)))


def _minutes(view: View) -> Any:
    text = "审判长核对当事人，宣布开庭，告知权利义务；当事人陈述、举证、质证、辩论，最后陈述。"
    return hearing.Minutes(hearing=view.hearing, text=text)


def _excluded(later: _Days, start: date) -> Story:
    ground = ExclusionGround.APPRAISAL
    yield Step(
        start,
        limits.EXCLUDE,
        _handling,
        lambda view: limits.ExclusionData(
            ground=_ground(view, ground), start=start, document="委托鉴定函"
        ),
    )
    end = start + timedelta(days=later.random.randint(5, 25))
    later.day = end
    yield Step(end, limits.RESUME, _handling, lambda view: limits.ResumeData(on=end))


def _ground(view: View, civil: ExclusionGround) -> ExclusionGround:
    if view.data.kind.area is Area.CRIMINAL:
        return ExclusionGround.NEW_COUNSEL
    return civil


def _opinion(view: View) -> Any:
    disposition = matters.disposition(view.data, view.random)
    return BallotData(disposition=disposition, opinion="事实清楚，证据充分，依照相关规定处理。")


def _alone(later: _Days) -> Story:
    yield Step(later.after(1, 5), deliberation.DECIDE_ALONE, _handling, _opinion)


def _panel(view: View, later: _Days) -> Story:
    day = later.after(1, 5)
    asked = Questions(questions="事实如何认定\n法律如何适用")
    yield Step(day, deliberation.OPEN, _chair, lambda view: asked)
    verdict = matters.disposition(view.data, view.random)
    said = BallotData(disposition=verdict, opinion="同意承办法官意见，理由见笔录。")
    for number in range(len(view.bench)):
        yield Step(day, deliberation.SEAL_BALLOT, _nth(number), lambda view: said)
    yield Step(day, deliberation.OPEN_BALLOTS, _chair)
    yield Step(
        day,
        deliberation.RECORD,
        _clerk,
        lambda view: deliberation.DeliberationMinutes(text="合议庭成员依次发表意见，一致同意。"),
    )


def _nth(number: int) -> Callable[[View], int]:
    return lambda view: view.bench[number]


def _of(person: int, view: View) -> int:
    return person


def _served(party: int, day: date, view: View) -> closing.JudgmentService:
    direct = closing.ServiceMeans.DIRECT
    return closing.JudgmentService(party=party, means=direct, on=day, receipt="送达回证")


def _written(view: View, later: _Days) -> Story:
    yield Step(later.after(1, 5), judgment.DRAFT, _handling, matters.draft)
    day = later.after(0, 2)
    yield Step(day, judgment.SUBMIT, _handling)
    order = [*view.seats.get(Seat.HANDLING, ()), *view.seats.get(Seat.MEMBER, ())]
    order += view.seats.get(Seat.JUROR, [])
    last = view.seats.get(Seat.PRESIDING, [])
    order = [person for person in dict.fromkeys(order) if person not in last] + last
    for number in range(len(order)):
        yield Step(day, judgment.SIGN, partial(_of, order[number]))
    day = later.after(1, 6)
    yield Step(day, judgment.PRONOUNCE, _chair, lambda view: judgment.Pronouncement(on=day))


def _ended(view: View, later: _Days) -> Story:
    day = later.after(0, 4)
    served = [party for party, role in view.parties.items() if role != "prosecution"]
    for number in range(len(served)):
        yield Step(
            day,
            closing.SERVE_JUDGMENT,
            _clerk,
            partial(_served, served[number], day),
        )
    yield Step(day, closing.CLOSE, _handling)
    final = view.procedure in (Procedure.SMALL_CLAIMS,) or view.data.kind.instance.value == "second"
    if not final and later.random.random() < 0.1:
        yield from _appealed(view, later, served)
        return
    day = later.after(1, 3) if final else later.after(25, 30)
    yield Step(day, closing.TAKE_EFFECT, _clerk, lambda view: closing.EffectData(on=day))


def _appealed(view: View, later: _Days, served: list[int]) -> Story:
    day = later.after(3, 9)
    party = later.random.choice(served)
    yield Step(
        day,
        closing.APPEAL,
        _clerk,
        lambda view: closing.AppealData(
            party=party, on=day, grounds="认定事实不清，请求依法改判。"
        ),
    )
    day = later.after(2, 5)
    yield Step(day, closing.SEND_UP, _clerk, lambda view: closing.SentUp(on=day))
