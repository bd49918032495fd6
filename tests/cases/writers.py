"""Which effects write the rows that a panel's result is made of, read from the syntax trees."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROWS = frozenset({"Ballot", "DeliberationResult", "Signature"})
MODELS = "xiezhi.cases.models"
_REVERSE = frozenset({"ballots", "results", "result", "signatures"})
_MAKES = frozenset({"create", "bulk_create", "get_or_create", "update_or_create"})
_CHANGES = _MAKES | {"update", "bulk_update", "delete", "raw_delete", "change_id", "save"}
_SQL = re.compile(
    r"(insert\s+into|update|delete\s+from|truncate|merge\s+into|copy)\s+(table\s+)?\"?"
    r"cases_(ballot|deliberationresult|signature)\b",
    re.IGNORECASE,
)


@dataclass
class Written:
    """What one module does to these rows: by which functions, under which acts."""

    places: set[str] = field(default_factory=set)
    """`row in function`, a module's own level as `-`."""
    acts: set[str] = field(default_factory=set)
    """Names of the constants in `@effect(…)` from which such a function is reached."""
    changes: set[str] = field(default_factory=set)
    """Lines that change or remove such rows, or write them in SQL."""


def written(source: str) -> Written:
    """Return what a module does to ballots, results and signatures."""
    tree = ast.parse(source)
    names = dict(_imported(tree))
    found = Written()
    functions = {n.name: n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)}
    makers = set()
    for owner, node in _owned(tree):
        if isinstance(node, ast.Call) and (row := _made(node, names)):
            found.places.add(f"{row} in {owner}")
            makers.add(owner)
        if what := _changed(node, names):
            found.changes.add(f"{getattr(node, 'lineno', 0)}: {what}")
    for function in functions.values():
        if _reached(function, functions) & makers:
            found.acts.update(_effects(function))
    return found


def by_module(package: Path) -> dict[str, Written]:
    """Return the modules of a package that do anything to these rows; migrations are not read."""
    known = {
        path.relative_to(package).as_posix(): written(path.read_text(encoding="utf-8"))
        for path in sorted(package.rglob("*.py"))
        if "migrations" not in path.parts
    }
    return {name: what for name, what in known.items() if what.places or what.changes}


def _imported(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Yield (name here, row) of what a module imports; a module of models as `name.`."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.ImportFrom | ast.Import):
            continue
        of = node.module or "" if isinstance(node, ast.ImportFrom) else ""
        for alias in node.names:
            whole = f"{of}.{alias.name}".strip(".")
            if of.startswith(MODELS) and alias.name in ROWS:
                yield alias.asname or alias.name, alias.name
            elif whole.startswith(MODELS):
                yield f"{alias.asname or alias.name}.", ""


def _owned(tree: ast.Module) -> Iterator[tuple[str, ast.AST]]:
    """Yield every node with the name of the outermost function that it stands in."""
    for top in ast.iter_child_nodes(tree):
        for node in ast.walk(top):
            yield getattr(top, "name", "-"), node


def _row(node: ast.expr, names: dict[str, str]) -> str:
    said = ast.unparse(node)
    if said in names:
        return names[said]
    module, _, name = said.rpartition(".")
    return name if name in ROWS and f"{module}." in names else ""


def _made(call: ast.Call, names: dict[str, str]) -> str:
    """Return the row that a call makes: by its class, a manager, a case's own set."""
    if row := _row(call.func, names):
        return row
    if not isinstance(call.func, ast.Attribute) or call.func.attr not in _MAKES:
        return ""
    owner = call.func.value
    if isinstance(owner, ast.Attribute) and owner.attr in _REVERSE:
        return owner.attr
    inner = owner.value if isinstance(owner, ast.Attribute) else owner
    return _row(inner, names)


def _changed(node: ast.AST, names: dict[str, str]) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and _SQL.search(node.value):
        return "SQL"
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return ""
    if node.func.attr not in _CHANGES - _MAKES:
        return ""
    inside = [part for part in ast.walk(node) if isinstance(part, ast.expr)]
    rows = {_row(part, names) for part in inside if isinstance(part, ast.Name | ast.Attribute)}
    sets = {part.attr for part in inside if isinstance(part, ast.Attribute)} & _REVERSE
    return f".{node.func.attr}()" if (rows & ROWS) or sets else ""


def _reached(function: ast.FunctionDef, functions: dict[str, ast.FunctionDef]) -> set[str]:
    """Return the functions of the module that one names, itself included, at any remove."""
    seen: set[str] = set()
    waiting = [function.name]
    while waiting:
        name = waiting.pop()
        if name in functions and name not in seen:
            seen.add(name)
            waiting += [n.id for n in ast.walk(functions[name]) if isinstance(n, ast.Name)]
    return seen


def _effects(function: ast.FunctionDef) -> Iterator[str]:
    for mark in function.decorator_list:
        if isinstance(mark, ast.Call) and ast.unparse(mark.func).split(".")[-1] == "effect":
            yield ast.unparse(mark.args[0]).split(".")[-1]
