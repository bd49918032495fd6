"""Addresses of the pages."""

from django.urls import URLPattern, URLResolver, include, path

from xiezhi.config import env
from xiezhi.web.preferences import set_preferences

urlpatterns: list[URLPattern | URLResolver] = [
    path("preferences", set_preferences, name="preferences"),
]
if not env.PRODUCTION:
    urlpatterns.append(path("dev/", include("xiezhi.web.dev.urls")))
