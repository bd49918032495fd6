"""审限适用与变更: which limit holds for a case, conversion and restart, the day of closing."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from xiezhi.law.sources import Citation, cite
from xiezhi.law.terms import Area, CaseKind, Instance, Level, Procedure, Term
from xiezhi.law.time_limits.clock import Clock, Conversion
from xiezhi.law.time_limits.limits import Limit, limit
from xiezhi.law.time_limits.terms import RULES_2000, Field, RestartGround

FAST_TRACK_YEAR_MONTHS, SIMPLE_YEARS_MONTHS = 12, 36
"""可能判处有期徒刑超过一年（刑诉法 第225条）、超过三年（第220条）, in months."""


@dataclass(frozen=True)
class Circumstances:
    """审限情形: what beside kind and procedure decides which limit holds.

    `expected_months` is the fixed term that may be imposed. `retrial`: the case is heard again
    under the procedure of its kind's instance. `foreign` includes Hong Kong, Macao and Taiwan.
    """

    foreign: bool = False
    ruling: bool = False
    collision: bool = False
    average: bool = False
    private_prosecution: bool = False
    in_custody: bool = False
    retrial: bool = False
    expected_months: int | None = None
    level: Level = Level.BASIC


def limit_for(
    kind: CaseKind, procedure: Procedure, circumstances: Circumstances | None = None
) -> Limit:
    """Return the limit of a case of a kind under a procedure."""
    given = circumstances or Circumstances()
    choose = {Area.CIVIL: _civil, Area.CRIMINAL: _criminal, Area.ADMINISTRATIVE: _administrative}
    return limit(choose[kind.area](kind.instance, procedure, given))


def _civil(instance: Instance, procedure: Procedure, given: Circumstances) -> str:
    simple = {Procedure.SUMMARY: "T2", Procedure.SUMMARY_PANEL: "T2", Procedure.SMALL_CLAIMS: "T3"}
    if instance is Instance.FIRST and procedure in simple:
        return simple[procedure]
    if given.foreign:
        return "T11"
    if instance is Instance.FIRST and not given.retrial and (given.collision or given.average):
        return "T12.collision" if given.collision else "T12.average"
    second = "ruling" if given.ruling else "judgment"
    if given.retrial:
        return "T6.first" if instance is Instance.FIRST else f"T6.{second}"
    return "T1" if instance is Instance.FIRST else f"T5.{second}"


def _criminal(instance: Instance, procedure: Procedure, given: Circumstances) -> str:
    if given.retrial:
        return "T19"
    if instance is Instance.SECOND:
        return "T18.supreme" if given.level is Level.SUPREME else "T18"
    months = given.expected_months or 0
    if procedure is Procedure.FAST_TRACK:
        return "T17.over_one_year" if months > FAST_TRACK_YEAR_MONTHS else "T17"
    if procedure in (Procedure.SUMMARY, Procedure.SUMMARY_PANEL):
        return "T16.over_three_years" if months > SIMPLE_YEARS_MONTHS else "T16"
    return "T15" if given.private_prosecution and not given.in_custody else "T14"


def _administrative(instance: Instance, procedure: Procedure, given: Circumstances) -> str:
    first = instance is Instance.FIRST
    if given.retrial:
        return "T25.retrial_first" if first else "T25.retrial_second"
    if first and procedure in (Procedure.SUMMARY, Procedure.SUMMARY_PANEL):
        return "T24"
    return "T23" if first else "T25"


def convert(clock: Clock, to: str, decided_on: date) -> Clock:
    """Return the clock after a conversion to the limit of key `to`.

    Civil and administrative limits run from the original filing (民诉解释 第258条, 行诉解释
    第105条), criminal ones from the decision (刑诉解释 第368、376条). Extensions of the old limit
    end with it; exclusions stay.
    """
    anew = clock.field is Field.CRIMINAL
    return replace(
        clock,
        limit=limit(to).key,
        start=decided_on if anew else clock.start,
        extensions=(),
        conversions=(*clock.conversions, _history(clock, decided_on, None)),
    )


def restart(clock: Clock, ground: RestartGround, on: date) -> Clock:
    """Return the clock counted anew from the day of an event. Raises `ValueError`: no such rule."""
    if restart_source(ground, clock.field) is None:
        raise ValueError(f"{ground.label} does not restart a limit of {clock.field.label}")
    return replace(
        clock,
        start=on,
        extensions=(),
        conversions=(*clock.conversions, _history(clock, on, ground)),
    )


def _history(clock: Clock, on: date, ground: RestartGround | None) -> Conversion:
    return Conversion(clock.limit, clock.start, clock.extensions, on, ground)


def restart_source(ground: RestartGround, field: Field) -> Citation | None:
    """Return the text by which a ground restarts the limits of a field, None where none does."""
    if ground is RestartGround.COUNTER_PETITION:
        texts = {Field.CIVIL: ("民诉解释", 396), Field.ADMINISTRATIVE: ("行诉解释", 114)}
        return cite(*texts[field]) if field in texts else None
    if field is not Field.CRIMINAL:
        return None
    return cite("刑诉法", 241 if ground is RestartGround.REMAND else 208)


class Service(Term):
    """送达方式: how a judgment reached a party; the term names the day that counts."""

    DELIVERED = "delivered", "送达之日"
    LEFT = "left", "留置送达之日"
    NOTICE = "notice", "公告刊登之日"
    POST = "post", "交邮之日"
    RELAYED = "relayed", "当事人签收之日"


@dataclass(frozen=True)
class Delivery:
    """送达: one party's service, `on` the day that counts for its way of service."""

    how: Service
    on: date


def closing_day(deliveries: Iterable[Delivery]) -> date:
    """Return the day on which a case closes: that of the last party's service.

    法释〔2000〕29号 第10条. Raises `ValueError` without a delivery.
    """
    return max(delivery.on for delivery in deliveries)


CLOSING = cite(RULES_2000, 10)
"""结案时间的依据."""
