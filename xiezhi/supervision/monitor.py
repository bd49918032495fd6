"""The monitor (监督预警): what is late or was not submitted, told to leaders through the gate.

Each kind is found in one statement, however many cases there are; what is found is performed in
chunks. Running it again tells nobody twice.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection

from xiezhi.acts.gate import perform_many
from xiezhi.acts.types import SYSTEM, Outcome, Wish
from xiezhi.cases.models import Case
from xiezhi.law.act import Act
from xiezhi.law.calendar import Calendar
from xiezhi.law.facts import ZONE, CourtRules
from xiezhi.law.parameters import parameter
from xiezhi.law.powers.monitoring import ALERT, ISSUE_SHEET, Alarm, MonthlySheet
from xiezhi.law.powers.supervision import SUSPECT, Suspicion
from xiezhi.law.rules.screening import Complaint, Hit, ScreeningFacts, screen
from xiezhi.law.terms import COURT_LEADERS, AlertKind, FourType
from xiezhi.people.calendar import calendar
from xiezhi.people.facts import court_rules
from xiezhi.supervision.rules import standings

STEPS = (1, 2)


@dataclass(frozen=True)
class _Late:
    """逾期: a case with what is late, since when, and the step that was told last."""

    case: int
    court: int
    cause: int
    on: date
    step: int


def watch(at: datetime) -> list[Outcome]:
    """Raise what is to be suspected, then tell leaders of what nobody answered or submitted."""
    done = _raise(proposed(at), at) + _raise(complained(at), at)
    for step in STEPS:
        done += _perform(ALERT, _unconfirmed(at, step), at)
        done += _perform(ALERT, _unsubmitted(at, step), at)
    return done


def _perform(act: Act, wishes: Sequence[Wish], at: datetime) -> list[Outcome]:
    return perform_many(act, SYSTEM, wishes, at=at) if wishes else []


def _raise(found: Sequence[tuple[int, Suspicion]], at: datetime) -> list[Outcome]:
    """Raise suspicions by the rules that speak at the courts of their cases."""
    cases = [case for case, _ in found]
    courts = dict(Case.objects.filter(pk__in=cases).values_list("pk", "court"))
    rules = standings(courts.values(), at.astimezone(ZONE).date()) if courts else {}
    wishes = [
        Wish(case, said, key=f"{said.rule}/{said.version}/{said.flag}")
        for case, said in found
        if rules[courts[case]].speaks(said.rule)
    ]
    return _perform(SUSPECT, wishes, at)


_PROPOSED = """
select c.id
  from cases_case c
  join lateral (select r.must_refer from cases_deliberationresult r
                  join cases_deliberation d on d.id = r.deliberation_id
                 where r.case_id = c.id order by d.round desc limit 1) r on r.must_refer
 where c.state in ('deliberating', 'decided', 'signing')
   and not exists (select from supervision_fourtypeflag f
                    where f.case_id = c.id and f.code = 'L*')
 order by c.id
"""


def proposed(at: datetime) -> list[tuple[int, Suspicion]]:
    """Return cases whose conclusion must go to the committee and that carry no L* flag yet."""
    evidence = "拟作的结论属于应当提交审判委员会讨论决定的情形"
    said = Suspicion(flag=FourType.LIKE, evidence=evidence, rule="screening.proposed", version="1")
    return [(row[0], said) for row in _rows(_PROPOSED, {})]


_COMPLAINED = """
select m.case_id, m.id, m.about_id, m.named, m.of_delay, m.clues, coalesce(m.found, false),
       array(select f.code from supervision_fourtypeflag f where f.case_id = m.case_id)
  from supervision_complaint m join cases_case c on c.id = m.case_id
 where c.closed_on is null and c.state = any(%(states)s::text[])
   and ((m.named and m.clues and not m.of_delay) or m.found)
 order by m.id
