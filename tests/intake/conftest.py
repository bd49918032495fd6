"""A migrated database with a court, on a server that tests may kill."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.intake.killable import COURT, Place
from tests.places import own_folder
from xiezhi.config import server
from xiezhi.config.database import APPLICATION, NAME
from xiezhi.config.postgres import Cluster, DatabaseUnavailable, cluster


@pytest.fixture
def own() -> Iterator[Cluster]:
    """An embedded server that may be killed, in a state folder of its own."""
    with own_folder() as folder:
        try:
            made = replace(cluster(""), state=folder / ".run")
            server.start(made)
        except DatabaseUnavailable as reason:
            pytest.skip(f"no server of its own here: {reason}")
        yield made
        server.stop(made)


@pytest.fixture
def place(own: Cluster) -> Place:
    """A migrated database with a court, on the server that may be killed."""
    left = ("DATABASE_URL", "OWNER_DATABASE_URL", "XIEZHI_PG_BIN")
    ours = {key: value for key, value in os.environ.items() if key not in left}
    ours |= {"DJANGO_SETTINGS_MODULE": "xiezhi.config.settings", "XIEZHI_STATE": str(own.state)}
    made = Place(ours, f"host={own.home} user={APPLICATION} dbname={NAME}", 0, "")
    for words in (("-m", "xiezhi.cli", "migrate"), ("-c", COURT)):
        done = made.run(*words)
        assert done.returncode == 0, done.stderr
    court, token = done.stdout.split()[-2:]
    return replace(made, court=int(court), token=token)
