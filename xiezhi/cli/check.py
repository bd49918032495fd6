"""Check this installation: settings, the register of law, migrations that are missing."""

import argparse
import subprocess
import sys

from xiezhi.config import env


def add(parser: argparse.ArgumentParser) -> None:
    """Declare nothing: there is one way to check."""


def run(arguments: argparse.Namespace) -> int:
    """Run Django's system checks, ours among them; in production those for deployment too."""
    deploy = ("--deploy", "--fail-level=WARNING") if env.PRODUCTION else ()
    failed = 0
    for words in (("check", *deploy), ("makemigrations", "--check", "--dry-run")):
        done = subprocess.run([sys.executable, "-m", "django", *words], check=False)  # noqa: S603
        failed |= done.returncode
    return 1 if failed else 0