"""


def complained(at: datetime) -> list[tuple[int, Suspicion]]:
    """Return the suspicions of type F4 that complaints raise, each about whom it names.

    A complaint without a name or without clues raises none before an inspection has found
    something in it: it is a tip (F4a, F4c). A type that the case has carried is not raised again.
    """
    given = {"states": sorted(state.value for state in SUSPECT.states)}
    found: dict[tuple[int, str], tuple[int, Suspicion]] = {}
    for case, id_, about, named, of_delay, clues, verified, known in _rows(_COMPLAINED, given):
        complaint = Complaint(
            id=id_, named=named, of_delay=of_delay, clues=clues, verified=verified
        )
        finding = (f"核查反映（{id_}）发现可能存在违法审判行为",)
        facts = ScreeningFacts(
            complaints=(complaint,),
            inspection_findings=finding if verified and not of_delay else (),
        )
        for hit in screen(facts, at.astimezone(ZONE).date()):
            if hit.code not in known:
                found.setdefault((case, hit.code), (case, _about(hit, about)))
    return list(found.values())


def _about(hit: Hit, about: int) -> Suspicion:
    evidence = "；".join(hit.evidence)
    return Suspicion(
        flag=hit.code, evidence=evidence, about=about, rule=hit.rule, version=hit.version
    )


_UNCONFIRMED = """
select q.subject, q.court, q.id, q.due_on,
       coalesce((select max(a.step) from supervision_alert a
                  where a.kind = 'unconfirmed' and a.cause = q.id), 0)
  from acts_prompt q
 where q.settled_by is null and q.act = 'screening.confirm' and q.due_on < %(day)s
   and not exists (select from supervision_alert a
                    where a.kind = 'unconfirmed' and a.cause = q.id and a.step >= %(step)s)
 order by q.id
"""


def _unconfirmed(at: datetime, step: int) -> list[Wish]:
    """R5.2: the head on the day after the last one, the next leader two working days later."""
    day = at.astimezone(ZONE).date()
    late = [_Late(*row) for row in _rows(_UNCONFIRMED, {"day": day, "step": step})]
    if step == 1:
        return _alarms(AlertKind.UNCONFIRMED, [(one, one.on) for one in late], 1)
    working, rules = calendar(), _rules(late, day)
    due = [(one, _later(one, working, rules, day)) for one in late]
    return _alarms(AlertKind.UNCONFIRMED, [(one, on) for one, on in due if on < day], step)


def _later(one: _Late, working: Calendar, rules: Mapping[int, CourtRules], day: date) -> date:
    days = parameter("supervision.escalate_days", day, overrides=rules[one.court].numbers)
    return working.add_working_days(one.on, days)


_UNSUBMITTED = """
with closed as (
  select c.id, c.court_id, c.origin, c.kind, c.circumstances, r.deliberation_id, r.at, r.must_refer
    from cases_case c
    join lateral (select d.id, r.deliberation_id, r.at, r.must_refer
                    from cases_deliberation d
                    left join cases_deliberationresult r on r.deliberation_id = d.id
                   where d.case_id = c.id order by d.round desc limit 1) r
      on r.deliberation_id is not null
   where c.state in ('deliberating', 'decided', 'signing')),
judged as (
  select c.*, (c.must_refer or coalesce((c.circumstances->>'own_judgment_retried')::bool, false)
               or (c.origin = 'protest' and c.kind = 'criminal_first')) must,
         (select count(*) from cases_deliberationresult s where s.case_id = c.id and s.split) splits
    from closed c)
select j.id, j.court_id, j.deliberation_id, (j.at at time zone 'Asia/Shanghai')::date, 0
  from judged j
 where (j.must or j.splits >= 2
        or exists (select from supervision_fourtypeflag f where f.case_id = j.id
                      and f.code in ('F3a', 'F3b', 'F3c') and f.state = 'confirmed'))
   and not exists (select from supervision_referral x
                    where x.case_id = j.id and (x.committee or not j.must))
   and coalesce(j.circumstances->>'committee_decision', '') = ''
   and not exists (select from supervision_alert a where a.kind = 'should_submit'
                      and a.cause = j.deliberation_id and a.step >= %(step)s)
 order by j.id
