"""阅卷权限: who may read which volume of a case, and why not."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from xiezhi.acts.examine import examine, standing
from xiezhi.acts.types import Actor, Unknown
from xiezhi.cases.facts import load_case
from xiezhi.law.act import Act
from xiezhi.law.facts import CaseFacts
from xiezhi.law.finding import Finding
from xiezhi.law.parameters import parameter
from xiezhi.law.powers.files import READ_INTERNAL, READ_OUTSIDE, READERS
from xiezhi.law.terms import Post, Volume
from xiezhi.ledger.encoding import ACCEPTED
from xiezhi.ledger.models import Entry

OUTSIDERS = frozenset({Post.PARTY, Post.COUNSEL})


class Closed(PermissionError):
    """不能查阅: the volume is not open to this reader; `finding` says what would open it."""

    def __init__(self, finding: Finding) -> None:
        self.finding = finding
        super().__init__(str(finding))


@dataclass(frozen=True)
class Access:
    """阅卷权限: a reader before one file: for each volume None if it is open, else the reason."""

    facts: CaseFacts
    main: Finding | None
    internal: Finding | None

    def to(self, volume: Volume) -> Finding | None:
        """Return why a volume is closed, None where it is open."""
        return self.main if volume is Volume.MAIN else self.internal

    @property
    def outside(self) -> bool:
        """Whether the reader is a party or represents one."""
        return not self.facts.posts - OUTSIDERS and not self.facts.uncovered


def access(viewer: Actor, case: int, at: datetime) -> Access:
    """Return what a reader may read of a file, in three queries; raises `Unknown` for outsiders.

    The internal volume, and a file outside one's portfolio (R4.5), are open for a while after the
    act of reading them was recorded: `efiles.reading_minutes_max`.
    """
    facts = load_case({case: viewer}, None, at).get(case)
    if facts is None or not facts.posts | facts.uncovered:
        raise Unknown(case)
    minutes = parameter("efiles.reading_minutes_max", facts.today, overrides=facts.rules.numbers)
    recorded = set(
        Entry.objects.filter(
            subject=case,
            actor=viewer.person,
            outcome=ACCEPTED,
            act__in=[READ_INTERNAL.code, READ_OUTSIDE.code],
            at__gt=at - timedelta(minutes=minutes),
            at__lte=at,
        ).values_list("act", flat=True)
    )
    ordinary = bool(facts.posts & READERS)
    return Access(
        facts,
        main=None if ordinary else _closed(READ_OUTSIDE, facts, recorded),
        internal=_closed(READ_INTERNAL, facts, recorded),
    )


def _closed(act: Act, facts: CaseFacts, recorded: set[str]) -> Finding | None:
    if standing(act, facts) is None:
        return examine(act, facts)[0]
    if act.code in recorded:
        return None
    says = {
        READ_INTERNAL: "副卷密封保管，查阅须先登记",
        READ_OUTSIDE: "本案不在您的分管范围之内，查阅卷宗须写明理由，并告知承办法官",
    }[act]
    return Finding("E_NOT_OPENED", says, act.source, act.code)
