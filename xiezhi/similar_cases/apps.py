"""Similar cases as an app of Django."""

from django.apps import AppConfig


class SimilarCasesConfig(AppConfig):
    """类案检索: published judgments and their index."""

    name = "xiezhi.similar_cases"
    label = "similar_cases"
    verbose_name = "类案检索"

    def ready(self) -> None:
        """Register the effects."""
        from xiezhi.similar_cases import acts  # noqa: F401, PLC0415
