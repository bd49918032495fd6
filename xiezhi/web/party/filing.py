"""网上立案: a party or a lawyer files a civil case of first instance in plain words."""

import secrets
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from xiezhi.acts.gate import perform
from xiezhi.acts.types import Actor, Refused, Wish
from xiezhi.law import causes
from xiezhi.law.fields import Unreadable, ask, read
from xiezhi.law.finding import Finding
from xiezhi.law.powers.filing import RECEIVE, FilingData, PartyEntry
from xiezhi.law.terms import Area, CaseKind, Level, PartyKind, PartyRole
from xiezhi.people.queries import courts
from xiezhi.web.chrome import now, who
from xiezhi.web.components import FormField, Option, Reason
from xiezhi.web.forms import Choices, form_fields, typed
from xiezhi.web.guard import actor_of, signed_in
from xiezhi.web.said import said


@dataclass(frozen=True, kw_only=True)
class PlainFiling:
    """起诉状: what a plaintiff tells the court; the court decides the rest."""

    court: int = ask("向哪个法院起诉", "court", hint="一般是被告住所地的基层人民法院")
    cause: str = ask("为什么起诉（案由）", "cause", most=120)
    client: str = ask("原告姓名或者名称", most=200, default="", hint="代理他人起诉的填写")
    address: str = ask("原告住址", most=300, sealed=True)
    phone: str = ask("原告联系电话", most=40, sealed=True)
    against: str = ask("被告姓名或者名称", most=200)
    against_kind: PartyKind = ask("被告是", default=PartyKind.NATURAL)
    against_address: str = ask("被告住址", most=300, sealed=True, default="")
    amount: Decimal | None = ask("请求的金额（元）", default=None, hint="不涉及金额的不填")
    claims: str = ask("请求法院判决什么", "long", most=20_000, least=4, sealed=True)
    facts: str = ask("发生了什么事，有什么证据", "long", most=100_000, least=4, sealed=True)


@dataclass(frozen=True)
class PlainPage:
    """网上立案页: the form and all that stands in its way."""

    fields: tuple[FormField, ...]
    reasons: tuple[Reason, ...]
    key: str


@signed_in
def file(request: HttpRequest) -> HttpResponse:
    """Show the form, or hand the case in; what was typed is kept."""
    person = who(request)
    if person is None or person.kind == "staff":
        raise Http404
    if request.method != "POST":
        return _show(request, None, [])
    values = typed(PlainFiling, request.POST)
    lawyer = person.kind == "lawyer"
    try:
        plain: PlainFiling = read(PlainFiling, values)
        data = filing_of(plain, actor_of(request), lawyer=lawyer)
        wish = Wish(plain.court, data, key=f"party:{request.POST.get('_key', '')[:60]}")
        outcome = perform(RECEIVE, actor_of(request), wish, at=now())
    except Unreadable as error:
        return _show(request, values, error.findings, status=422)
    except Refused as refused:
        return _show(request, values, list(refused.outcome.findings), status=422)
    return HttpResponseRedirect(reverse("party_case", args=[outcome.subject]))


def filing_of(plain: PlainFiling, by: Actor, *, lawyer: bool) -> FilingData:
    """Return what a plain filing says as the court records it."""
    plaintiff = PartyEntry(
        role=PartyRole.PLAINTIFF,
        name=plain.client if lawyer and plain.client else by.name,
        address=plain.address,
        phone=plain.phone,
        counsel=by.name if lawyer else "",
        account=None if lawyer else by.person,
    )
    defendant = PartyEntry(
        role=PartyRole.DEFENDANT,
        name=plain.against,
        kind=plain.against_kind,
        address=plain.against_address,
    )
    return FilingData(
        kind=CaseKind.CIVIL_FIRST,
        cause=plain.cause,
        parties=(plaintiff, defendant),
        claims=plain.claims,
        facts=plain.facts,
        amount=plain.amount,
        money_only=plain.amount is not None,
    )


def _show(
    request: HttpRequest,
    values: dict[str, Any] | None,
    findings: list[Finding],
    *,
    status: int = 200,
) -> HttpResponse:
    person = who(request)
    basic = [one for one in courts(actor_of(request)) if one.level == Level.BASIC]
    listed = causes.causes(Area.CIVIL)
    choices = {
        "court": Choices(tuple(Option(str(one.id), one.name) for one in basic)),
        "cause": Choices(tuple(Option(one.name, one.name) for one in listed)),
    }
    fields = form_fields(PlainFiling, values=values, choices=choices, findings=findings)
    lawyer = person is not None and person.kind == "lawyer"
    page = PlainPage(
        fields=tuple(one for one in fields if lawyer or one.name != "client"),
        reasons=tuple(
            Reason(says=said(one), source=str(one.source))
            for one in findings
            if not one.warning and one.code != "E_FIELD"
        ),
        key=request.POST.get("_key") or secrets.token_urlsafe(12),
    )
    return render(request, "party/file.html", {"page": page}, status=status)
