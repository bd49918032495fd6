"""Addresses of the archive: what waits, hand-overs of a case, packages."""

from django.urls import URLPattern, path

from xiezhi.web.archive import acting, views

urlpatterns: list[URLPattern] = [
    path("archive", views.archive, name="archive"),
    path("archive/packages/<int:number>", views.package, name="archive_package"),
    path("archive/<int:case>/acts/<str:code>", acting.archive_act, name="archive_act"),
    path("cases/<int:case>/handovers", views.case_handovers, name="case_handovers"),
]
