"""The filing wizard: one form, what the gates permit, and the steps to the judge."""

import secrets
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_POST, require_safe

from xiezhi.acts.examine import examine, refuses
from xiezhi.acts.gate import perform
from xiezhi.acts.types import Refused, Wish
from xiezhi.cases.lists import same_filing
from xiezhi.law import causes
from xiezhi.law.act import Nothing
from xiezhi.law.facts import ZONE, CaseFacts, CourtRules
from xiezhi.law.fields import Unreadable, read
from xiezhi.law.finding import Finding
from xiezhi.law.powers import powers
from xiezhi.law.powers.assignment import DRAW, SEAL_POOL
from xiezhi.law.powers.filing import RECEIVE, REGISTER, FilingData
from xiezhi.law.powers.triage import CONFIRM, TriageDecision
from xiezhi.law.rules.triage_acts import suggestion_of
from xiezhi.law.terms import Area, CaseKind, Level, PartyRole, Post, State
from xiezhi.people.facts import court_rules
from xiezhi.people.queries import Held
from xiezhi.supervision.jobs import screen
from xiezhi.web.cases.page import facts_for
from xiezhi.web.chrome import now, who
from xiezhi.web.components import FormField, Option, Reason, Step, Steps
from xiezhi.web.forms import Choices, form_fields, typed
from xiezhi.web.guard import actor_of, signed_in
from xiezhi.web.said import said, sentence
from xiezhi.web.words import act_word, listing, word

_BASE = ("kind", "cause", "parties", "claims", "facts", "amount")
_ASKED = {
    Area.CIVIL: ("clear", "money_only", "both_agree", "missing_defendant", "status_or_title",
                 "appraisal", "foreign"),
    Area.CRIMINAL: ("clear", "plea", "consent", "in_custody", "minor", "disabled",
                    "incidental_open", "months_expected"),
    Area.ADMINISTRATIVE: ("clear", "both_agree", "on_the_spot", "information_case"),
}  # fmt: skip
_LATER = ("origin", "former", "public_interest", "new_or_difficult", "wide_concern", "again")
_SIDES = {
    Area.CIVIL: (PartyRole.PLAINTIFF, PartyRole.DEFENDANT),
    Area.CRIMINAL: (PartyRole.PROSECUTION, PartyRole.ACCUSED),
    Area.ADMINISTRATIVE: (PartyRole.PLAINTIFF, PartyRole.AGENCY),
}
DRAFT = "filing-draft"
"""Where the session keeps what was typed, so that nothing is lost."""


@dataclass(frozen=True)
class FilingPage:
    """收案页: the form in its groups, what stands in the way, what the gates permit."""

    kinds: tuple[tuple[str, str, bool], ...]
    main: tuple[FormField, ...]
    circumstances: tuple[FormField, ...]
    further: tuple[FormField, ...]
    reasons: tuple[Reason, ...]
    hint: tuple[str, ...]
    key: str
    court: str


def office(request: HttpRequest) -> Held:
    """Return the filing office that the viewer works in; 404 for others."""
    person = who(request)
    held = person.held if person else ()
    found = next((one for one in held if one.post is Post.FILING_OFFICER), None)
    if found is None:
        raise Http404
    return found


@signed_in
def new(request: HttpRequest) -> HttpResponse:
    """Show the form, or receive the case."""
    held = office(request)
    kind = _kind(request)
    if request.method != "POST" or "_add" in request.POST or "_kind" in request.POST:
        values = typed(FilingData, request.POST) if request.method == "POST" else None
        return _show(request, held, kind, values, [])
    values = typed(FilingData, request.POST)
    request.session[DRAFT] = values
    try:
        data = read(FilingData, values)
        wish = Wish(held.court, data, key=f"page:{request.POST.get('_key', '')[:60]}")
        outcome = perform(RECEIVE, actor_of(request), wish, at=now())
    except Unreadable as error:
        return _show(request, held, kind, values, error.findings, status=422)
    except Refused as refused:
        found = list(refused.outcome.findings)
        same = None
        if any(one.code == "E_DUPLICATE_FILING" for one in found):
            same = same_filing(actor_of(request), held.court, data)
        return _show(request, held, kind, values, found, same=same, status=422)
    request.session.pop(DRAFT, None)
    return HttpResponseRedirect(reverse("filing_next", args=[outcome.subject]))


def _kind(request: HttpRequest) -> CaseKind:
    asked = request.POST.get("kind") or request.GET.get("kind") or CaseKind.CIVIL_FIRST.value
    known = {one.value for one in CaseKind}
    return CaseKind(asked) if asked in known else CaseKind.CIVIL_FIRST


