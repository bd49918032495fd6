"""The app of the gate."""

from django.apps import AppConfig


class ActsConfig(AppConfig):
    """履职关口."""

    name = "xiezhi.acts"
    label = "acts"

    def ready(self) -> None:
        """Register the system checks and this app's effects."""
        from xiezhi.acts import checks, effects  # noqa: F401, PLC0415
