"""List every clause that the program cites, with its acts, rules and tests."""

import argparse
import ast
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from xiezhi.config import env
from xiezhi.law.outside import OUTSIDE
from xiezhi.law.powers import powers
from xiezhi.law.sources import UnknownSource, cite

OPINION = "法发〔2020〕26号"
Clause = tuple[str, int]


@dataclass
class Found:
    """条文去处: what stands on one clause; names of acts, rules and tests."""

    acts: list[str] = field(default_factory=list)
    rules: list[str] = field(default_factory=list)
    tests: list[str] = field(default_factory=list)


def add(parser: argparse.ArgumentParser) -> None:
    """Declare which source to show."""
    parser.add_argument("--source", help=f"only the clauses of this text, e.g. {OPINION}")


def run(arguments: argparse.Namespace) -> int:
    """Print the clauses; 1 where one of the opinion has neither an act nor a reason."""
    found = clauses()
    for (key, article), what in sorted(found.items()):
        if arguments.source in (None, key):
            _print(f"{key} 第{article}条", what)
    return _opinion(
        {article for key, article in found if key == OPINION and found[key, article].acts}
    )


def clauses() -> dict[Clause, Found]:
    """Return what stands on each clause, from the list, the rules' source and the tests'."""
    found: dict[Clause, Found] = defaultdict(Found)
    for act in powers().values():
        for cited in (act.source, *act.also):
            if cited.article:
                found[cited.key, cited.article].acts.append(f"{act.code} {act.name}")
    for path in sorted((env.ROOT / "xiezhi" / "law").rglob("*.py")):
        if "powers" not in path.parts:
            for clause, name in _calls(path, "cite"):
                found[clause].rules.append(name)
    for path in sorted((env.ROOT / "tests").rglob("test_*.py")):
        for clause, name in _calls(path, "article"):
            found[clause].tests.append(name)
    return found


def _calls(path: Path, function: str) -> Iterator[tuple[Clause, str]]:
    """Yield the clause of each call `function("text", number)` and where it stands."""
    for node in ast.parse(path.read_text("utf-8")).body:
        name = getattr(node, "name", "")
        where = f"{path.relative_to(env.ROOT)}{'::' + name if name else ''}"
        for call in ast.walk(node):
            if not isinstance(call, ast.Call) or getattr(call.func, "id", "") != function:
                continue
            words = [one.value for one in call.args if isinstance(one, ast.Constant)]
            if len(words) > 1 and isinstance(words[0], str) and isinstance(words[1], int):
                yield (words[0], words[1]), where


def _print(title: str, what: Found) -> None:
    print(title)
    for label, names in (("act", what.acts), ("rule", what.rules), ("test", what.tests)):
        for name in dict.fromkeys(names):
            print(f"    {label}  {name}")


def _opinion(with_acts: set[int]) -> int:
    """Print the articles outside and those that were forgotten."""
    print(f"\n{OPINION}: {len(with_acts)} articles with acts; outside:")
    for article, reason in OUTSIDE.items():
        print(f"    第{article}条  {reason.label}")
    wrong = [n for n in range(1, 29) if (n in with_acts) == (n in OUTSIDE)]
    for article in wrong:
        print(f"    第{article}条  has neither an act nor a reason, or both")
    return 1 if wrong else 0


def resolves(clause: Clause) -> bool:
    """Return whether the register of sources holds the clause."""
    try:
        cite(*clause)
    except UnknownSource:
        return False
    return True
