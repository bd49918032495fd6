"""Addresses of supervision."""

from django.urls import URLPattern, path

from xiezhi.web.supervision import views

urlpatterns: list[URLPattern] = [
    path("supervision", views.desk, name="supervision"),
    path("supervision/cases", views.cases, name="supervision_cases"),
    path("supervision/report", views.report, name="supervision_report"),
    path("supervision/watch", views.watch, name="supervision_watch"),
    path("supervision/appraisal", views.appraisal, name="supervision_appraisal"),
    path("supervision/sheet", views.sheet, name="supervision_sheet"),
    path("supervision/sheet/read", views.sheet_read, name="supervision_sheet_read"),
]