"""


def _unsubmitted(at: datetime, step: int) -> list[Wish]:
    """R5.13: the head on the same day, the vice-president on the third day after it."""
    day = at.astimezone(ZONE).date()
    late = [_Late(*row) for row in _rows(_UNSUBMITTED, {"step": step})]
    if step == 1:
        return _alarms(AlertKind.SHOULD_SUBMIT, [(one, one.on) for one in late], 1)
    rules = _rules(late, day)
    due = []
    for one in late:
        numbers = rules[one.court].numbers
        days = parameter("supervision.submit_alert_days", day, overrides=numbers)
        due.append((one, one.on + timedelta(days=days)))
    return _alarms(AlertKind.SHOULD_SUBMIT, [(one, on) for one, on in due if on <= day], step)


def _alarms(kind: AlertKind, late: Iterable[tuple[_Late, date]], step: int) -> list[Wish]:
    return [
        Wish(
            one.case,
            Alarm(kind=kind, step=step, cause=one.cause, due_on=on),
            key=f"{kind.value}/{one.cause}/{step}",
        )
        for one, on in late
    ]


def _rules(late: Iterable[_Late], day: date) -> Mapping[int, CourtRules]:
    return court_rules({one.court for one in late}, day)


COVERED = """
select t.person_id, c.id case_id, c.closed_on, min(f.decided_at) confirmed_at
  from people_tenure t
  join cases_case c on c.court_id = t.court_id
   and (t.post = 'president'
        or (t.post in ('division_head', 'deputy_division_head') and c.division_id = t.division_id)
        or (t.post in ('vice_president', 'ac_fulltime_member')
            and split_part(c.kind, '_', 1) = any(t.areas)))
  join supervision_fourtypeflag f on f.case_id = c.id and f.state = 'confirmed'
 where t.post = any(%(leads)s::text[])
   and t.since < %(until)s and (t.until is null or t.until >= %(until)s)
   and f.decided_at < %(end)s and (c.closed_on is null or c.closed_on >= %(since)s)
   and (%(person)s::bigint is null or t.person_id = %(person)s)
 group by t.person_id, c.id
"""
"""四类案件 of each leader's portfolio: in force before `end`, not closed before `since`."""
_SHEETS = f"""
with covered as ({COVERED})
select v.person_id, count(*),
       count(*) filter (where exists (select from supervision_measure m
             where m.case_id = v.case_id and m.asked_by_id = v.person_id
               and m.asked_at >= %(start)s and m.asked_at < %(end)s)),
       count(*) filter (where v.closed_on is null and v.confirmed_at < %(stale)s
             and not exists (select from supervision_measure m
                   where m.case_id = v.case_id and m.asked_at < %(end)s))
  from covered v
 where not exists (select from supervision_sheet s
                    where s.person_id = v.person_id and s.month = %(since)s)
 group by v.person_id order by v.person_id
"""  # noqa: S608 - made of constants


def issue_sheets(at: datetime) -> list[Outcome]:
    """R5.16: send each leader the own sheet of the month before; in one statement found."""
    first = at.astimezone(ZONE).date().replace(day=1)
    month = (first - timedelta(days=1)).replace(day=1)
    wishes = [
        Wish(
            person,
            MonthlySheet(month=month, flagged=flagged, acted=acted, unacted=unacted),
            key=f"sheet/{month:%Y-%m}",
        )
        for person, flagged, acted, unacted in _rows(_SHEETS, month_of(month, None))
    ]
    return _perform(ISSUE_SHEET, wishes, at)


def month_of(month: date, person: int | None) -> dict[str, Any]:
    """Return what `COVERED` and the sheets ask for of a month."""
    until = (month + timedelta(days=32)).replace(day=1)
    start = datetime(month.year, month.month, 1, tzinfo=ZONE)
    end = datetime(until.year, until.month, 1, tzinfo=ZONE)
    days = parameter("supervision.unacted_days", until)
    return {
        "leads": sorted(post.value for post in COURT_LEADERS),
        "since": month,
        "until": until,
        "start": start,
        "end": end,
        "stale": end - timedelta(days=days),
        "person": person,
    }


def _rows(sql: str, given: Mapping[str, Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return list(cursor.fetchall())
