"""Sign-in and sign-out pages."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from xiezhi.people.middleware import SESSION
from xiezhi.people.sessions import SignedIn, sign_in, sign_out
from xiezhi.web.accounts.queries import DemoAccount, demo_accounts
from xiezhi.web.chrome import now
from xiezhi.web.components import Note
from xiezhi.web.said import said


@dataclass(frozen=True)
class SignInPage:
    """登录页: the form, what was wrong, and in the demo its accounts."""

    login: str
    back: str
    problem: Note | None
    accounts: tuple[DemoAccount, ...]
    password: str


@never_cache
@sensitive_post_parameters("password", "code")
@require_http_methods(["GET", "POST"])
def login(request: HttpRequest) -> HttpResponse:
    """Show the form, or open a session."""
    problem = None
    back = _back(request)
    if request.method == "POST":
        given = request.POST
        answer = sign_in(
            given.get("login", "").strip(),
            given.get("password", ""),
            given.get("code", ""),
            request.headers.get("User-Agent", ""),
            at=now(),
        )
        if isinstance(answer, SignedIn):
            request.session.cycle_key()
            request.session[SESSION] = answer.key
            return HttpResponseRedirect(back)
        problem = Note(title=_("没有登录"), text=said(answer), tone="seal", alert=True)
    page = SignInPage(
        login=request.POST.get("login", ""),
        back=back,
        problem=problem,
        accounts=demo_accounts() if settings.DEMO else (),
        password=_demo_password(),
    )
    return render(request, "accounts/login.html", {"page": page}, status=422 if problem else 200)


def _demo_password() -> str:
    if not settings.DEMO:
        return ""
    return settings.DEMO_PASSWORD


def _back(request: HttpRequest) -> str:
    back = request.POST.get("next") or request.GET.get("next") or reverse("desk")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure()):
        return reverse("desk")
    return back


@require_POST
def logout(request: HttpRequest) -> HttpResponse:
    """End the session."""
    sign_out(request.session.get(SESSION, ""))
    request.session.flush()
    return HttpResponseRedirect(reverse("login"))
