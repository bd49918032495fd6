"""The app of archives."""

from django.apps import AppConfig


class ArchivesConfig(AppConfig):
    """档案."""

    name = "xiezhi.archives"
    label = "archives"

    def ready(self) -> None:
        """Register facts and effects."""
        from xiezhi.archives import acts, facts  # noqa: F401, PLC0415
