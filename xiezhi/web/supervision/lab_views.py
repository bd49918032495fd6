"""Views of the rules of detection: the list, one rule with its trials, and the acts on it."""

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from xiezhi.acts.gate import facts_of
from xiezhi.acts.types import Outcome, Wish
from xiezhi.law.facts import ZONE
from xiezhi.law.fields import asked
from xiezhi.law.powers import detection as powers
from xiezhi.law.rules.detection import MachineRule, of_text
from xiezhi.law.terms import Level, RuleState
from xiezhi.supervision import lab
from xiezhi.supervision.jobs import run_soon
from xiezhi.supervision.scope import Scope
from xiezhi.web.chrome import now, who
from xiezhi.web.components import Button, Head, Link, Note
from xiezhi.web.dialogs import Dialog, answer, go
from xiezhi.web.exports import exports_of, of_table
from xiezhi.web.forms import Known
from xiezhi.web.guard import actor_of, signed_in
from xiezhi.web.supervision import lab as parts
from xiezhi.web.supervision.page import Section
from xiezhi.web.supervision.views import page_of, scope_for
from xiezhi.web.words import word

_ACTS = {
    act.code: act
    for act in (powers.DRAFT_RULE, powers.TRY_RULE, powers.SWITCH_RULE, powers.UNMUTE_RULE)
}


def _may(request: HttpRequest, scope: Scope) -> bool:
    """Return whether the viewer decides on the rules: at a high court, in a post that may."""
    person = who(request)
    posts = person.posts if person else frozenset()
    return scope.held.level is Level.HIGH and bool(posts & powers.DECIDING)


@signed_in
@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """Every rule of detection with its state and precision."""
    scope, viewer = scope_for(request), actor_of(request)
    found = lab.shown(viewer, scope, now().astimezone(ZONE).date())
    table = parts.rules_table(found)
    if request.GET.get("as"):
        return of_table(table, request.GET["as"], "rules")
    at_high = scope.held.level is Level.HIGH
    note = _("近一年全省的答复") if at_high else _("近一年本院的答复；规则由高级人民法院确定")
    head = Head(title=_("四类案件识别规则"), plain=True, subtitle=scope.held.court_name)
    muted = [one for one in found if one.standing.state is RuleState.MUTED]
    top: tuple[Note, ...] = ()
    if muted:
        says = _("%(n)s 条规则准确率低于下限，已自动静默，请高级人民法院审判管理部门处理")
        top = (Note(text=says % {"n": len(muted)}, tone="warn"),)
    section = Section("rules", _("识别规则"), (table,), note, exports_of(table, {}))
    return page_of(request, scope, head, section, top=top)


def _rule(value: str) -> MachineRule:
    try:
        return MachineRule(value)
    except ValueError as error:
        raise Http404 from error


@signed_in
@require_safe
def rule(request: HttpRequest, rule_id: str) -> HttpResponse:
    """One rule: its state, its signals, and at the high court its drafts and trials."""
    scope, viewer, which = scope_for(request), actor_of(request), _rule(rule_id)
    day = now().astimezone(ZONE).date()
    one = next(r for r in lab.shown(viewer, scope, day) if r.rule is which)
    high, may = lab.high_of(scope.court), _may(request, scope)
    at_high = high == scope.court
    sections = []
    if at_high and of_text(which):
        trials = lab.trials(scope.court, which)
        asked_for = request.GET.get("trial", "")
        chosen = next((t for t in trials if str(t.id) == asked_for), trials[0] if trials else None)
        sections = _laboratory(scope, which, trials, chosen, may=may)
    decided = lab.settings(high, which) if high is not None else []
    settings = parts.settings_table(decided)
    sections.append(Section("settings", _("启用、停用与静默"), (settings,)))
    signals = parts.signals_table(which)
    if signals is not None:
        sections.append(Section("signals", _("信号"), (signals,), _("权重为对数几率")))
    head = Head(
        title=word(which),
        plain=True,
        crumbs=(Link(_("四类案件识别规则"), reverse("supervision_rules")),),
        subtitle=which.value,
        tags=(parts.state_tag(one.standing.state),),
        buttons=_buttons(which, one.standing.state) if may else (),
    )
    return page_of(request, scope, head, *sections, top=(parts.head_facts(one),))


