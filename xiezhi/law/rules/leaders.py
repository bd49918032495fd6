"""院庭长办案办理规则 R8.1–R8.9: standards, proposals, work items, checks, notices. Pure."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from xiezhi.law.act import needs
from xiezhi.law.facts import CaseFacts, CourtFacts, PersonFacts
from xiezhi.law.finding import Finding
from xiezhi.law.leader_values import NominalFact, NoticeFact
from xiezhi.law.parameters import parameter
from xiezhi.law.rules.quota import (
    QUARTERS,
    Rank,
    days_late,
    floor,
    notice_due,
    overburdened,
    period_end,
    quarter_end,
)
from xiezhi.law.sources import cite
from xiezhi.law.terms import COURT_LEADERS, Level, Post

_ARTICLE_8 = cite("法发〔2020〕26号", 8)
_2017 = cite("法发〔2017〕10号", 1)
_DESIGN = cite("平台约定")
QUARTER, MONTH = "quarter", "month"
ERRAND, CASE = "errand", "case"


def set_by_the_high_court(facts: CourtFacts, data: Any) -> Finding | None:
    """The number is set by the high court for the courts of the province, itself included."""
    if facts.level is Level.HIGH:
        return None
    says = "院庭长办案数量标准由高级人民法院确定"
    return Finding("E_NOT_HIGH_COURT", says, cite("法发〔2020〕26号", 8, 1))


@needs("below")
def scope_is_below(facts: CourtFacts, data: Any) -> Finding | None:
    """A standard of a region or court is one of the province."""
    if data.scope is None or data.scope == facts.court or data.scope in facts.below:
        return None
    says = "所选法院不在本院辖区之内"
    return Finding("E_SCOPE", says, _ARTICLE_8, given={"field": "scope"})


def within_the_floor(facts: CourtFacts, data: Any) -> Finding | None:
    """R8.1: outside the shares of 法发〔2017〕10号 the high court is warned, not refused."""
    least, most = floor(data.rank, data.level, facts.today)
    if (least is None or data.percent >= least) and (most is None or data.percent <= most):
        return None
    says = "{level}{rank}的办案数量标准 {percent}% 不在 {least}%–{most}% 的幅度之内，请核对"
    given = {
        "level": data.level.label, "rank": data.rank.label, "percent": data.percent,
        "least": least, "most": most if most is not None else least, "field": "percent",
    }  # fmt: skip
    return Finding("W_OUTSIDE_FLOOR", says, _2017, given=given, warning=True)


def credit_within(facts: CourtFacts, data: Any) -> Finding | None:
    """A case sat in counts 0 to 0.3 of one handled."""
    most = parameter("leaders.panel_credit_max", facts.today)
    if data.credit <= most:
        return None
    says = "参加合议庭的案件每件最多折算 {most}‰"
    return Finding("E_CREDIT", says, _DESIGN, given={"most": most, "field": "credit"})


def base_fits_the_post(facts: CourtFacts, data: Any) -> Finding | None:
    """Presidents and their deputies have no division whose average could be theirs."""
    if not data.of_division or data.rank in (Rank.HEAD, Rank.DEPUTY):
        return None
    says = "{rank}不属于审判庭，应当以全院法官平均办案量为基数"
    given = {"rank": data.rank.label, "field": "of_division"}
    return Finding("E_BASE", says, _2017, given=given)


@needs("tags")
def is_tagged(facts: CaseFacts) -> Finding | None:
    """R8.4: what is proposed to leaders is a four-type, remanded, retried or taken-up case."""
    if facts.tags:
        return None
    says = "本案不是四类案件、发回重审、指令再审或者提审案件，不必建议由院庭长承办"
    return Finding("E_NOT_TAGGED", says, _ARTICLE_8, "screening.flag")


@needs("persons", "former", "proposed")
def leader_can_take_it(facts: CaseFacts, data: Any) -> Iterable[Finding]:
    """R8.4: the one proposed leads, is a judge in the quota, and may hear the case (P8)."""
    known = facts.persons.get(data.leader)
    given = {"field": "leader", "name": known.name if known else "所选人员"}
    if known is None or Post.JUDGE not in known.posts or not known.posts & COURT_LEADERS:
        yield Finding(
            "E_NOT_A_LEADER",
            "{name}不是本院入额的院庭长，请从入额的院庭长中选择",
            _ARTICLE_8,
            given=given,
        )
        return
    if data.leader in facts.former:
        says = "{name}曾参与本案原审，不得再参与审理"
        yield Finding("E_PRIOR_PARTICIPATION", says, cite("民诉法", 41), given=given)
    if known.conflicts:
        says = "{name}应当回避：{why}"
        given |= {"why": "、".join(known.conflicts)}
        yield Finding("E_CONFLICT", says, cite("法释〔2011〕12号", 1), given=given)
    if known.absent:
        yield Finding("E_ABSENT", "{name}目前不在岗，不能分案", _ARTICLE_8, given=given)
    if data.leader in facts.proposed:
        yield Finding("E_PROPOSED", "已建议由{name}承办", _ARTICLE_8, given=given)


@needs("leads")
def is_a_leader(facts: PersonFacts) -> Finding | None:
    """Work beside cases is put on record of those who lead."""
    if facts.leads:
        return None
    return Finding("E_NOT_A_LEADER", "所选人员不是本院院庭长，请从本院院庭长中选择", _ARTICLE_8)


def only_a_case_is_a_case(facts: PersonFacts, data: Any) -> Finding | None:
    """R8.2: meetings, supervision, coordination, visitors, enforcement never count as cases."""
    if data.counted_as.value != CASE:
        return None
    says = "“{kind}”不得充抵办案数量，只能计入工作量，纳入绩效考核"
    given = {"kind": data.kind.label, "field": "counted_as"}
    return Finding("E_NOT_A_CASE", says, cite("法发〔2020〕26号", 8, 1), given=given)


def errands_by_personnel(facts: PersonFacts, data: Any) -> Finding | None:
    """R8.9: tasks outside the statutory duties are put on record by the personnel office."""
    if data.kind.value != ERRAND or Post.PERSONNEL in facts.posts:
        return None
    says = "法定职责以外的事务由政治部（人事）登记"
    return Finding("E_ERRAND", says, _ARTICLE_8, given={"field": "kind"})


@needs("hours")
def errands_in_balance(facts: PersonFacts, data: Any) -> Finding | None:
    """R8.9: more than a fifth of the hours on errands is told, and reported to the high court."""
    errands, hours = facts.hours
    errands += data.hours if data.kind.value == ERRAND else 0
    if not overburdened(errands, hours + data.hours, facts.today):
        return None
    says = "法定职责以外的事务已占在案工时的 {share}%，将列入报高级人民法院的平衡报告"
    given = {"share": errands * 100 // (hours + data.hours), "field": "hours"}
    source = cite("法发〔2020〕26号", 8, 3)
    return Finding("W_ERRANDS", says, source, given=given, warning=True)


def done_by_now(facts: PersonFacts, data: Any) -> Finding | None:
    """What is put on record has been done."""
    if data.on <= facts.today:
        return None
    return Finding("E_FUTURE", "日期不能晚于今日", _DESIGN, given={"field": "on"})


def signals_enough(facts: CaseFacts, data: Any) -> Finding | None:
    """R8.5: one sign alone says nothing."""
    least = parameter("leaders.nominal_signals", facts.today)
    if len({one.kind for one in data.signals}) >= least:
        return None
    says = "不足 {least} 项信号，不能提示挂名办案"
    return Finding("E_TOO_FEW_SIGNALS", says, _2017, given={"least": least})


@needs("nominal")
def not_checked_yet(facts: CaseFacts, data: Any) -> Finding | None:
    """A leader answers once for a case."""
    if all(one.person != data.leader for one in facts.nominal):
        return None
    return Finding("E_CHECKED", "本案该院庭长已核查", _2017, given={"field": "leader"})


def waiting(facts: CaseFacts, person: int) -> NominalFact | None:
    """Return the check of a person that is not decided."""
    return next((one for one in facts.nominal if one.person == person and not one.decided), None)


@needs("nominal")
def answers_for_oneself(facts: CaseFacts) -> Finding | None:
    """R8.5: who is asked answers, once."""
    one = waiting(facts, facts.actor)
    if one is not None and not one.answered:
        return None
    return Finding("E_NO_CHECK", "没有待本人说明的挂名办案提示", _2017)


def another_answer_waits(facts: CaseFacts, data: Any) -> bool:
    """Whether another leader has still to answer for this case."""
    return any(
        not (one.answered or one.decided) and one.person != facts.actor for one in facts.nominal
    )


def another_check_waits(facts: CaseFacts, data: Any) -> bool:
    """Whether another leader's check is still to be decided."""
    return any(not one.decided and one.person != data.leader for one in facts.nominal)


