"""The app of supervision."""

from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    """四类案件与监督."""

    name = "xiezhi.supervision"
    label = "supervision"

    def ready(self) -> None:
        """Register facts and effects."""
        from xiezhi.supervision import acts, facts  # noqa: F401, PLC0415
