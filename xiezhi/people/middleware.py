"""Who asks (访问者): each request knows its actor, or that nobody is signed in."""

from collections.abc import Callable
from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse

from xiezhi.people.sessions import look_up

SESSION = "sid"


class SignedInActor:
    """Set `request.signed_in` and `request.actor` from the session; both None for nobody."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Look the session up, then go on."""
        key = request.session.get(SESSION, "")
        signed = look_up(key, at=datetime.now(UTC)) if key else None
        request.signed_in = signed  # type: ignore[attr-defined]
        request.actor = signed.actor if signed else None  # type: ignore[attr-defined]
        return self.get_response(request)
