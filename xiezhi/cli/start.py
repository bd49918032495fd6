"""Starting Django for a command that needs the database."""

from xiezhi.config import database, server
from xiezhi.config.postgres import cluster


def django_ready() -> None:
    """Start the embedded server where there is no other, then Django."""
    if not database.URL:
        server.start(cluster())
    import django  # noqa: PLC0415 - commands that need no database start fast without it

    django.setup()
