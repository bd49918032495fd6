"""The rules of detection as plain parts: the list, one rule, its drafts and trials."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from xiezhi.detection.versions import weighed
from xiezhi.law.facts import ZONE
from xiezhi.law.powers import detection as powers
from xiezhi.law.rules.detection import MachineRule, of_text
from xiezhi.law.terms import FlagState, RuleState
from xiezhi.supervision.lab import (
    CaseNamed,
    DraftShown,
    RuleShown,
    SettingShown,
    TrialShown,
)
from xiezhi.supervision.trials import Work, work
from xiezhi.web.components import (
    Button,
    Cell,
    Column,
    Empty,
    Fact,
    Facts,
    Job,
    Note,
    Part,
    Row,
    Table,
    Tag,
)
from xiezhi.web.supervision.page import Section, cases_url
from xiezhi.web.words import act_word, word

_TONES = {RuleState.ON: "good", RuleState.OFF: "", RuleState.MUTED: "warn"}


def rule_url(rule: MachineRule, **query: object) -> str:
    """Return the address of the page of a rule."""
    address = reverse("supervision_rule", args=[rule.value])
    return f"{address}?" + "&".join(f"{k}={v}" for k, v in query.items()) if query else address


def act_button(code: str, rule: MachineRule, kind: str = "", **known: object) -> Button:
    """Return the button that opens the dialog of an act on a rule."""
    chosen = "&".join(f"{name}={value}" for name, value in {"rule": rule.value, **known}.items())
    act = next(a for a in vars(powers).values() if getattr(a, "code", "") == code)
    href = f"{reverse('supervision_rule_act', args=[code])}?{chosen}"
    return Button(label=act_word(act), href=href, dialog=True, kind=kind)  # type: ignore[arg-type]


def rules_table(found: Sequence[RuleShown], *, linked: bool = True) -> Table:
    """Return every rule with its state and its precision."""
    columns = (
        Column(_("识别规则")),
        Column(_("状态")),
        Column(_("版本")),
        Column(_("命中"), end=True),
        Column(_("确认"), end=True),
        Column(_("排除"), end=True),
        Column(_("待确认"), end=True),
        Column(_("准确率（95% 区间）"), end=True),
        Column(_("下限"), end=True),
    )
    return Table(
        label=_("识别规则"),
        columns=columns,
        rows=tuple(_rule(one, linked=linked) for one in found),
        stack=True,
        labels=True,
    )


def _rule(one: RuleShown, *, linked: bool) -> Row:
    known, rule = one.answers, one.rule
    return Row(
        id=rule.value,
        name=word(rule),
        mark="late" if one.standing.state is RuleState.MUTED else "",
        cells=(
            Cell(word(rule), href=rule_url(rule) if linked else "", sub=rule.value),
            Cell(parts=(state_tag(one.standing.state),)),
            Cell(version_word(one.standing.draft)),
            Cell(str(known.hits), href=cases_url(rule=rule.value) if known.hits else ""),
            Cell(str(known.confirmed)),
            Cell(str(known.rejected)),
            Cell(str(known.waiting)),
            Cell(precision_word(one), nowrap=True),
            Cell(f"{one.floor}%"),
        ),
    )


def state_tag(state: RuleState) -> Tag:
    """Return the state of a rule as a tag."""
    return Tag(word(state), _TONES[state])  # type: ignore[arg-type]


def version_word(draft: int) -> str:
    """Return which content of a rule is meant."""
    return _("第 %(n)s 稿") % {"n": draft} if draft else _("出厂")


def precision_word(one: RuleShown) -> str:
    """Return the precision with its interval, or a dash before any answer."""
    between = one.answers.interval
    if between is None:
        return "—"
    return f"{one.answers.rate}%（{between[0]}–{between[1]}%）"


def head_facts(one: RuleShown) -> Facts:
    """Return the state of a rule and its figures of the past year."""
    known, standing = one.answers, one.standing
    since = standing.since.isoformat() if standing.since else _("平台出厂时")
    asked = f"{standing.threshold}%"
    rows = [
        Fact(_("状态"), word(standing.state)),
        Fact(_("自"), since),
        Fact(_("版本"), version_word(standing.draft)),
        Fact(_("命中"), str(known.hits), _("近一年")),
        Fact(_("确认"), str(known.confirmed)),
        Fact(_("排除"), str(known.rejected)),
        Fact(_("待确认"), str(known.waiting)),
        Fact(_("准确率"), precision_word(one), _("95% 区间")),
        Fact(_("下限"), f"{one.floor}%", _("低于下限的自动静默")),
    ]
    if of_text(one.rule):
        rows.append(Fact(_("置信度"), asked, _("达到的才提示")))
    return Facts(rows=tuple(rows))


def settings_table(found: Sequence[SettingShown]) -> Table:
    """Return what was decided on a rule."""
    columns = (
        Column(_("自")),
        Column(_("状态")),
        Column(_("版本")),
        Column(_("理由")),
        Column(_("决定人")),
    )
    rows = tuple(
        Row(
            id=_moment(one.at),
            cells=(
                Cell(one.since.isoformat(), nowrap=True),
                Cell(parts=(state_tag(one.state),)),
                Cell(version_word(one.draft)),
                Cell(_why(one)),
                Cell(one.by or _("系统"), sub=_moment(one.at)),
            ),
        )
        for one in found
    )
    empty = Empty(
        title=_("高级人民法院尚未决定"), text=_("启用、停用和静默都会留在这里，平台出厂的状态如上")
    )
    return Table(
        label=_("启用、停用与静默"),
        columns=columns,
        rows=rows,
        stack=True,
        labels=True,
        empty=empty,
    )


def _moment(at: datetime) -> str:
    return f"{at.astimezone(ZONE):%Y-%m-%d %H:%M}"


def _why(one: SettingShown) -> str:
    if one.state is RuleState.MUTED and one.decided is not None:
        counts = {"confirmed": one.confirmed, "decided": one.decided}
        return _("已答复 %(decided)s 个，确认 %(confirmed)s 个，低于下限") % counts
    return one.reason


def signals_table(rule: MachineRule) -> Table | None:
    """Return the signals of a rule that reads texts, as it was shipped."""
    code = of_text(rule)
    if code is None:
        return None
    return Table(
        label=_("信号"),
        columns=(Column(_("信号")), Column(_("释义")), Column(_("出厂权重"), end=True)),
        rows=tuple(
            Row(
                id=one.name,
                cells=(Cell(one.name, tone="mono"), Cell(one.gloss), Cell(f"{one.weight:+.2f}")),
            )
            for one in weighed(code)
        ),
    )


def drafts_table(rule: MachineRule, found: Sequence[DraftShown], *, may: bool) -> Table:
    """Return the drafts of a rule, each with what one may do with it."""
    columns = (
        Column(_("草稿")),
        Column(_("置信度"), end=True),
        Column(_("修改理由")),
        Column(_("试运行")),
        Column(_("办理")),
    )
    rows = tuple(
        Row(
            id=f"draft-{one.number}",
            cells=(
                Cell(
                    version_word(one.number),
                    sub=f"{one.by}　{_moment(one.at)}",
                    nowrap=True,
                ),
                Cell(f"{one.threshold}%"),
                Cell(one.note, sub=one.content[:200]),
                Cell(_("已试运行") if one.tried else _("尚未"), tone="" if one.tried else "soft"),
                Cell(parts=_buttons(rule, one) if may else ()),
            ),
        )
        for one in found
    )
    empty = Empty(title=_("还没有草稿"), text=_("起草后先在历史案件上试运行，再决定是否启用"))
    return Table(label=_("草稿"), columns=columns, rows=rows, stack=True, labels=True, empty=empty)


def _buttons(rule: MachineRule, one: DraftShown) -> tuple[Part, ...]:
    found = [
        act_button(powers.TRY_RULE.code, rule, draft=one.number),
        act_button(powers.DRAFT_RULE.code, rule, base=one.number),
    ]
    if one.tried:
        found.append(act_button(powers.SWITCH_RULE.code, rule, draft=one.number, on="true"))
    return tuple(found)


def trial_job(rule: MachineRule, one: TrialShown) -> Job:
    """Return how far a trial has come; it asks for itself until it has ended."""
    state = "done" if one.ended_at else "running" if one.total else "waiting"
    return Job(
        name=_("%(version)s试运行") % {"version": version_word(one.draft)},
        done=one.done,
        total=one.total or 0,
        state=state,  # type: ignore[arg-type]
        result=_("已读 %(n)s 件") % {"n": one.done},
        url=reverse("supervision_rule_trial", args=[rule.value, one.id]),
        key=f"trial-{one.id}",
    )


def trial_sections(
    rule: MachineRule, one: TrialShown, names: Mapping[int, CaseNamed]
) -> list[Section]:
    """Return a trial: its figures, the work it would make, its hits and its misses."""
    title = _("试运行：%(version)s") % {"version": version_word(one.draft)}
    parts: list[Part] = [trial_job(rule, one)]
    if not one.ended_at:
        note = Note(text=_("试运行由后台任务完成，最长一分钟后开始；完成后刷新本页查看结果"))
        return [Section("trial", title, (*parts, note))]
    parts.append(_figures(one))
    parts.append(_work(work(one.count)))
    return [
        Section("trial", title, tuple(parts), _("只读诉讼请求与事实理由，不产生提示")),
        Section("hits", _("命中的案件"), (_hits(one, names),), _("最多列 50 件")),
        Section("misses", _("漏识别的案件"), (_misses(one, names),), _("已确认而规则没有命中的")),
    ]


def _figures(one: TrialShown) -> Facts:
    count = one.count
    known = count.confirmed + count.rejected
    found = count.confirmed + count.missed
    rows = (
        Fact(_("已读案件"), str(count.read)),
        Fact(_("命中"), str(count.hits)),
        Fact(_("确认"), str(count.confirmed)),
        Fact(_("排除"), str(count.rejected)),
        Fact(_("漏识别"), str(count.missed)),
        Fact(_("准确率"), _share(count.confirmed, known), _("已答复的")),
        Fact(_("召回率"), _share(count.confirmed, found), _("已确认的")),
        Fact(_("案件时间"), f"{count.first} – {count.last}" if count.first else "—"),
    )
    return Facts(rows=rows)


def _share(part: int, whole: int) -> str:
    return f"{round(100 * part / whole)}%（{part}/{whole}）" if whole else "—"


def _work(found: Work) -> Facts:
    rows = (
        Fact(_("每月提示"), str(found.a_month)),
        Fact(_("法官每月"), f"{found.a_judge} / {found.most_judge}", _("每名，平均 / 最多")),
        Fact(_("庭长每月"), f"{found.a_division} / {found.most_division}", _("每名，平均 / 最多")),
    )
    return Facts(rows=rows)


def _case(case: int, names: Mapping[int, CaseNamed]) -> Cell:
    """Name a case; into the cases of other courts there is no way from here."""
    known = names.get(case)
    if known is None:
        return Cell("—")
    href = reverse("case_signs", args=[case]) if known.own else ""
    return Cell(known.number or _("未立案"), href=href, sub=f"{known.court}　{known.title[:30]}")


def _hits(one: TrialShown, names: Mapping[int, CaseNamed]) -> Table:
    columns = (
        Column(_("案件")),
        Column(_("置信度"), end=True),
        Column(_("原文")),
        Column(_("已有答复")),
    )
    rows = tuple(
        Row(
            id=str(hit["case"]),
            cells=(
                _case(hit["case"], names),
                Cell(f"{hit['confidence']}%"),
                Cell("　".join(f"“{quote}”" for quote in hit["quotes"])),
                Cell(word(FlagState(hit["state"])) if hit["state"] else "—"),
            ),
        )
        for hit in one.count.shown
    )
    empty = Empty(title=_("没有命中"), text=_("可以降低置信度或者增加线索后再试"))
    return Table(
        label=_("命中的案件"), columns=columns, rows=rows, stack=True, labels=True, empty=empty
    )


def _misses(one: TrialShown, names: Mapping[int, CaseNamed]) -> Table:
    rows = tuple(Row(id=str(case), cells=(_case(case, names),)) for case in one.count.missing)
    empty = Empty(title=_("没有漏识别"), text=_("所读案件中已确认的都已命中，或者没有已确认的"))
    return Table(label=_("漏识别的案件"), columns=(Column(_("案件")),), rows=rows, empty=empty)


def trials_table(rule: MachineRule, found: Sequence[TrialShown], current: int) -> Table:
    """Return the trials of a rule."""
    columns = (
        Column(_("试运行")),
        Column(_("版本")),
        Column(_("已读案件"), end=True),
        Column(_("命中"), end=True),
        Column(_("漏识别"), end=True),
        Column(_("发起人")),
    )
    rows = tuple(
        Row(
            id=str(one.id),
            selected=one.id == current,
            cells=(
                Cell(_moment(one.at), href=rule_url(rule, trial=one.id)),
                Cell(version_word(one.draft)),
                Cell(str(one.done)),
                Cell(str(one.count.hits)),
                Cell(str(one.count.missed)),
                Cell(one.by),
            ),
        )
        for one in found
    )
    empty = Empty(title=_("还没有试运行"), text=_("试运行只读历史案件，不产生提示"))
    return Table(
        label=_("试运行"), columns=columns, rows=rows, stack=True, labels=True, empty=empty
    )
