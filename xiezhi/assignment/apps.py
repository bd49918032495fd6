"""The app of assignment."""

from django.apps import AppConfig


class AssignmentConfig(AppConfig):
    """分案."""

    name = "xiezhi.assignment"
    label = "assignment"

    def ready(self) -> None:
        """Register facts and effects."""
        from xiezhi.assignment import acts, facts  # noqa: F401, PLC0415
