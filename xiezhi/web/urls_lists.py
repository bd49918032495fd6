"""Addresses of what a court keeps: views, people, working days, proofs between checkpoints."""

from django.urls import URLPattern, path

from xiezhi.web.lists import saved
from xiezhi.web.log import consistency
from xiezhi.web.people import views as people

urlpatterns: list[URLPattern] = [
    path("cases/views", saved.views, name="cases_views"),
    path("court/people", people.people, name="people"),
    path("court/holidays", people.holidays, name="holidays"),
    path("ledger/consistency", consistency.between, name="log_consistency"),
]
