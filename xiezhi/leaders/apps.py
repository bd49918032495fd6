"""The app of leaders' cases."""

from django.apps import AppConfig


class LeadersConfig(AppConfig):
    """院庭长办案."""

    name = "xiezhi.leaders"
    label = "leaders"

    def ready(self) -> None:
        """Register facts and effects."""
        from xiezhi.leaders import acts, facts  # noqa: F401, PLC0415
