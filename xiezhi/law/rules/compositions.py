"""审判组织的组成: which benches each kind of matter allows: the table of law, as values."""

from dataclasses import dataclass

from xiezhi.law.sources import Citation, cite
from xiezhi.law.terms import Area, Level, Procedure, Term

ANY_LEVEL = frozenset(Level)
FROM_INTERMEDIATE = frozenset({Level.INTERMEDIATE, Level.HIGH, Level.SUPREME})
NO_CAP = 99
"""The law names no largest panel."""


class Matter(Term):
    """审理事项: what a bench hears. The values of the two instances are those of `CaseKind`."""

    CIVIL_FIRST = "civil_first", "民事第一审"
    CIVIL_SECOND = "civil_second", "民事第二审"
    CIVIL_SPECIAL = "civil_special", "民事特别程序"
    PAYMENT_ORDER = "payment_order", "督促程序"
    PUBLIC_NOTICE = "public_notice", "公示催告程序"
    FOREIGN_DIVORCE = "foreign_divorce", "申请承认外国法院离婚判决"
    CRIMINAL_FIRST = "criminal_first", "刑事第一审"
    CRIMINAL_SECOND = "criminal_second", "刑事第二审"
    BELOW_MINIMUM_REVIEW = "below_minimum_review", "法定刑以下判处刑罚复核"
    DEATH_REVIEW = "death_review", "死刑（死缓）复核"
    COMMUTATION = "commutation", "减刑、假释"
    ADMINISTRATIVE_FIRST = "administrative_first", "行政第一审"
    ADMINISTRATIVE_SECOND = "administrative_second", "行政第二审"
    STATE_COMPENSATION = "state_compensation", "赔偿委员会审理"
    ENFORCEMENT_REVIEW = "enforcement_review", "执行异议、复议"

    @property
    def area(self) -> Area:
        """The field of law, civil for whatever follows the Civil Procedure Law."""
        if self in _CRIMINAL:
            return Area.CRIMINAL
        return Area.ADMINISTRATIVE if self in _ADMINISTRATIVE else Area.CIVIL

    @property
    def first_instance(self) -> bool:
        """Whether it is a trial of first instance, which jurors may join."""
        return self.value.endswith("_first")


_CRIMINAL = frozenset(
    {
        Matter.CRIMINAL_FIRST,
        Matter.CRIMINAL_SECOND,
        Matter.BELOW_MINIMUM_REVIEW,
        Matter.DEATH_REVIEW,
        Matter.COMMUTATION,
    }
)
_ADMINISTRATIVE = frozenset({Matter.ADMINISTRATIVE_FIRST, Matter.ADMINISTRATIVE_SECOND})


@dataclass(frozen=True)
class Composition:
    """组成方式: one row of the table; a bench is lawful if a row for its case admits it.

    `judges` is the smallest and largest panel of judges only, both odd; `mixed` are the sizes of
    a panel with jurors. No `procedures` means whatever the procedure.
    """

    matter: Matter
    source: Citation
    levels: frozenset[Level] = ANY_LEVEL
    procedures: frozenset[Procedure] = frozenset()
    maritime: bool = False
    """Whether maritime courts have it too, whatever their level."""
    sole: bool = False
    judges: tuple[int, int] | None = None
    mixed: frozenset[int] = frozenset()

    def covers(
        self, matter: Matter, procedure: Procedure | None, level: Level, maritime: bool
    ) -> bool:
        """Whether the row speaks of such a case."""
        return (
            self.matter is matter
            and (not self.procedures or procedure in self.procedures)
            and (level in self.levels or (maritime and self.maritime))
        )


_BASIC = frozenset({Level.BASIC})
_MIXED = frozenset({3, 7})
_P = Procedure
_TRIAL_3 = (3, 3)

