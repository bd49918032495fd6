"""The page of the verifier: for everybody, without an account; the file never leaves the reader."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def verify(request: HttpRequest) -> HttpResponse:
    """Print the page; its policy lets no script send anything anywhere."""
    answer = render(request, "verify/verify.html")
    policy = settings.CONTENT_SECURITY_POLICY.replace("connect-src 'self'", "connect-src 'none'")
    answer["Content-Security-Policy"] = policy
    return answer