def _show(
    request: HttpRequest,
    held: Held,
    kind: CaseKind,
    values: dict[str, Any] | None,
    findings: list[Finding],
    *,
    same: tuple[int, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    if values is None:
        values = request.session.get(DRAFT) or _blank(kind)
    if not values.get("parties"):
        values = {**values, "parties": _blank(kind)["parties"]}
    values = {**values, "kind": kind.value}
    listed = causes.causes(kind.area)
    choices = {"cause": Choices(tuple(Option(one.name, one.name) for one in listed))}
    fields = {one.name: one for one in form_fields(
        FilingData, values=values, choices=choices, findings=findings)}  # fmt: skip
    page = FilingPage(
        kinds=tuple((one.value, word(one), one is kind) for one in _kinds(held.level)),
        main=tuple(fields[name] for name in _BASE[1:]),
        circumstances=tuple(fields[name] for name in _ASKED[kind.area]),
        further=tuple(fields[name] for name in _LATER),
        reasons=tuple(
            Reason(says=said(one), source=str(one.source)) for one in findings if not one.warning
        ),
        hint=gates_hint(kind, held, values),
        key=request.POST.get("_key") or secrets.token_urlsafe(12),
        court=held.court_name,
    )
    context = {"page": page, "kind": kind, "same": same}
    return render(request, "filing/new.html", context, status=status)


def _kinds(level: Level) -> list[CaseKind]:
    first = [kind for kind in CaseKind if kind.instance.value == "first"]
    return first if level is Level.BASIC else list(CaseKind)


def _blank(kind: CaseKind) -> dict[str, Any]:
    return {"parties": [{"role": role.value, "kind": "natural"} for role in _SIDES[kind.area]]}


def gates_hint(kind: CaseKind, held: Held, values: dict[str, Any]) -> tuple[str, ...]:
    """Return what the statutory gates say of what was typed so far."""
    known = {
        name: value == "true" if value in ("true", "false") else value
        for name, value in values.items()
        if value not in ("", None) and name not in ("parties", "claims", "facts")
    }
    for name in ("amount", "months_expected"):
        text = str(known.get(name, "")).replace(",", "")
        known.pop(name, None)
        if text.replace(".", "", 1).isdigit():
            known[name] = int(float(text)) if name == "months_expected" else text
    sides: dict[str, int] = {}
    for party in values.get("parties") or ():
        sides[str(party.get("role"))] = sides.get(str(party.get("role")), 0) + 1
    known["largest_side"] = max(sides.values(), default=1)
    today = now()
    rules = court_rules([held.court], today.astimezone(ZONE).date()).get(held.court, CourtRules())
    facts = CaseFacts(
        at=today, actor=0, posts=frozenset(), kind=kind, level=held.level,
        court=held.court, circumstances=known, rules=rules,
    )  # fmt: skip
    proposed = suggestion_of(facts)
    lines = [_("系统建议：%(procedure)s") % {"procedure": word(proposed.procedure)}]
    lines += [
        _("%(name)s：%(what)s") % {"name": word(one), "what": said(found[0])}
        for one, found in proposed.barred.items()
        if found
    ]
    return (*lines, *map(sentence, proposed.counterfactuals))


WAITS = frozenset({"E_ANSWERS_MISSING", "E_NOT_IN_THE_LOG"})
"""What ends by itself within seconds: the page looks again."""
STEPS = (
    (REGISTER, gettext_noop("登记立案")),
    (CONFIRM, gettext_noop("确认程序")),
    (SEAL_POOL, gettext_noop("封存候选名单")),
    (DRAW, gettext_noop("随机分案")),
)


@signed_in
@require_safe
def following(request: HttpRequest, case: int) -> HttpResponse:
    """The steps from receipt to the judge, with their results."""
    office(request)
    facts = facts_for(actor_of(request), case, now())
    order = [State.RECEIVED, State.REGISTERED, State.TRIAGED, State.POOLED, State.ASSIGNED]
    place = order.index(facts.state) if facts.state in order else len(order) - 1
    steps = [Step(_("收案"), "done", _("已登记收案"))]
    notes = _notes(facts)
    for number, (act, label) in enumerate(STEPS):
        state = "done" if number < place else "now" if number == place else "todo"
        steps.append(Step(_(label), state, notes.get(act.code, "")))  # type: ignore[arg-type]
    current = STEPS[place][0] if place < len(STEPS) else None
    findings = examine(current, facts) if current else []
    proposed = suggestion_of(facts) if current is CONFIRM else None
    context = {
        "steps": Steps(label=_("收案、立案、分流、分案"), steps=tuple(steps), down=True),
        "facts": {"number": facts.number or _("（尚未立案）"), "id": case},
        "next": act_word(current) if current else "",
        "code": current.code if current else "",
        "blocked": [said(one) for one in findings] if refuses(findings) else [],
        "waits": {one.code for one in findings} & WAITS,
        "proposed": word(proposed.procedure) if proposed else "",
        "levers": [sentence(one) for one in proposed.counterfactuals] if proposed else [],
        "why": [said(found[0]) for found in proposed.barred.values() if found] if proposed else [],
    }
    return render(request, "filing/next.html", context)


def _notes(facts: CaseFacts) -> dict[str, str]:
    judge = next((one.name for one in facts.sitters if one.seat.value == "handling"), "")
    flags = listing(flag.code for flag in facts.flags)
    return {
        REGISTER.code: facts.number,
        CONFIRM.code: (word(facts.procedure) if facts.procedure else "")
        + (_("；四类案件提示 %(flags)s") % {"flags": flags} if flags else ""),
        DRAW.code: _("承办法官 %(name)s") % {"name": judge} if judge else "",
    }


@signed_in
@require_POST
def onward(request: HttpRequest, case: int) -> HttpResponse:
    """Do the step that was shown, once however often it is clicked; triage brings screening."""
    office(request)
    actor, at = actor_of(request), now()
    facts = facts_for(actor, case, at)
    act = next((act for act, _label in STEPS if facts.state in act.states), None)
    if act is not None and act.code == request.POST.get("act"):
        data: Any = Nothing()
        if act is CONFIRM:
            data = TriageDecision(procedure=suggestion_of(facts).procedure)
        try:
            perform(powers()[act.code], actor, Wish(case, data), at=at)
        except Refused:
            return HttpResponseRedirect(reverse("act", args=[case, act.code]))
        if act is CONFIRM:
            screen([case], at)
    return HttpResponseRedirect(reverse("filing_next", args=[case]))
