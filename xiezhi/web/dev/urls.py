"""Addresses for those who build pages."""

from django.urls import path

from xiezhi.web.dev import views

urlpatterns = [
    path("components", views.show_components, name="dev-components"),
    path("components/precheck", views.show_precheck, name="dev-precheck"),
    path("dialog", views.show_dialog, name="dev-dialog"),
    path("case", views.show_case, name="dev-case"),
    path("party", views.show_party, name="dev-party"),
]