def _buttons(which: MachineRule, state: RuleState) -> tuple[Button, ...]:
    found = []
    if of_text(which):
        found.append(parts.act_button(powers.DRAFT_RULE.code, which))
        found.append(parts.act_button(powers.TRY_RULE.code, which))
    if state is RuleState.MUTED:
        found.append(parts.act_button(powers.UNMUTE_RULE.code, which))
    on = "" if state is RuleState.ON else "true"
    return (*found, parts.act_button(powers.SWITCH_RULE.code, which, "primary", on=on))


def _laboratory(
    scope: Scope,
    which: MachineRule,
    trials: list[lab.TrialShown],
    chosen: lab.TrialShown | None,
    *,
    may: bool,
) -> list[Section]:
    sections = []
    if chosen is not None:
        cases = [*(hit["case"] for hit in chosen.count.shown), *chosen.count.missing]
        sections = parts.trial_sections(which, chosen, lab.named(scope, cases))
    drafts = parts.drafts_table(which, lab.drafts(scope.court, which), may=may)
    past = parts.trials_table(which, trials, chosen.id if chosen else 0)
    return [
        *sections,
        Section("drafts", _("草稿"), (drafts,), _("起草、试运行、启用都在留痕之中")),
        Section("trials", _("历次试运行"), (past,)),
    ]


@signed_in
@require_safe
def trial(request: HttpRequest, rule_id: str, number: int) -> HttpResponse:
    """How far a trial has come: the part of the page that asks for itself."""
    scope, which = scope_for(request), _rule(rule_id)
    found = next((t for t in lab.trials(scope.court, which) if t.id == number), None)
    if found is None:
        raise Http404
    if found.ended_at and getattr(request, "htmx", None):
        return go(request, parts.rule_url(which, trial=number))
    return render(request, "supervision/trial.html", {"job": parts.trial_job(which, found)})


@signed_in
def rule_act(request: HttpRequest, code: str) -> HttpResponse:
    """Show an act on the rules of the viewer's court with what stands in the way, or perform it."""
    act = _ACTS.get(code)
    if act is None:
        raise Http404
    scope, viewer = scope_for(request), actor_of(request)
    asked_for = request.POST.get("rule") or request.GET.get("rule", "")
    back = reverse("supervision_rules")
    if asked_for in set(MachineRule):
        back = parts.rule_url(MachineRule(asked_for))
    dialog = Dialog(
        act=act,
        subject=scope.court,
        about=scope.held.court_name,
        url=reverse("supervision_rule_act", args=[code]),
        back=back,
        facts=facts_of(act, [Wish(scope.court, None, by=viewer)], now())[scope.court],
        known=partial(_known, request, scope, code),
    )

    def then(outcome: Outcome) -> HttpResponse:
        if code == powers.TRY_RULE.code:
            run_soon()
        return go(request, back)

    return answer(request, dialog, then)


def _known(request: HttpRequest, scope: Scope, code: str) -> dict[str, Known]:
    """Return what the page that opened the dialog chose, and the draft that one goes on from."""
    names = {part.name: part for part in asked(_ACTS[code].data)}
    found = {name: Known(value) for name, value in request.GET.items() if name in names and value}
    if "on" in names:
        found["on"] = Known(request.GET.get("on") == "true")
        found.setdefault("since", Known(now().astimezone(ZONE).date()))
    for name, default in (("draft", 0), ("cases", 2000), ("threshold", 15)):
        if name in names:
            found.setdefault(name, Known(default))
    base = request.GET.get("base", "")
    if base and request.GET.get("rule") in set(MachineRule):
        which = MachineRule(request.GET["rule"])
        for one in lab.drafts(scope.court, which):
            if str(one.number) == base:
                found["threshold"], found["content"] = Known(one.threshold), Known(one.content)
    return found
