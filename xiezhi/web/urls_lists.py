"""Addresses of what a court keeps: its people, its working days, proofs between checkpoints."""

from django.urls import URLPattern, path

from xiezhi.web.log import consistency
from xiezhi.web.people import views as people

urlpatterns: list[URLPattern] = [
    path("court/people", people.people, name="people"),
    path("court/holidays", people.holidays, name="holidays"),
    path("ledger/consistency", consistency.between, name="log_consistency"),
]
