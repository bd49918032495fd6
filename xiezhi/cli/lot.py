"""Keys and policy of lots (抽签密钥与见证政策): what a court makes once and publishes."""
# ruff: noqa: PLC0415 - Django is set up first

import argparse
import sys

from xiezhi.cli.start import django_ready


def add(parser: argparse.ArgumentParser) -> None:
    """Declare what to do, for which court."""
    parser.add_argument("what", choices=("key", "policy", "courts"))
    parser.add_argument("court", nargs="?", help="the code of the court, for key and policy")


def run(arguments: argparse.Namespace) -> int:
    """Make a court's key, print its policy, or the lines that a witness is given; 2 if unknown."""
    if arguments.what != "courts" and not arguments.court:
        print("which court? its code", file=sys.stderr)
        return 2
    django_ready()
    from xiezhi.assignment.policies import lines_for_witnesses, policy_of
    from xiezhi.lot.keys import LotKeyMissing, court_keys
    from xiezhi.people.models import Court

    try:
        if arguments.what == "courts":
            print("\n".join(lines_for_witnesses()))
            return 0
        court = Court.objects.filter(code=arguments.court).first()
        if court is None:
            print(f"没有代字为 {arguments.court} 的法院 no such court", file=sys.stderr)
            return 2
        if arguments.what == "key":
            print(f"court {court.code} {court_keys().make(court.code).hex()}")
            return 0
        print(policy_of(court).text(), end="")
    except LotKeyMissing as reason:
        print(reason, file=sys.stderr)
        return 1
    return 0
