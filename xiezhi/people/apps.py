"""The app of courts and persons."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """人员."""

    name = "xiezhi.people"
    label = "people"

    def ready(self) -> None:
        """Register the kinds of subjects, their facts and the effects."""
        from xiezhi.people import acts, facts, providers  # noqa: F401, PLC0415
