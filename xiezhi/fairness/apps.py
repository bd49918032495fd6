"""The app of fair assignment."""

from django.apps import AppConfig


class FairnessConfig(AppConfig):
    """分案公平."""

    name = "xiezhi.fairness"
    label = "fairness"

    def ready(self) -> None:
        """Register facts and effects."""
        from xiezhi.fairness import acts, facts  # noqa: F401, PLC0415
