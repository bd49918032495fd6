"""Addresses of fair assignment."""

from django.urls import URLPattern, path

from xiezhi.web.fairness import views

urlpatterns: list[URLPattern] = [
    path("court/assignment", views.bounds, name="assignment_bounds"),
    path("court/fairness", views.fairness, name="assignment_fairness"),
    path("court/frontier", views.frontier, name="assignment_frontier"),
]
