"""识别规则的事实: what is known of a rule of detection when an act on it is examined."""

from dataclasses import dataclass

from xiezhi.law.terms import RuleState


@dataclass(frozen=True)
class RuleFact:
    """识别规则的事实: a rule of detection at a high court, its drafts and which were tried."""

    state: RuleState
    draft: int = 0
    """The draft in force; 0 is the rule as it was shipped."""
    drafts: frozenset[int] = frozenset()
    tried: frozenset[int] = frozenset()
    signals: frozenset[str] = frozenset()
    """Signals that its weights may name; empty for a rule over structure."""
