"""The diagram of the packages, drawn from the import statements of the code."""

import ast
from collections.abc import Iterator
from pathlib import Path

from xiezhi.config import env

PACKAGE = "xiezhi"
BEGIN = "<!-- imports: drawn by `make docs` -->"
END = "<!-- imports: end -->"
UNDRAWN = frozenset({"config", "cli"})  # deployment and commands point everywhere


def redraw(page: str, source: Path = env.ROOT / PACKAGE) -> str:
    """Return the page with its diagram drawn anew, at the end where it has none yet."""
    diagram = f"{BEGIN}\n```mermaid\n{mermaid(edges(source))}\n```\n{END}"
    if BEGIN not in page:
        return f"{page.rstrip()}\n\n{diagram}\n".lstrip()
    head, _, rest = page.partition(BEGIN)
    _, _, tail = rest.partition(END)
    return f"{head}{diagram}{tail}"


def edges(source: Path) -> set[tuple[str, str]]:
    """Return (importing, imported) for each pair of packages right under the source folder."""
    found = set()
    for path in source.glob("*/**/*.py"):
        importing = path.relative_to(source).parts[0]
        for module in imported(path):
            parts = module.split(".")
            if parts[0] == PACKAGE and len(parts) > 1 and (source / parts[1]).is_dir():
                found.add((importing, parts[1]))
    return {
        (importing, below)
        for importing, below in found
        if importing != below and not UNDRAWN & {importing, below}
    }


def imported(path: Path) -> Iterator[str]:
    """Yield the full name of every module that a file imports; imports are absolute here."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def mermaid(pairs: set[tuple[str, str]]) -> str:
    """Draw the pairs, without those that a chain of others implies; sorted, so it is stable."""
    drawn = sorted(pair for pair in pairs if not _implied(pair, pairs - {pair}))
    return "\n".join(["flowchart TD", *(f"    {a} --> {b}" for a, b in drawn)])


def _implied(pair: tuple[str, str], others: set[tuple[str, str]]) -> bool:
    reached: set[str] = set()
    frontier = {pair[0]}
    while frontier:
        frontier = {below for above, below in others if above in frontier} - reached
        reached |= frontier
    return pair[1] in reached
