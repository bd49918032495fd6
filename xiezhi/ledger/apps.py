"""The ledger as an app of Django."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """留痕: entries, their tree and its signed checkpoints."""

    name = "xiezhi.ledger"
    label = "ledger"
    verbose_name = "留痕"