@needs("nominal")
def answer_comes_first(facts: CaseFacts, data: Any) -> Finding | None:
    """R8.5: it is verified once the leader has answered, or the ten days have passed."""
    one = waiting(facts, data.leader)
    if one is None:
        says = "本案没有该院庭长待核实的挂名办案提示"
        return Finding("E_NO_CHECK", says, _2017, given={"field": "leader"})
    if one.answered or facts.today > one.answer_due_on:
        return None
    says = "该院庭长可以在 {due} 以前说明情况，期满或者说明后再核实"
    given = {"due": one.answer_due_on, "field": "leader"}
    return Finding("E_ANSWER_FIRST", says, _2017, "leaders.answer", given)


def not_ones_own(facts: CaseFacts, data: Any) -> Finding | None:
    """Nobody verifies his or her own handling."""
    if data.leader != facts.actor:
        return None
    return Finding("E_OWN_CHECK", "不得核实本人办理的案件", _2017, given={"field": "leader"})


@needs("below")
def of_the_next_level_down(facts: CourtFacts, data: Any) -> Finding | None:
    """R8.6: the office above speaks of the courts one level down, of no others."""
    _, parent = facts.below.get(data.about, (None, 0))
    if parent == facts.court:
        return None
    says = "季度通报由上级人民法院审判管理部门向其下一级人民法院作出，所选法院不是本院的下一级法院"
    return Finding("E_NOT_NEXT_LEVEL", says, cite("法发〔2020〕26号", 8, 3), given=_ABOUT)


