"""审判团队规则 R6.1–R6.3, R6.6, R6.7: who makes up a team, its shares, rotation, ratio. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from xiezhi.law.act import needs
from xiezhi.law.facts import CourtFacts
from xiezhi.law.finding import Finding
from xiezhi.law.rules.team_clocks import Stage, ratio_alert, rotation_due, rotation_stage
from xiezhi.law.sources import cite
from xiezhi.law.team_facts import TeamFacts
from xiezhi.law.team_values import Kinship, Stint
from xiezhi.law.terms import Post, TeamRole

_DESIGN = cite("平台约定")
_TEAM = cite("法发〔2015〕13号", 4)
_ARTICLE_6 = cite("法发〔2020〕26号", 6)
_ROTATION = cite("法发〔2022〕31号", 2)
_JUDGES = cite("法官法", 23)
WHOLE = 100
"""A full post in percent."""
_ABOVE = frozenset({Post.PRESIDENT, Post.VICE_PRESIDENT, Post.PERSONNEL})

Known = CourtFacts | TeamFacts


def entering(data: Any) -> tuple[Any, ...]:
    """Return the rows of those who begin to work in a team by an act: person, role, share."""
    return data.members if hasattr(data, "members") else (data,)


def _name(facts: Known, person: int) -> str:
    known = facts.persons.get(person)
    return known.name if known else "所选人员"


@needs("persons")
def members_hold_their_posts(facts: Known, data: Any) -> list[Finding]:
    """Who works in a team as judge, assistant or clerk holds that post at the court."""
    found = []
    for row in entering(data):
        known = facts.persons.get(row.person)
        given = {"name": _name(facts, row.person), "role": row.role.label, "field": "members"}
        if known is None:
            says = "名册中没有所选人员，请先登记人员"
            found.append(Finding("E_NO_PERSON", says, _DESIGN, "people.register", given))
        elif Post(row.role.value) not in known.posts:
            says = "{name}现未在本院任{role}，请先登记任职"
            found.append(Finding("E_TEAM_ROLE", says, _TEAM, "people.appoint", given))
    return found


@needs("persons")
def has_a_judge(facts: CourtFacts, data: Any) -> Finding | None:
    """R6.1: a team has a judge of the quota at least, and such a judge leads it."""
    judges = {
        row.person
        for row in data.members
        if row.role is TeamRole.JUDGE and _is_judge(facts, row.person)
    }
    if data.leader in judges:
        return None
    if not judges:
        says = "审判团队至少应有一名员额法官，所列成员中没有"
        return Finding("E_TEAM_NO_JUDGE", says, _TEAM, given={"field": "members"})
    says = "审判团队负责人须为本团队的员额法官，{name}不是"
    given = {"name": _name(facts, data.leader), "field": "leader"}
    return Finding("E_TEAM_NO_JUDGE", says, _TEAM, given=given)


def _is_judge(facts: Known, person: int) -> bool:
    known = facts.persons.get(person)
    return known is not None and Post.JUDGE in known.posts


def listed_once(facts: Known, data: Any) -> Finding | None:
    """A person is listed once in a team."""
    persons = [row.person for row in data.members]
    if len(set(persons)) == len(persons):
        return None
    return Finding("E_TEAM_TWICE", "同一人员在成员中只列一次", _DESIGN, given={"field": "members"})


def not_yet_a_member(facts: TeamFacts, data: Any) -> Finding | None:
    """Who is in a team already does not enter it again."""
    if not any(one.person == data.person and one.until is None for one in facts.members):
        return None
    return Finding(
        "E_TEAM_TWICE", "所选人员已是本团队成员，请另选一人", _DESIGN, given={"field": "person"}
    )


@needs("team_shares", "persons")
def shares_within_whole(facts: Known, data: Any) -> list[Finding]:
    """R6.2: the shares of a person in all teams together are not more than a full post."""
    found = []
    for row in entering(data):
        most = heaviest(facts.stints.get(row.person, ()), data.since, row.share)
        if most > WHOLE:
            says = "{name}在各团队的份额合计 {most}%，超过 100%。请先调整其在其他团队的份额"
            given = {"name": _name(facts, row.person), "most": most, "field": "share"}
            found.append(Finding("E_TEAM_SHARE", says, _DESIGN, "team.end_member", given))
    return found


def heaviest(stints: Sequence[Stint], since: date, share: int) -> int:
    """Return the most that a share from a day on comes to, on any day, with what there is."""
    days = {since, *(one.since for one in stints if one.since > since)}
    return share + max(sum(one.share for one in stints if one.on(day)) for day in days)


@needs("divisions")
def division_is_ones_own(facts: CourtFacts, data: Any) -> Finding | None:
    """The head of a division forms teams of that division."""
    if facts.posts & _ABOVE or data.division == facts.division:
        return None
    says = "庭长只能组建本庭的审判团队，其他庭的由院长、副院长或者人事部门办理"
    return Finding("E_DIVISION", says, _ARTICLE_6, given={"field": "division"})


@needs("kin", "persons")
def relatives_are_reviewed(facts: Known, data: Any) -> list[Finding]:
    """R6.5: a judge and a near relative work in one team after the personnel office reviewed it."""
    new = {row.person: row.role for row in entering(data)}
    members = facts.members if isinstance(facts, TeamFacts) else ()
    roles = {one.person: one.role for one in members if one.until is None} | new
    return [
        finding
        for (judge, staff), kinship in sorted(facts.kin.items())
        if roles.get(judge) is TeamRole.JUDGE
        and roles.get(staff, TeamRole.JUDGE) is not TeamRole.JUDGE
        and (judge in new or staff in new)
        for finding in kin_findings(kinship, _name(facts, judge), _name(facts, staff))
    ]


def kin_findings(kinship: Kinship, judge: str, staff: str) -> Iterator[Finding]:
    """Yield why two relatives are not paired: not reviewed yet, or the review said no."""
    given = {"judge": judge, "staff": staff, "kin": kinship.words, "field": "person"}
    if not kinship.reviewed:
        says = "{judge}与{staff}有{kin}关系，配对前须经人事部门审查"
        yield Finding("E_RELATION_REVIEW", says, _JUDGES, "pairing.review_relation", given)
    elif not kinship.allowed:
        says = "{judge}与{staff}有{kin}关系，人事部门审查认为不宜同队，请另行安排"
        yield Finding("E_POST_RECUSAL", says, _JUDGES, given=given)


def review_lies_ahead(facts: CourtFacts, data: Any) -> Finding | None:
    """R6.6: the rotation lies after the first day, within the time of the court."""
    if data.review_on is None:
        return None
    return _review(data.review_on, data.since, facts.today, facts.rules.numbers)


def next_review_in_time(facts: TeamFacts, data: Any) -> Finding | None:
    """R6.6: the same for the rotation after this one."""
    if data.next_on is None:
        return None
    return _review(data.next_on, facts.today, facts.today, facts.rules.numbers, "next_on")


def _review(
    day: date, since: date, today: date, numbers: Mapping[str, int], field: str = "review_on"
) -> Finding | None:
    latest = rotation_due(since, today, numbers)
    if since < day <= latest:
        return None
    says = "轮换日期须在 {since} 之后、{latest} 之前（含当日）"
    given = {"since": since, "latest": latest, "field": field}
    return Finding("E_ROTATION_DATE", says, _ROTATION, given=given)


def is_in_force(facts: TeamFacts) -> Finding | None:
    """What has been dissolved does not change."""
    if facts.ended_on is None or facts.today < facts.ended_on:
        return None
    says = "本团队已于 {day} 撤销，请另行组建"
    return Finding("E_TEAM_ENDED", says, _ARTICLE_6, "team.form", {"day": facts.ended_on})


def _current(facts: TeamFacts, person: int) -> Stint | None:
    rows = (one for one in facts.members if one.person == person and one.until is None)
    return next(rows, None)


def is_a_member(facts: TeamFacts, data: Any) -> Finding | None:
    """Who leaves a team works in it, and has begun to."""
    stint = _current(facts, data.person)
    if stint is not None and stint.since < data.until:
        return None
    says = "所选人员在 {day} 之前没有在本团队任职"
    given = {"day": data.until, "field": "person"}
    return Finding("E_NOT_MEMBER", says, _ARTICLE_6, given=given)


def a_judge_remains(facts: TeamFacts, data: Any) -> Finding | None:
    """R6.1: the leader leaves after another leads, the last judge when the team is dissolved."""
    judges = {
        one.person
        for one in facts.members
        if one.role is TeamRole.JUDGE and one.until is None and one.person != data.person
    }
    if not judges:
        says = "所选人员退出后本团队没有员额法官，请先补充法官，或者撤销团队"
        return Finding("E_TEAM_NO_JUDGE", says, _TEAM, "team.dissolve", {"field": "person"})
    if data.person == facts.leader:
        says = "所选人员是团队负责人，请先变更负责人"
        return Finding("E_TEAM_NO_JUDGE", says, _TEAM, "team.change", {"field": "person"})
    return None


def leader_is_its_judge(facts: TeamFacts, data: Any) -> Finding | None:
    """R6.1: a judge of the team leads it."""
    stint = _current(facts, data.leader)
    if stint is not None and stint.role is TeamRole.JUDGE:
        return None
    says = "审判团队负责人须为本团队的员额法官"
    return Finding("E_TEAM_NO_JUDGE", says, _TEAM, "team.add_member", {"field": "leader"})


def somebody_changed(facts: TeamFacts) -> Finding | None:
    """R6.6: a rotation changes who works in the team; without a change it is none."""
    start = facts.reviewed_on or facts.started_on
    if start is None or any(
        one.since > start or (one.until is not None and one.until > start) for one in facts.members
    ):
        return None
    says = "自 {day} 起本团队成员没有变动，不能登记为已轮换。请先调整成员"
    return Finding("E_NOT_ROTATED", says, _ROTATION, "team.add_member", {"day": start})


def stage_is_reached(facts: TeamFacts, data: Any) -> Finding | None:
    """R6.6: what is prompted is how near the rotation is today."""
    now = Stage.NONE
    if facts.review_on is not None:
        now = rotation_stage(facts.review_on, facts.today, facts.rules.numbers)
    if now is data.stage and now is not Stage.NONE:
        return None
    says = "本团队的轮换现为“{now}”，不作此提示"
    return Finding("E_ROTATION_STAGE", says, _ROTATION, given={"now": now.label, "field": "stage"})


def ratio_is_below(facts: TeamFacts, data: Any) -> Finding | None:
    """R6.7: the alert is due when the ratio has been too low for longer than the days allowed."""
    start = facts.started_on
    if start is not None:
        args = (facts.kind, facts.members, start, facts.today, facts.rules.numbers)
        if ratio_alert(*args) == data.since:
            return None
    says = "本团队的人员配比没有自 {day} 起持续低于标准至提示期"
    given = {"day": data.since, "field": "since"}
    return Finding("E_RATIO_MET", says, _ARTICLE_6, given=given)
