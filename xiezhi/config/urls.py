"""Every address: /healthz here, the pages under xiezhi.web, the interface under xiezhi.api."""

from importlib.util import find_spec

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path
from django.views.decorators.http import require_safe


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer 200 where the process and its database answer; for the launcher and the balancer."""
    with connection.cursor() as cursor:
        cursor.execute("select 1")
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


urlpatterns: list[URLPattern | URLResolver] = [path("healthz", healthz, name="healthz")]
if find_spec("xiezhi.api"):
    urlpatterns.append(path("api/", include("xiezhi.api.urls")))
if find_spec("xiezhi.web"):
    urlpatterns.append(path("", include("xiezhi.web.urls")))
