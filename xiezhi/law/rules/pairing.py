"""双向选择规则 R6.5: rounds, ranks, stable pairs, what the organisation allocates. Pure."""

from collections.abc import Iterator
from typing import Any

from xiezhi.law.act import needs
from xiezhi.law.facts import CourtFacts
from xiezhi.law.finding import Finding
from xiezhi.law.rules.teams import kin_findings
from xiezhi.law.sources import cite
from xiezhi.law.team_values import RoundFact
from xiezhi.law.terms import Post

_DESIGN = cite("平台约定")
_ARTICLE_6 = cite("法发〔2020〕26号", 6)
_STAFF = frozenset({Post.JUDGE_ASSISTANT, Post.CLERK})


@needs("persons")
def both_sides_hold_posts(facts: CourtFacts, data: Any) -> list[Finding]:
    """Judges choose and are chosen on one side, assistants and clerks on the other."""
    sides = (
        (data.judges, frozenset({Post.JUDGE}), "judges", "员额法官"),
        (data.staff, _STAFF, "staff", "法官助理或者书记员"),
    )
    return [
        Finding(
            "E_TEAM_ROLE",
            "{name}不是本院{role}，不能列入",
            _ARTICLE_6,
            "people.appoint",
            {"name": known.name if known else "所选人员", "role": role, "field": field},
        )
        for persons, posts, field, role in sides
        for person in persons
        if (known := facts.persons.get(person)) is None or not known.posts & posts
    ]


def _round(facts: CourtFacts, data: Any) -> RoundFact | None:
    return facts.rounds.get(data.round)


@needs("rounds")
def round_takes_ranks(facts: CourtFacts, data: Any) -> Finding | None:
    """Ranks are given while the round is open."""
    known = _round(facts, data)
    if known is None:
        return _no_round()
    if not known.matched and facts.today <= known.closes_on:
        return None
    says = "本轮双向选择已于 {day} 截止，不再接受志愿"
    given = {"day": known.closes_on, "field": "round"}
    return Finding("E_ROUND_CLOSED", says, _ARTICLE_6, given=given)


def _no_round() -> Finding:
    says = "没有所选的双向选择轮次"
    return Finding("E_NO_ROUND", says, _ARTICLE_6, "pairing.open", {"field": "round"})


@needs("rounds")
def ranks_the_other_side(facts: CourtFacts, data: Any) -> Finding | None:
    """Who takes part ranks those of the other side, each once."""
    known = _round(facts, data)
    if known is None:
        return None
    ranked = [row.person for row in data.ranking]
    given = {"field": "ranking"}
    if facts.actor not in known.judges | known.staff:
        return Finding("E_NOT_IN_ROUND", "您不在本轮双向选择的名单之内", _ARTICLE_6, given=given)
    other = known.staff if facts.actor in known.judges else known.judges
    if len(set(ranked)) == len(ranked) and set(ranked) <= other:
        return None
    says = "志愿只能从本轮另一方的名单中选择，每人只列一次"
    return Finding("E_RANKING", says, _ARTICLE_6, given=given)


@needs("rounds")
def not_matched_yet(facts: CourtFacts, data: Any) -> Finding | None:
    """A round is matched once."""
    known = _round(facts, data)
    if known is None:
        return _no_round()
    if not known.matched:
        return None
    says = "本轮已经匹配，未配对人员由组织调配"
    return Finding("E_ROUND_CLOSED", says, _ARTICLE_6, "pairing.allocate", {"field": "round"})


@needs("rounds")
def all_ranked_or_closed(facts: CourtFacts, data: Any) -> Finding | None:
    """A round is matched after its last day, or once everybody has given ranks."""
    known = _round(facts, data)
    if known is None or facts.today > known.closes_on:
        return None
    missing = (known.judges | known.staff) - known.ranks.keys()
    if not missing:
        return None
    says = "本轮尚未截止（{day}），还有 {n} 人未填志愿"
    given = {"day": known.closes_on, "n": len(missing), "field": "round"}
    return Finding("E_TOO_EARLY", says, _ARTICLE_6, "pairing.rank", given)


@needs("rounds")
def round_is_matched(facts: CourtFacts, data: Any) -> Finding | None:
    """What follows the matching waits for it, and ends with the confirmation."""
    known = _round(facts, data)
    if known is None:
        return _no_round()
    given = {"field": "round"}
    if not known.matched:
        return Finding("E_NOT_MATCHED", "本轮尚未匹配", _ARTICLE_6, "pairing.match", given)
    if known.confirmed:
        return Finding("E_ROUND_CLOSED", "本轮结果已经确认", _ARTICLE_6, "team.add_member", given)
    return None


@needs("rounds", "kin", "persons")
def allocates_the_unpaired(facts: CourtFacts, data: Any) -> list[Finding]:
    """The organisation allocates whom the choice left without a judge, or a relative of one."""
    known = _round(facts, data)
    if known is None:
        return []
    given = {"field": "staff"}
    if data.staff not in known.staff or data.judge not in known.judges:
        return [
            Finding(
                "E_NOT_IN_ROUND",
                "所选人员不在本轮名单之内，请从名单中选择",
                _ARTICLE_6,
                given=given,
            )
        ]
    now = known.pairs.get(data.staff)
    if now is not None and (now, data.staff) not in facts.kin:
        says = "所选人员已由双向选择配对，组织调配只及于未配对的人员"
        return [Finding("E_ALREADY_PAIRED", says, _ARTICLE_6, given=given)]
    pair = (data.judge, data.staff)
    return list(_kin(facts, *pair)) if pair in facts.kin else []


def _kin(facts: CourtFacts, judge: int, staff: int) -> Iterator[Finding]:
    names = [
        facts.persons[one].name if one in facts.persons else f"编号 {one} 的人员"
        for one in (judge, staff)
    ]
    return kin_findings(facts.kin[judge, staff], *names)


@needs("rounds", "kin", "team_judges")
def pairs_can_be_made(facts: CourtFacts, data: Any) -> list[Finding]:
    """Everybody has a judge, relatives were reviewed, the judges have teams to work in."""
    known = _round(facts, data)
    if known is None:
        return []
    found: list[Finding] = []
    unpaired = known.staff - known.pairs.keys()
    if unpaired:
        says = "还有 {n} 人未配对，请先组织调配并说明理由"
        given = {"n": len(unpaired), "field": "round"}
        found.append(Finding("E_UNPAIRED", says, _ARTICLE_6, "pairing.allocate", given))
    for staff, judge in sorted(known.pairs.items()):
        if (judge, staff) in facts.kin:
            found += _kin(facts, judge, staff)
    without = set(known.pairs.values()) - facts.teamed
    if without:
        says = "还有 {n} 名法官不在任何审判团队，请先组建团队"
        given = {"n": len(without), "field": "round"}
        found.append(Finding("E_NO_TEAM", says, _ARTICLE_6, "team.form", given))
    return found


@needs("persons")
def reviewed_are_known(facts: CourtFacts, data: Any) -> Finding | None:
    """What is reviewed is a judge of the court with an assistant or clerk of the court."""
    judge, staff = facts.persons.get(data.judge), facts.persons.get(data.staff)
    if judge and staff and Post.JUDGE in judge.posts and staff.posts & _STAFF:
        return None
    says = "审查的对象须为本院的一名员额法官和一名法官助理或者书记员"
    return Finding("E_TEAM_ROLE", says, cite("法官法", 23), "people.appoint", {"field": "judge"})
