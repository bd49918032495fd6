"""Compile the catalogues of the languages beside Chinese; needs no gettext."""

import argparse

import polib

from xiezhi.config import env

LOCALE = env.ROOT / "xiezhi" / "locale"


def add(parser: argparse.ArgumentParser) -> None:
    """Declare nothing: all catalogues are compiled."""


def run(arguments: argparse.Namespace) -> int:
    """Write each .mo beside its .po."""
    for path in sorted(LOCALE.glob("*/LC_MESSAGES/*.po")):
        polib.pofile(str(path)).save_as_mofile(str(path.with_suffix(".mo")))
    return 0
