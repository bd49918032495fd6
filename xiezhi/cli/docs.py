"""Write the documents that are generated from the code, or check that they are up to date."""

import argparse
import difflib
import sys
from collections.abc import Callable
from pathlib import Path

from xiezhi.cli import import_graph, law_pages
from xiezhi.config import env

DOCS = env.ROOT / "docs"

# File under docs/ and what makes its text out of the text that stands there.
PAGES: dict[str, Callable[[str], str]] = {
    "architecture.md": import_graph.redraw,
    "glossary.md": law_pages.glossary,
    "powers.md": law_pages.powers_page,
    "powers.json": law_pages.powers_data,
}


def add(parser: argparse.ArgumentParser) -> None:
    """Declare whether to write or to compare."""
    parser.add_argument("--check", action="store_true", help="change nothing; show the difference")


def run(arguments: argparse.Namespace) -> int:
    """Write each page that changed; with --check 1 and the difference where one would change."""
    stale = 0
    for name, make in PAGES.items():
        path = DOCS / name
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        after = make(before)
        if after == before:
            continue
        stale = 1
        if arguments.check:
            sys.stdout.writelines(_difference(path, before, after))
        else:
            path.parent.mkdir(exist_ok=True)
            path.write_text(after, encoding="utf-8")
            print(f"wrote docs/{name}")
    return stale if arguments.check else 0


def _difference(path: Path, before: str, after: str) -> list[str]:
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    return list(difflib.unified_diff(old, new, f"docs/{path.name}", "as the code has it"))
