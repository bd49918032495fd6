"""The language of the screens: Chinese unless the reader has chosen another one."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from xiezhi.web.preferences import preference


class ChosenLanguage:
    """Speak the language of the cookie. What a browser sends as its own language chooses nothing:

    a court's computers are often installed in English, and its documents are Chinese.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the chosen language."""
        with translation.override(preference(request, "language")):
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language())
            return response
