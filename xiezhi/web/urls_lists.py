"""Addresses of what a court keeps: views, people, working days, proofs between checkpoints."""

from django.urls import URLPattern, path

from xiezhi.web.cases import judgments
from xiezhi.web.lists import saved
from xiezhi.web.log import consistency
from xiezhi.web.oversight import views as oversight
from xiezhi.web.people import views as people
from xiezhi.web.powers import holding

urlpatterns: list[URLPattern] = [
    path("cases/views", saved.views, name="cases_views"),
    path("cases/<int:case>/who/<str:code>", holding.who_may, name="case_who"),
    path("powers/glossary", holding.glossary, name="glossary"),
    path("court/people", people.people, name="people"),
    path("court/holidays", people.holidays, name="holidays"),
    path("court/trace", oversight.trace, name="trace"),
    path("court/trace/export", oversight.trace_export, name="trace_export"),
    path("court/lists", oversight.lists, name="oversight_lists"),
    path("court/lists/<int:version>/rehearsal", oversight.rehearsal, name="rehearsal"),
    path("judgments/<int:number>", judgments.published, name="judgment"),
    path("ledger/consistency", consistency.between, name="log_consistency"),
]
