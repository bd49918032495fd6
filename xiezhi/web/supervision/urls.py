"""Addresses of supervision."""

from django.urls import URLPattern, path

from xiezhi.web.supervision import lab_views, signs, views

urlpatterns: list[URLPattern] = [
    path("supervision", views.desk, name="supervision"),
    path("supervision/cases", views.cases, name="supervision_cases"),
    path("supervision/report", views.report, name="supervision_report"),
    path("supervision/watch", views.watch, name="supervision_watch"),
    path("supervision/appraisal", views.appraisal, name="supervision_appraisal"),
    path("supervision/sheet", views.sheet, name="supervision_sheet"),
    path("supervision/sheet/read", views.sheet_read, name="supervision_sheet_read"),
    path("cases/<int:case>/signs", signs.case_signs, name="case_signs"),
    path("supervision/rules", lab_views.rules, name="supervision_rules"),
    path("supervision/rules/acts/<str:code>", lab_views.rule_act, name="supervision_rule_act"),
    path("supervision/rules/<str:rule_id>", lab_views.rule, name="supervision_rule"),
    path(
        "supervision/rules/<str:rule_id>/trials/<int:number>",
        lab_views.trial,
        name="supervision_rule_trial",
    ),
]
