"""`python -m benchmarks [NAME…] [--quick]`: a figure, its yardstick, its goal, a line each."""

import argparse
import os
import signal
import sys
from collections.abc import Sequence
from importlib import import_module

from benchmarks.world import World, world

NAMES = ("act", "bulk", "ledger", "intake", "filings", "pages", "detect", "lot", "frauds", "rank")
BARE = frozenset({"detect", "lot", "rank"})
"""What needs no database."""


def main(arguments: list[str]) -> int:
    """Measure what is named, all where nothing is; 0 however slow it was."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(NAMES))
    parser.add_argument("--quick", action="store_true", help="a few seconds each, rougher")
    asked = parser.parse_args(arguments)
    if unknown := set(asked.names) - set(NAMES):
        parser.error(f"no such benchmark: {', '.join(sorted(unknown))}")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # servers and database go with us
    names = asked.names or NAMES
    if BARE.issuperset(names):
        _measure(names, None, quick=asked.quick)
    else:
        with world() as lent:
            _measure(names, lent, quick=asked.quick)
    return 0


def _measure(names: Sequence[str], lent: World | None, *, quick: bool) -> None:
    for name in names:
        load = os.getloadavg()[0]
        print(f"— {name} ({os.cpu_count()} cores, load {load:.1f})", flush=True)
        if lent is not None:
            lent.renew()
        for figure in import_module(f"benchmarks.{name}").figures(lent, quick=quick):
            print(figure, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
