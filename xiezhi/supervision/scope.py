"""范围: whose four-type cases a viewer reads: a court's, a portfolio's or a division's."""

from dataclasses import dataclass
from typing import Any

from xiezhi.law.terms import COURT_LEADERS, Level, Post
from xiezhi.people.queries import Held, Profile

WHOLE = frozenset({Post.PRESIDENT, Post.TRIAL_MANAGEMENT, Post.INSPECTION})
"""Posts that read the whole court."""
_PORTFOLIO = frozenset({Post.VICE_PRESIDENT, Post.AC_FULLTIME_MEMBER})
_ORDER = (WHOLE, _PORTFOLIO, COURT_LEADERS)


@dataclass(frozen=True)
class Scope:
    """监督范围: the court, and within it a division or fields of law; `held` says by which post."""

    person: int
    held: Held

    @property
    def court(self) -> int:
        """The court."""
        return self.held.court

    @property
    def given(self) -> dict[str, Any]:
        """What `CONDITION` asks for."""
        post = self.held.post
        return {
            "court": self.court,
            "person": self.person,
            "division": self.held.division if post not in WHOLE | _PORTFOLIO else None,
            "areas": list(self.held.areas) if post in _PORTFOLIO else None,
        }

    @property
    def over(self) -> bool:
        """Whether the viewer watches over the courts below: a high court's office or leaders."""
        watching = {Post.TRIAL_MANAGEMENT, Post.PRESIDENT, Post.VICE_PRESIDENT}
        return self.held.level is Level.HIGH and self.held.post in watching


CONDITION = """
c.court_id = %(court)s and (%(division)s::bigint is null or c.division_id = %(division)s)
and (%(areas)s::text[] is null or split_part(c.kind, '_', 1) = any(%(areas)s::text[]))
"""
"""SQL over `cases_case c`: whether a case lies within a scope."""


def scope_of(who: Profile) -> Scope | None:
    """Return the widest scope that a viewer's posts give, or None for who supervises nothing."""
    for posts in _ORDER:
        for held in who.held:
            if held.post in posts:
                return Scope(who.person, held)
    return None
