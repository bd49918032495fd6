"""The command `xiezhi`: puts the sub-commands together; what they do lies in their modules."""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec

# Each is a module of this package with `add(parser)` and `run(arguments) -> int`.
COMMANDS = (
    "db",
    "assets",
    "messages",
    "migrate",
    "serve",
    "check",
    "docs",
    "demo",
    "law",
    "ledger",
    "verify",
    "audit_draws",
    "lot",
    "witness",
    "intake",
    "import_judgments",
    "detect",
    "train_detection",
    "similar",
    "predict_charges",
    "train_similar",
)


def parser() -> argparse.ArgumentParser:
    """Return the parser with every sub-command."""
    whole = argparse.ArgumentParser(prog="xiezhi", description="獬豸: a platform for courts.")
    parts = whole.add_subparsers(metavar="COMMAND", required=True)
    for name in COMMANDS:
        if find_spec(f"xiezhi.cli.{name}") is None:
            continue
        command = import_module(f"xiezhi.cli.{name}")
        summary = (command.__doc__ or "").partition("\n")[0]
        part = parts.add_parser(name.replace("_", "-"), help=summary, description=summary)
        command.add(part)
        part.set_defaults(run=command.run)
    return whole


def main(words: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status; an interrupt ends it with 130."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xiezhi.config.settings")
    arguments = parser().parse_args(words)
    try:
        return int(arguments.run(arguments))
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