COMPOSITIONS: tuple[Composition, ...] = (
    Composition(
        Matter.CIVIL_FIRST,
        cite("民诉法", 160),
        levels=_BASIC,
        procedures=frozenset({_P.SUMMARY, _P.SMALL_CLAIMS}),
        maritime=True,
        sole=True,
    ),
    Composition(
        Matter.CIVIL_FIRST,
        cite("民诉法", 40, 2),
        levels=_BASIC,
        procedures=frozenset({_P.ORDINARY_SINGLE}),
        sole=True,
    ),
    Composition(
        Matter.CIVIL_FIRST,
        cite("民诉法", 40, 1),
        procedures=frozenset({_P.ORDINARY_PANEL}),
        judges=(3, NO_CAP),
        mixed=_MIXED,
    ),
    Composition(
        Matter.CIVIL_SECOND,
        cite("民诉法", 41, 2),
        levels=frozenset({Level.INTERMEDIATE}),
        procedures=frozenset({_P.SECOND_SINGLE}),
        sole=True,
    ),
    Composition(
        Matter.CIVIL_SECOND,
        cite("民诉法", 41, 1),
        levels=FROM_INTERMEDIATE,
        procedures=frozenset({_P.SECOND_PANEL}),
        judges=(3, NO_CAP),
    ),
    Composition(Matter.CIVIL_SPECIAL, cite("民诉法", 185), sole=True, judges=(3, NO_CAP)),
    Composition(Matter.PAYMENT_ORDER, cite("法院组织法", 29), sole=True, judges=(3, NO_CAP)),
    Composition(Matter.PUBLIC_NOTICE, cite("法院组织法", 29), sole=True, judges=(3, NO_CAP)),
    Composition(Matter.FOREIGN_DIVORCE, cite("法院组织法", 30), judges=(3, NO_CAP)),
    Composition(
        Matter.CRIMINAL_FIRST,
        cite("刑诉法", 222),
        levels=_BASIC,
        procedures=frozenset({_P.FAST_TRACK}),
        sole=True,
    ),
    Composition(
        Matter.CRIMINAL_FIRST,
        cite("刑诉法", 216),
        levels=_BASIC,
        procedures=frozenset({_P.SUMMARY}),
        sole=True,
    ),
    Composition(
        Matter.CRIMINAL_FIRST,
        cite("刑诉法", 183, 1),
        levels=frozenset({Level.BASIC, Level.INTERMEDIATE}),
        procedures=frozenset({_P.SUMMARY_PANEL, _P.ORDINARY_PANEL}),
        judges=_TRIAL_3,
        mixed=_MIXED,
    ),
    Composition(
        Matter.CRIMINAL_FIRST,
        cite("刑诉法", 183, 2),
        levels=frozenset({Level.HIGH}),
        procedures=frozenset({_P.ORDINARY_PANEL}),
        judges=(3, 7),
        mixed=_MIXED,
    ),
    Composition(
        Matter.CRIMINAL_FIRST,
        cite("刑诉法", 183, 3),
        levels=frozenset({Level.SUPREME}),
        procedures=frozenset({_P.ORDINARY_PANEL}),
        judges=(3, 7),
    ),
    Composition(
        Matter.CRIMINAL_SECOND,
        cite("刑诉法", 183, 4),
        levels=FROM_INTERMEDIATE,
        procedures=frozenset({_P.SECOND_PANEL}),
        judges=(3, 5),
    ),
    Composition(Matter.BELOW_MINIMUM_REVIEW, cite("法院组织法", 30), judges=(3, NO_CAP)),
    Composition(
        Matter.DEATH_REVIEW,
        cite("刑诉法", 249),
        levels=frozenset({Level.HIGH, Level.SUPREME}),
        judges=_TRIAL_3,
    ),
    Composition(
        Matter.COMMUTATION,
        cite("刑诉解释", 538),
        levels=FROM_INTERMEDIATE,
        judges=(3, NO_CAP),
        mixed=_MIXED,
    ),
    Composition(
        Matter.ADMINISTRATIVE_FIRST,
        cite("行诉法", 83),
        procedures=frozenset({_P.SUMMARY}),
        sole=True,
    ),
    Composition(
        Matter.ADMINISTRATIVE_FIRST,
        cite("行诉法", 68),
        procedures=frozenset({_P.ORDINARY_PANEL}),
        judges=(3, NO_CAP),
        mixed=_MIXED,
    ),
    Composition(
        Matter.ADMINISTRATIVE_SECOND,
        cite("行诉法", 86),
        levels=FROM_INTERMEDIATE,
        procedures=frozenset({_P.SECOND_PANEL}),
        judges=(3, NO_CAP),
    ),
    Composition(
        Matter.STATE_COMPENSATION,
        cite("法院组织法", 35),
        levels=FROM_INTERMEDIATE,
        judges=(3, NO_CAP),
    ),
    Composition(
        Matter.ENFORCEMENT_REVIEW,
        cite("执行异议复议规定", 11),
        judges=(3, NO_CAP),
        mixed=_MIXED,
    ),
)
"""组成表: every row of the law's table."""


def compositions(
    matter: Matter, procedure: Procedure | None, level: Level, maritime: bool = False
) -> list[Composition]:
    """Return the rows that speak of such a case; none means that no bench may hear it so."""
    return [row for row in COMPOSITIONS if row.covers(matter, procedure, level, maritime)]


class Stage(Term):
    """前程序: an earlier procedure of the case in which a person took part."""

    FIRST = "first", "第一审"
    SECOND = "second", "第二审"
    SECOND_REMANDED = "second_remanded", "裁定发回重审的第二审"
    RETRIAL = "retrial", "再审"
    BELOW_MINIMUM_REVIEW = "below_minimum_review", "法定刑以下判处刑罚复核"
    DEATH_REVIEW = "death_review", "死刑复核"


@dataclass(frozen=True)
class Exemption:
    """例外: whoever sat in one of `former` may sit in one of `present` when the case comes back."""

    former: frozenset[Stage]
    present: frozenset[Matter]
    source: Citation


EXEMPTIONS: tuple[Exemption, ...] = (
    Exemption(
        frozenset({Stage.SECOND_REMANDED}),
        frozenset({Matter.CIVIL_SECOND}),
        cite("民诉解释", 45, 2),
    ),
    Exemption(
        frozenset({Stage.SECOND_REMANDED}),
        frozenset({Matter.ADMINISTRATIVE_SECOND}),
        cite("行诉解释", 75, 2),
    ),
    Exemption(
        frozenset({Stage.SECOND_REMANDED, Stage.BELOW_MINIMUM_REVIEW, Stage.DEATH_REVIEW}),
        frozenset({Matter.CRIMINAL_SECOND, Matter.BELOW_MINIMUM_REVIEW, Matter.DEATH_REVIEW}),
        cite("刑诉解释", 29, 2),
    ),
)
"""发回重审后再次上诉等情形的例外 (P8)."""

FORMER_PART = {
    Area.CIVIL: cite("民诉解释", 45, 1),
    Area.CRIMINAL: cite("刑诉解释", 29, 2),
    Area.ADMINISTRATIVE: cite("行诉解释", 75, 1),
}
"""一个审判程序中参与过本案审判工作的，不得再参与其他程序."""


def may_return(former: Stage, present: Matter) -> bool:
    """Whether a part in the former procedure does not bar from the present one."""
    return any(former in row.former and present in row.present for row in EXEMPTIONS)
