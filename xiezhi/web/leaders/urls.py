"""Addresses of leaders' cases: completion, sheets, standards, notices, the acts on them."""

from django.urls import URLPattern, path

from xiezhi.web.leaders import acting, notices, views

urlpatterns: list[URLPattern] = [
    path("leaders", views.completion, name="leaders"),
    path("leaders/cases", views.cases, name="leader_cases"),
    path("leaders/below", views.below, name="leaders_below"),
    path("leaders/waiting", views.waiting, name="leaders_waiting"),
    path("leaders/standards", views.standards, name="leader_standards"),
    path("leaders/notices", notices.notices, name="leader_notices"),
    path("leaders/notices/<int:number>", notices.notice, name="leader_notice"),
    path("leaders/people/<int:person>", views.sheet, name="leader_sheet"),
    path("leaders/people/<int:person>/acts/<str:code>", acting.person_act,
         name="leader_person_act"),
    path("leaders/acts/<str:code>", acting.court_act, name="leader_act"),
]  # fmt: skip
