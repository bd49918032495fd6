"""结案规则: service, the time for appeal, effect. Pure."""

from datetime import date, timedelta
from typing import Any

from xiezhi.law.act import needs
from xiezhi.law.facts import CaseFacts
from xiezhi.law.finding import Finding
from xiezhi.law.parameters import parameter
from xiezhi.law.sources import cite
from xiezhi.law.terms import Area, Instance, PartyRole, Procedure, State

_UNSERVED = frozenset({PartyRole.PROSECUTION.value})
"""Roles that need no service of the judgment as parties: the procuratorate is sent a copy."""


def no_notice_in_summary(facts: CaseFacts, data: Any) -> Finding | None:
    """R26-7: no service by public notice in simple procedure or small claims."""
    if data.means.value != "notice" or facts.procedure not in (
        Procedure.SUMMARY,
        Procedure.SMALL_CLAIMS,
    ):
        return None
    says = "简易程序、小额诉讼程序不适用公告送达，请先裁定转为普通程序"
    return Finding("E_GATE", says, cite("民诉解释", 140), "procedure.convert", {"field": "means"})


@needs("closing")
def not_before_pronouncement(facts: CaseFacts, data: Any) -> Finding | None:
    """A judgment is not served before it was pronounced."""
    if facts.pronounced_on is None or data.on >= facts.pronounced_on:
        return None
    says = "送达日期 {on} 早于宣判日期 {day}，请核对"
    given = {"on": data.on, "day": facts.pronounced_on, "field": "on"}
    return Finding("E_DATE_BEFORE", says, cite("民诉法", 151), given=given)


def _must_be_served(facts: CaseFacts) -> set[int]:
    return {party for party, role in facts.parties.items() if role not in _UNSERVED}


@needs("closing")
def last_to_be_served(facts: CaseFacts, data: Any) -> bool:
    """Whether this service is the last that was missing."""
    return _must_be_served(facts) <= facts.served | {data.party}


@needs("closing")
def all_parties_served(facts: CaseFacts) -> Finding | None:
    """A case is closed when the judgment has reached the last party."""
    missing = _must_be_served(facts) - facts.served
    if not missing:
        return None
    says = "裁判文书尚有 {n} 名当事人未送达，不能报结"
    source = cite("法释〔2000〕29号", 10)
    return Finding("E_NOT_SERVED", says, source, "service.serve_judgment", {"n": len(missing)})


def manner_fits_area(facts: CaseFacts, data: Any) -> Finding | None:
    """Criminal cases of public prosecution are not mediated; administrative ones hardly are."""
    if facts.area is Area.CIVIL:
        return None
    if data.manner.value != "mediation":
        return None
    says = "{area}案件不以调解结案（赔偿、补偿和自诉除外），请另选结案方式"
    source = cite("行诉法", 60) if facts.area is Area.ADMINISTRATIVE else cite("刑诉法", 212)
    given = {"area": facts.area.label, "field": "manner"}
    return Finding("E_MANNER", says, source, given=given)


def appeal_days(facts: CaseFacts) -> int:
    """Return the days for an appeal against a judgment of this field of law."""
    name = f"appeal.{facts.area.value}_days"
    return parameter(name, facts.today, scope=facts.province)


def last_day_of_appeal(facts: CaseFacts, served_on: date) -> date:
    """Return the last day for an appeal, the day of service not counted, rolled off holidays."""
    return facts.calendar.next_working_day(served_on + timedelta(days=appeal_days(facts)))


@needs("closing")
def appeal_in_time(facts: CaseFacts, data: Any) -> Finding | None:
    """An appeal that comes late is received with a warning; the court above decides on it."""
    if facts.closed_on is None or data.on <= last_day_of_appeal(facts, facts.closed_on):
        return None
    says = "收到上诉之日已过上诉期（最后送达后 {days} 日），是否逾期由审判组织审查"
    given = {"days": appeal_days(facts)}
    return Finding("late_appeal", says, cite("民诉法", 171), given=given, warning=True)


def appellant_named(facts: CaseFacts, data: Any) -> Finding | None:
    """An appeal names the party who appeals, a protest none."""
    if data.protest or data.party in facts.parties:
        return None
    says = "请从本案当事人中选择上诉人；检察机关抗诉的，勾选“人民检察院抗诉”"
    return Finding("E_NO_SUCH_PARTY", says, cite("民诉法", 172), given={"field": "party"})


def appealable(facts: CaseFacts) -> Finding | None:
    """Small claims and second instance are final."""
    if facts.kind.instance is Instance.SECOND:
        return Finding("E_FINAL", "第二审裁判为终审裁判，不得上诉", cite("民诉法", 182))
    if facts.procedure is Procedure.SMALL_CLAIMS:
        return Finding("E_FINAL", "小额诉讼案件一审终审，不得上诉", cite("民诉法", 165))
    return None


@needs("closing")
def there_is_an_appeal(facts: CaseFacts) -> Finding | None:
    """What is sent up is an appeal."""
    if facts.appeals:
        return None
    return Finding("E_NO_APPEAL", "本案没有上诉或者抗诉", cite("民诉法", 174), "appeal.receive")


@needs("closing")
def no_appeal_open(facts: CaseFacts) -> Finding | None:
    """An appealed judgment does not take effect by lapse of time."""
    if not facts.appeals:
        return None
    says = "本案已有上诉或者抗诉，裁判尚未生效，请移送上级人民法院"
    return Finding("E_APPEALED", says, cite("民诉法", 158), "appeal.send_up")


@needs("closing")
def appeal_time_is_over(facts: CaseFacts, data: Any) -> Finding | None:
    """A judgment of first instance takes effect when the time for appeal has run out."""
    final = facts.kind.instance is Instance.SECOND or facts.procedure is Procedure.SMALL_CLAIMS
    if final or facts.closed_on is None or facts.pronounced_on is None:
        return None
    last = last_day_of_appeal(facts, facts.closed_on)
    if data.on > last:
        return None
    says = "上诉期至 {last} 届满，生效日期不能早于次日"
    return Finding(
        "E_APPEAL_RUNNING", says, cite("民诉法", 158), given={"last": last, "field": "on"}
    )


CLOSED_STATES = frozenset({State.CLOSED, State.EFFECTIVE, State.APPEALED, State.ARCHIVED})
"""States in which the court has done with a case."""