_ABOUT = {"field": "about"}


def quarter_is_over(facts: CourtFacts, data: Any) -> Iterable[Finding]:
    """R8.6: a notice tells of a quarter that has ended; after day 15 it is late, and says so."""
    if not 1 <= data.quarter <= QUARTERS:
        yield Finding("E_PERIOD", "季度为 1 至 4", _DESIGN, given={"field": "quarter"})
    else:
        yield from _over(facts, quarter_end(data.year, data.quarter), "quarter")


def month_is_over(facts: CourtFacts, data: Any) -> Iterable[Finding]:
    """R8.6: the same for the monthly notice within the court."""
    if not 1 <= data.month <= 12:
        yield Finding("E_PERIOD", "月份为 1 至 12", _DESIGN, given={"field": "month"})
    else:
        yield from _over(facts, period_end(data.year, data.month), "month")


def _over(facts: CourtFacts, last: date, field: str) -> Iterable[Finding]:
    late = days_late(last, facts.today)
    given: dict[str, object] = {"last": last, "field": field}
    if facts.today <= last:
        yield Finding("E_PERIOD", "{last} 以后才能通报该期完成情况", _DESIGN, given=given)
    elif late:
        says = "应当在 {due} 前通报，已逾期 {late} 日"
        given |= {"due": notice_due(last, facts.today), "late": late}
        yield Finding("W_LATE", says, _DESIGN, given=given, warning=True)


@needs("notices")
def quarter_not_told_yet(facts: CourtFacts, data: Any) -> Finding | None:
    """R8.8: a period is told once; what is wrong is corrected by a new version."""
    return _told(facts, (data.about, QUARTER, data.year, data.quarter))


@needs("notices")
def month_not_told_yet(facts: CourtFacts, data: Any) -> Finding | None:
    """The same within the court."""
    return _told(facts, (facts.court, MONTH, data.year, data.month))


def _told(facts: CourtFacts, period: tuple[int, str, int, int]) -> Finding | None:
    if all((one.about, one.kind, one.year, one.number) != period for one in facts.notices):
        return None
    says = "该期已经通报，内容有误的请更正，更正另成一版"
    return Finding("E_TOLD", says, _DESIGN, "leaders.correct_notice")


@needs("notices")
def corrects_the_latest(facts: CourtFacts, data: Any) -> Finding | None:
    """R8.8: what is corrected is the latest version of a notice of this court."""
    known = {one.id: one for one in facts.notices}
    one = known.get(data.notice)
    if one is None:
        return Finding("E_NO_NOTICE", "没有这份本院通报", _DESIGN, given={"field": "notice"})
    if one.version == max(other.version for other in facts.notices if _same(one, other)):
        return None
    says = "第 {n} 版已被更正，请在最新一版上更正"
    return Finding("E_SUPERSEDED", says, _DESIGN, given={"n": one.version, "field": "notice"})


def _same(one: NoticeFact, other: NoticeFact) -> bool:
    return (one.about, one.kind, one.year, one.number) == (
        other.about, other.kind, other.year, other.number,
    )  # fmt: skip
