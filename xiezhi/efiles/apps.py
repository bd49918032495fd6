"""The app of efiles."""

from django.apps import AppConfig


class EfilesConfig(AppConfig):
    """电子卷宗."""

    name = "xiezhi.efiles"
    label = "efiles"

    def ready(self) -> None:
        """Register facts and effects."""
        from xiezhi.efiles import acts, facts  # noqa: F401, PLC0415
