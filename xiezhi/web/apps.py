"""The app of the pages: templates, template tags, static files. It has no tables."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """页面: registers templates, tags and static files with Django."""

    name = "xiezhi.web"
    label = "web"
    verbose_name = "页面"
