"""The app of triage."""

from django.apps import AppConfig


class TriageConfig(AppConfig):
    """繁简分流."""

    name = "xiezhi.triage"
    label = "triage"

    def ready(self) -> None:
        """Register facts and effects."""
        from xiezhi.triage import acts  # noqa: F401, PLC0415
