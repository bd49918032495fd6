"""Addresses of trial teams."""

from django.urls import URLPattern, path

from xiezhi.web.teams import acting, views

urlpatterns: list[URLPattern] = [
    path("teams", views.roster, name="team_roster"),
    path("court/teams", views.teams, name="teams"),
    path("court/teams/export", views.export, name="teams_export"),
    path("court/teams/simulator", views.simulator, name="team_simulator"),
    path("court/teams/pairing", views.pairing, name="team_pairing"),
    path("court/teams/appraisals", views.appraisals, name="team_appraisals"),
    path("court/teams/acts/<str:code>", acting.court_act, name="team_court_act"),
    path("court/teams/people/<int:person>/acts/<str:code>", acting.person_act, name="person_act"),
    path("court/teams/<int:team>", views.team, name="team"),
    path("court/teams/<int:team>/acts/<str:code>", acting.team_act, name="team_act"),
]
