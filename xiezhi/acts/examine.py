"""May this be done, here, now, by this person: `examine()`, pure, gives all reasons at once."""

from datetime import timedelta
from typing import Any

from xiezhi.acts.types import Standing
from xiezhi.law.act import Act
from xiezhi.law.facts import Facts, Mandate
from xiezhi.law.finding import Finding, gather
from xiezhi.law.powers import leading_to
from xiezhi.law.rules.power_list import denial, mandate_findings
from xiezhi.law.sources import cite
from xiezhi.law.terms import Force, Post


def holders(act: Act, facts: Facts) -> frozenset[Post]:
    """Return the posts that hold an act at this court: the list's, narrowed by the court's rows."""
    narrowed = facts.rules.holders.get(act.code)
    return act.holders if narrowed is None else act.holders & narrowed


def standing(act: Act, facts: Facts) -> Standing | None:
    """Return the post in which the actor may act, own posts before delegated ones, or None."""
    allowed = holders(act, facts)
    own = (facts.posts | facts.uncovered if act.beyond else facts.posts) & allowed
    if own:
        return Standing(min(own, key=list(Post).index))
    for mandate in _mandates(act, facts, allowed):
        if not mandate_findings(act, mandate, facts):
            return Standing(mandate.post, mandate.id)
    return None


def examine(act: Act, facts: Facts, data: Any = None) -> list[Finding]:
    """Return all findings that stand in the way of an act, and its warnings, in reading order.

    Without `data` only what holds before anything is typed is examined: that is what makes a
    button grey. An empty list (or warnings only) means that the act may be performed.
    """
    found = [
        *_in_force(act, facts),
        *_clock(facts),
        *_power(act, facts),
        *_state(act, facts),
    ]
    refused = {finding.code for finding in found if not finding.warning}
    if "E_STATE" in refused and data is None:
        return found
    for rule in act.state_rules:
        found += gather(rule(facts))
    if data is not None:
        for rule in act.data_rules:
            found += gather(rule(facts, data))
    return found


def refuses(findings: list[Finding]) -> bool:
    """Return whether any finding is more than a warning."""
    return any(not finding.warning for finding in findings)


def _in_force(act: Act, facts: Facts) -> list[Finding]:
    if act.since <= facts.today and (act.until is None or facts.today < act.until):
        return []
    says = "“{act}”自 {since} 起施行，{on} 时不在施行期间"
    given = {"act": act.name, "since": act.since, "on": facts.today}
    return [Finding("E_NOT_IN_FORCE", says, act.source, given=given)]


_TOLERANCE = timedelta(seconds=30)


def _clock(facts: Facts) -> list[Finding]:
    """A clock that was set back would falsify the trace: wait until it has caught up."""
    if facts.last_at is None or facts.at >= facts.last_at - _TOLERANCE:
        return []
    says = (
        "服务器时钟（{now}）早于上一条记录（{last}），暂不能办理。"
        "请管理员校准时钟后重试，填写的内容已保留"
    )
    given = {"now": facts.at.isoformat(), "last": facts.last_at.isoformat()}
    return [Finding("E_CLOCK_BACK", says, cite("平台约定"), given=given)]


def _power(act: Act, facts: Facts) -> list[Finding]:
    if act.force is Force.BAN:
        return [
            Finding(
                "E_FORBIDDEN",
                "“{act}”为规定所不许，无人有此权限",
                act.source,
                given={"act": act.name},
            )
        ]
    if standing(act, facts) is not None:
        return []
    allowed = holders(act, facts)
    mandates = _mandates(act, facts, allowed)
    if mandates:
        return mandate_findings(act, mandates[0], facts)
    return [denial(act, facts, allowed)]


def _mandates(act: Act, facts: Facts, allowed: frozenset[Post]) -> list[Mandate]:
    return [one for one in facts.mandates if act.code in one.acts and one.post in allowed]


def _state(act: Act, facts: Facts) -> list[Finding]:
    if not act.states or facts.state in act.states:
        return []
    says = "本案现为“{now}”，“{act}”须在“{when}”时办理"
    given = {
        "now": facts.state.label if facts.state else "未收案",
        "act": act.name,
        "when": "、".join(state.label for state in sorted(act.states)),
    }
    remedy = leading_to(frozenset(act.states), facts.state)
    return [Finding("E_STATE", says, act.source or cite("平台约定"), remedy, given)]
