"""The app of cases."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """案件."""

    name = "xiezhi.cases"
    label = "cases"

    def ready(self) -> None:
        """Register the kind of subject, its facts and the effects."""
        from xiezhi.cases import acts, facts  # noqa: F401, PLC0415
