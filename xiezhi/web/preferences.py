"""Theme, size of type and language of the screens: three cookies, set by one plain form."""

from typing import Literal

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

Name = Literal["theme", "size", "language"]

CHOICES: dict[Name, tuple[str, ...]] = {
    "theme": ("light", "dark"),
    "size": ("normal", "large"),
    "language": tuple(code for code, _ in settings.LANGUAGES),
}
_COOKIES: dict[Name, str] = {
    "theme": "theme",
    "size": "size",
    "language": settings.LANGUAGE_COOKIE_NAME,
}
_YEAR = 365 * 86_400


def preference(request: HttpRequest | None, name: Name) -> str:
    """Return what the browser's cookie asks for, the first choice where it asks nothing known."""
    asked = request.COOKIES.get(_COOKIES[name], "") if request else ""
    return asked if asked in CHOICES[name] else CHOICES[name][0]


@require_POST
def set_preferences(request: HttpRequest) -> HttpResponse:
    """Keep the choices that were posted and return to the page they were made on."""
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure()):
        back = "/"
    response = HttpResponseRedirect(back)
    for name, known in CHOICES.items():
        asked = request.POST.get(name, "")
        if asked in known:
            response.set_cookie(
                _COOKIES[name],
                asked,
                max_age=_YEAR,
                samesite="Lax",
                secure=request.is_secure(),
                httponly=True,
            )
    return response
