"""The app of recognition."""

from django.apps import AppConfig


class RecognitionConfig(AppConfig):
    """四类案件识别."""

    name = "xiezhi.recognition"
    label = "recognition"
