"""Folders for platforms of a test's own; what a killed run left behind, the next one removes."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from xiezhi.config import server
from xiezhi.config.postgres import cluster

PREFIX = "xz-"


@contextmanager
def own_folder(mode: int = 0o755) -> Iterator[Path]:
    """Lend a folder that is named by this process and removed afterwards."""
    made = tempfile.TemporaryDirectory(prefix=f"{PREFIX}{os.getpid()}-", ignore_cleanup_errors=True)
    with made as folder:
        Path(folder).chmod(mode)
        yield Path(folder)


def sweep() -> list[Path]:
    """Stop the servers of test runs that are gone, and remove their folders; return these."""
    gone = [
        folder
        for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}[0-9]*-*")
        if not Path(f"/proc/{folder.name.split('-')[1]}").exists()
    ]
    for folder in gone:
        state = folder / ".run"
        for home in state.glob("pg*/data"):
            server.stop(replace(cluster(""), state=state, name=home.parent.name))
        shutil.rmtree(folder, ignore_errors=True)
    server.sweep()
    return gone
