"""The app of trial teams."""

from django.apps import AppConfig


class TeamsConfig(AppConfig):
    """审判团队."""

    name = "xiezhi.teams"
    label = "teams"

    def ready(self) -> None:
        """Register facts and effects."""
        from xiezhi.teams import acts, facts  # noqa: F401, PLC0415
