"""Start, stop, empty or look at the embedded PostgreSQL."""

import argparse
import sys

from xiezhi.config import server
from xiezhi.config.postgres import DatabaseUnavailable, cluster
from xiezhi.lot import beside


def add(parser: argparse.ArgumentParser) -> None:
    """Declare what can be done."""
    parser.add_argument("what", choices=("start", "stop", "status", "reset"))


def run(arguments: argparse.Namespace) -> int:
    """Do it; 1 where the server does not start, or where `status` finds it stopped."""
    ours = cluster()
    try:
        if arguments.what == "start":
            server.start(ours)
        elif arguments.what == "stop":
            server.stop(ours)
        elif arguments.what == "reset":
            server.reset(ours)
            beside.forget()
    except DatabaseUnavailable as reason:
        print(reason, file=sys.stderr)
        return 1
    print(server.status(ours))
    return 1 if arguments.what == "status" and not server.answers(ours) else 0
