"""Rows that tests stand on: courts, people, posts; and cases that went through the gate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from tests import witnesses
from xiezhi.acts.gate import perform, perform_many
from xiezhi.acts.types import Actor, Outcome, Wish
from xiezhi.cases.models import Case
from xiezhi.law.act import Act, Nothing
from xiezhi.law.powers import assignment, filing, triage
from xiezhi.law.powers.filing import FilingData, PartyEntry
from xiezhi.law.terms import Area, CaseKind, Level, PartyKind, PartyRole, Post, Procedure
from xiezhi.people.models import Account, Court, Division, Person, Team, TeamMember, Tenure

DAY = date(2026, 9, 1)
SINCE = date(2020, 9, 1)
AT = datetime(2026, 9, 1, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
_numbers = count(1)


def make_court(
    name: str = "", *, level: Level = Level.BASIC, parent: Court | None = None, province: str = "粤"
) -> Court:
    """Write a court; its name and code are invented where none is given."""
    number = next(_numbers)
    made = Court.objects.create(
        name=name or f"第{number}测试人民法院",
        code=f"{province}{number:04}",
        level=level,
        parent=parent,
        province=province,
    )
    witnesses.name_for(made)
    return made


def make_division(court: Court, *areas: Area, name: str = "") -> Division:
    """Write a division that hears the given fields of law; all three where none is given."""
    number = next(_numbers)
    return Division.objects.create(
        court=court, name=name or f"审判第{number}庭", areas=list(areas or Area)
    )


def make_person(court: Court | None, name: str = "", *, juror: bool = False) -> Person:
    """Write a person."""
    number = next(_numbers)
    return Person.objects.create(name=name or f"人员{number}", court=court, is_juror=juror)


def make_tenure(
    person: Person,
    post: Post,
    *,
    court: Court | None = None,
    division: Division | None = None,
    areas: Sequence[Area] = (),
    share: int = 1000,
    since: date = SINCE,
    until: date | None = None,
) -> Tenure:
    """Write a post that a person holds."""
    return Tenure.objects.create(
        person=person,
        court=court or person.court,
        post=post,
        division=division,
        areas=list(areas),
        share=share,
        since=since,
        until=until,
    )


def make_account(person: Person, login: str = "", *, kind: str = "staff") -> Account:
    """Write an account without a usable password."""
    return Account.objects.create(login=login or f"user{next(_numbers)}", person=person, kind=kind)


def actor(person: Person) -> Actor:
    """Return a person as one who acts."""
    return Actor(person.id, person.name)


@dataclass
class Bench:
    """A court with a division, some judges, a team, and the people who run it."""

    court: Court
    division: Division
    judges: list[Person]
    people: dict[Post, Person] = field(default_factory=dict)

    def as_(self, post: Post) -> Actor:
        """Return who holds a post here."""
        return actor(self.people[post])


_STAFF = (
    Post.PRESIDENT, Post.VICE_PRESIDENT, Post.DIVISION_HEAD, Post.FILING_OFFICER,
    Post.TRIAL_MANAGEMENT, Post.JUDGE_ASSISTANT, Post.CLERK,
)  # fmt: skip


def make_bench(judges: int = 3, *, level: Level = Level.BASIC, court: Court | None = None) -> Bench:
    """Write a court with judges of one division, leaders, a filing officer and one team."""
    home = court or make_court(level=level)
    division = make_division(home)
    bench = Bench(home, division, [make_person(home) for _ in range(judges)])
    for judge in bench.judges:
        make_tenure(judge, Post.JUDGE, division=division)
    for post in _STAFF:
        bench.people[post] = make_person(home)
        inside = division if post is Post.DIVISION_HEAD else None
        make_tenure(bench.people[post], post, division=inside, areas=list(Area))
    team = Team.objects.create(court=home, division=division, name=f"团队{next(_numbers)}")
    for post in (Post.JUDGE_ASSISTANT, Post.CLERK):
        TeamMember.objects.create(team=team, person=bench.people[post], post=post, since=SINCE)
    if bench.judges:
        TeamMember.objects.create(team=team, person=bench.judges[0], post=Post.JUDGE, since=SINCE)
    return bench


def a_filing(**changes: Any) -> FilingData:
    """Return a civil filing of a loan, complete; every one is another case."""
    number = next(_numbers)
    plain: dict[str, Any] = {
        "kind": CaseKind.CIVIL_FIRST,
        "cause": "民间借贷纠纷",
        "parties": (
            PartyEntry(role=PartyRole.PLAINTIFF, name=f"原告{number}"),
            PartyEntry(role=PartyRole.DEFENDANT, name=f"被告{number}", kind=PartyKind.LEGAL),
        ),
        "claims": f"请求判令被告归还借款{number}元",
        "facts": "被告借款后逾期未还。",
        "clear": True,
    }
    return FilingData(**(plain | changes))


def do(act: Act, by: Actor, subject: int, data: Any = None, *, at: datetime = AT) -> Outcome:
    """Perform an act that the test takes for granted; raises `Refused`."""
    return perform(act, by, Wish(subject, Nothing() if data is None else data), at=at)


def filed(bench: Bench, data: FilingData | None = None, *, at: datetime = AT) -> Case:
    """Return a case that was received and registered."""
    officer = bench.as_(Post.FILING_OFFICER)
    opened = do(filing.RECEIVE, officer, bench.court.id, data or a_filing(), at=at)
    do(filing.REGISTER, officer, opened.subject, at=at)
    return Case.objects.get(pk=opened.subject)


def triaged(
    bench: Bench,
    data: FilingData | None = None,
    *,
    procedure: Procedure = Procedure.ORDINARY_PANEL,
    at: datetime = AT,
) -> Case:
    """Return a case whose procedure is decided."""
    case = filed(bench, data, at=at)
    decision = triage.TriageDecision(procedure=procedure, reason="案情复杂，宜适用该程序")
    do(triage.CONFIRM, bench.as_(Post.FILING_OFFICER), case.id, decision, at=at)
    return refresh(case)


def drawn(bench: Bench, data: FilingData | None = None, **how: Any) -> Case:
    """Return a case that a judge drew."""
    at = how.get("at", AT)
    case = sealed(bench, data, **how)
    witnesses.answer([case.id], at)
    do(assignment.DRAW, bench.as_(Post.FILING_OFFICER), case.id, at=at)
    return refresh(case)


def sealed(bench: Bench, data: FilingData | None = None, **how: Any) -> Case:
    """Return a case whose pool is sealed, and for which no witness has been asked yet."""
    case = triaged(bench, data, **how)
    witnesses.log()
    do(assignment.SEAL_POOL, bench.as_(Post.FILING_OFFICER), case.id, at=how.get("at", AT))
    return refresh(case)


def redrawn(bench: Bench, case: Case, *, at: datetime = AT) -> Case:
    """Return a case that was taken from its judge, after another drew it."""
    officer = bench.as_(Post.FILING_OFFICER)
    witnesses.log()
    do(assignment.SEAL_POOL, officer, case.id, at=at)
    witnesses.answer([case.id], at)
    do(assignment.DRAW, officer, case.id, at=at)
    return refresh(case)


def refresh(case: Case) -> Case:
    """Return the case as it stands now."""
    return Case.objects.get(pk=case.pk)


def refusals(
    act: Act, by: Actor, subject: int, data: Any = None, *, at: datetime = AT
) -> list[str]:
    """Return the codes of the findings that refuse an act; an empty list where it was done."""
    wish = Wish(subject, Nothing() if data is None else data)
    (outcome,) = perform_many(act, by, [wish], at=at)
    if outcome.accepted:
        return []
    return [finding.code for finding in outcome.findings if not finding.warning]
