"""规则状态: which rules of detection speak at a court on a day, in which draft."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.db import connection

from xiezhi.detection.versions import Version, adjusted, shipped
from xiezhi.law.parameters import parameter
from xiezhi.law.rules import detection as law
from xiezhi.law.rules.detection import MachineRule
from xiezhi.law.terms import RuleState

HIGH_OF = """
with recursive above (court, id, level, parent_id) as (
  select k.id, k.id, k.level, k.parent_id from people_court k where k.id = any(%(courts)s::bigint[])
  union all
  select a.court, k.id, k.level, k.parent_id
    from above a join people_court k on k.id = a.parent_id where a.level <> 'high')
select court, id from above where level = 'high'
"""
"""SQL: each of `courts` with its high court, itself where it is one."""
_IN_FORCE = f"""
select h.court, s.rule, s.state, s.floor, coalesce(d.number, 0), d.threshold, d.content, s.since
  from ({HIGH_OF}) h
  join lateral (select distinct on (r.rule) r.* from supervision_rulesetting r
                 where r.court_id = h.id and r.since <= %(day)s
                 order by r.rule, r.id desc) s on true
  left join supervision_ruledraft d on d.id = s.draft_id
"""  # noqa: S608 - made of constants


@dataclass(frozen=True)
class Standing:
    """规则现状: the state of a rule at a high court, and since when."""

    state: RuleState
    draft: int = 0
    threshold: int | None = None
    content: str = ""
    floor: int | None = None
    since: date | None = None

    def version(self, rule: MachineRule) -> Version:
        """Return the rule as it reads texts here."""
        code = law.of_text(rule)
        assert code is not None, "a rule over structure reads no texts"
        if self.threshold is None:
            return shipped(code)
        if not self.draft:
            return replace(shipped(code), threshold=self.threshold / 100)
        return adjusted(code, self.draft, self.threshold, self.content)


@dataclass(frozen=True)
class Standings:
    """本院规则: every rule as it stands at one court."""

    rules: Mapping[MachineRule, Standing]

    def speaks(self, rule: str) -> bool:
        """Return whether suspicions of a rule are raised."""
        return self.rules[MachineRule(rule)].state is RuleState.ON

    def texts(self) -> tuple[Version, ...]:
        """Return the rules that read texts and speak, in the order of the list."""
        return tuple(
            one.version(rule)
            for rule, one in self.rules.items()
            if law.of_text(rule) and one.state is RuleState.ON
        )


def standings(courts: Iterable[int], day: date) -> dict[int, Standings]:
    """Return the rules in force at each court on a day, in one statement."""
    known: dict[int, dict[MachineRule, Standing]] = {court: {} for court in courts}
    with connection.cursor() as cursor:
        cursor.execute(_IN_FORCE, {"courts": sorted(known), "day": day})
        rows = cursor.fetchall()
    usual = parameter("screening.text_confidence", day)
    for court, rule, state, floor, number, threshold, content, since in rows:
        known[court][MachineRule(rule)] = Standing(
            RuleState(state), number, threshold or usual, content or "", floor, since
        )
    return {
        court: Standings(
            {r: found.get(r) or Standing(law.shipped(r), threshold=usual) for r in MachineRule}
        )
        for court, found in known.items()
    }
