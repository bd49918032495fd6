"""Acts on oneself: the forms of password, one-time codes, tokens and declared relations."""

import base64
import secrets
from dataclasses import replace
from functools import partial

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from xiezhi.acts.types import Outcome
from xiezhi.law.act import Act
from xiezhi.law.powers import powers
from xiezhi.law.terms import Post
from xiezhi.people.middleware import SESSION
from xiezhi.people.queries import people_of
from xiezhi.people.sessions import end_others
from xiezhi.web.accounts.page import SCOPES, account_page
from xiezhi.web.chrome import now, who
from xiezhi.web.components import FormField, Option
from xiezhi.web.dialogs import Dialog, answer, go
from xiezhi.web.forms import Choices, Known
from xiezhi.web.guard import actor_of, signed_in

_SECRET = frozenset({"password", "current", "code"})
_CARRIED = frozenset({"token", "relation"})


@signed_in
@never_cache
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """One's own account."""
    return _account(request)


def _account(request: HttpRequest, token: str = "") -> HttpResponse:
    person = who(request)
    assert person is not None, "only for those who are signed in"
    key = request.session.get(SESSION, "")
    page = account_page(actor_of(request), person, key, now(), token)
    return render(request, "accounts/account.html", {"page": page})


@signed_in
@require_POST
def end_sessions(request: HttpRequest) -> HttpResponse:
    """End every session of one's account but this one."""
    signed = request.signed_in  # type: ignore[attr-defined]
    end_others(signed.account, signed.key)
    return HttpResponseRedirect(reverse("account"))


@signed_in
@never_cache
@sensitive_post_parameters("password", "current", "code", "secret")
def account_act(request: HttpRequest, code: str) -> HttpResponse:
    """Show the form of an act on oneself, or perform it."""
    act = powers().get(code)
    if act is None or act.subject != "person" or Post.SELF not in act.holders:
        raise Http404
    dialog = Dialog(
        act=act,
        subject=actor_of(request).person,
        about=_("我的账号"),
        url=reverse("account_act", args=[code]),
        back=reverse("account"),
        choices=partial(_choices, request, act),
        known=partial(_known, request, act),
        draws=_field,
    )
    return answer(request, dialog, partial(_then, request))


def _then(request: HttpRequest, done: Outcome) -> HttpResponse:
    """Show a token that was made, once; else return to the account."""
    if "token" in done.shows:
        return _account(request, str(done.shows["token"]))
    return go(request, reverse("account"))


def _field(one: FormField) -> FormField:
    """Return a field as this page prints it: secrets are never printed back."""
    if one.name in _SECRET:
        return replace(one, kind="secret", value="")
    return replace(one, kind="hidden") if one.name in _CARRIED else one


def _known(request: HttpRequest, act: Act) -> dict[str, Known]:
    found = {
        name: Known(request.GET[name])
        for name in _CARRIED & request.GET.keys()
        if request.GET[name].isdigit()
    }
    if act.code == "account.enable_totp":
        fresh = base64.b32encode(secrets.token_bytes(20)).decode()
        found["secret"] = Known(fresh, _("请录入验证器，再填写它显示的动态口令"), readonly=True)
    return found


def _choices(request: HttpRequest, act: Act) -> dict[str, Choices]:
    if act.code == "account.make_token":
        return {"scopes": Choices(tuple(Option(scope, _(name)) for scope, name in SCOPES.items()))}
    person = who(request)
    if act.code != "people.declare_relation" or person is None or person.court is None:
        return {}
    rows = people_of(actor_of(request), person.court.court, now().date())
    others = {row.person_id: row.person.name for row in rows if row.person_id != person.person}
    return {"relative": Choices(tuple(Option(str(id_), name) for id_, name in others.items()))}
