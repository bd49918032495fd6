"""The rules of the house that no linter knows, as functions over syntax trees.

Rows are written by effects only; the law reads no clock and imports nothing but the standard
library; modules and functions stay short.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

LINES_MAX = 400
FUNCTION_LINES_MAX = 40

# The gate flushes what effects collect, the ledger appends, jobs move queues along.
WRITERS = ("acts/*.py", "ledger/*.py", "*/jobs.py", "*/migrations/*.py", "config/*.py")
EFFECTS = ("*/acts.py", "*/acts/*.py")
CLOCKED = ("web/*", "api/*", "cli/*", "config/*", "*/jobs.py", "*/migrations/*")
EXEMPT = {
    "people/sessions.py": "signing in is no act on the list: nothing of a court changes by it",
    "people/preferences.py": "a saved view is one's own: nobody else sees it, no court changes",
    "people/middleware.py": "the moment of a request is read where the request comes in",
    "install/roster.py": "nobody can be appointed by an act before somebody may appoint",
    "cases/clocks.py": "effects of several files keep the clock of a case with it",
}
"""Single files that write or read the clock, each with the reason."""

_MANAGER_WRITES = frozenset({
    "create", "bulk_create", "bulk_update", "get_or_create", "update_or_create",
    "acreate", "abulk_create", "aget_or_create", "aupdate_or_create", "raw_delete",
})  # fmt: skip
_WRITING_SQL = re.compile(r"^\s*(insert|update|delete|truncate|merge|copy)\b", re.IGNORECASE)
_CLOCKS = frozenset({
    "datetime.now", "datetime.today", "datetime.utcnow", "date.today", "timezone.now",
    "timezone.localdate", "time.time", "localdate", "Now",
})  # fmt: skip


@dataclass(frozen=True)
class Breach:
    """One line that breaks a rule of the house."""

    path: Path
    line: int
    says: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.says}"


def breaches(package: Path) -> list[Breach]:
    """Return every breach in a package, in the order of its files."""
    return [
        breach
        for path in sorted(package.rglob("*.py"))
        for breach in breaches_of(path.relative_to(package), path.read_text(encoding="utf-8"))
    ]


def breaches_of(path: Path, source: str) -> Iterator[Breach]:
    """Yield the breaches of one file, whose path is given from the package's folder."""
    tree = ast.parse(source)
    if not path.match("*/migrations/*.py"):
        yield from _too_long(path, source, tree)
    if path.parts[0] == "law":
        yield from _foreign_imports(path, tree)
    if path.as_posix() in EXEMPT:
        return
    if not _among(path, CLOCKED):
        yield from _clocks(path, tree)
    if path.parts[0] != "acts" and any(path.match(pattern) for pattern in EFFECTS):
        yield from _writes(path, tree, in_effects_file=True)
    elif not _among(path, WRITERS):
        yield from _writes(path, tree, in_effects_file=False)


def _among(path: Path, patterns: tuple[str, ...]) -> bool:
    """Return whether a file is one of these, or lies anywhere below a folder that they name."""
    tops = {pattern.partition("/")[0] for pattern in patterns} - {"*"}
    anywhere = [pattern for pattern in patterns if pattern.startswith("*")]
    return path.parts[0] in tops or any(path.match(pattern) for pattern in anywhere)


def _too_long(path: Path, source: str, tree: ast.Module) -> Iterator[Breach]:
    lines = source.count("\n")
    if lines > LINES_MAX:
        yield Breach(path, LINES_MAX, f"{lines} lines, {LINES_MAX} at most")
    for node in _functions(tree):
        length = (node.end_lineno or node.lineno) - node.lineno + 1
        if length > FUNCTION_LINES_MAX:
            yield Breach(
                path, node.lineno, f"{node.name}: {length} lines, {FUNCTION_LINES_MAX} at most"
            )


def _foreign_imports(path: Path, tree: ast.Module) -> Iterator[Breach]:
    allowed = sys.stdlib_module_names
    for node in ast.walk(tree):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names = [node.module]
        for name in names:
            if name.split(".")[0] not in allowed and not (name + ".").startswith("xiezhi.law."):
                yield Breach(path, node.lineno, f"the law imports {name}; standard library only")


def _clocks(path: Path, tree: ast.Module) -> Iterator[Breach]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = ".".join(ast.unparse(node.func).split(".")[-2:])
            if name in _CLOCKS or name.split(".")[-1] == "Now":
                yield Breach(path, node.lineno, f"{name}() reads a clock; pass the time in")


def _writes(path: Path, tree: ast.Module, *, in_effects_file: bool) -> Iterator[Breach]:
    flushed = {id(node) for one in _batched(tree) for node in ast.walk(one)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and id(node) not in flushed and (what := _written(node)):
            place = "an effect collects rows with `write`" if in_effects_file else "an act writes"
            yield Breach(path, node.lineno, f"{what} writes rows; {place}")
    for function in _functions(tree):
        if _collects(function) and not (in_effects_file and _is_effect(function)):
            yield Breach(path, function.lineno, f"{function.name} uses `write`, but is no @effect")


def _batched(tree: ast.Module) -> list[ast.AST]:
    """Return what `write.batch(…)` and `write.ahead(…)` are given, and what that calls."""
    known = {function.name: function for function in _functions(tree)}
    waiting = [
        argument.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("write.batch", "write.ahead")
        for argument in node.args
        if isinstance(argument, ast.Name)
    ]
    found: dict[str, ast.AST] = {}
    while waiting:
        name = waiting.pop()
        if name in known and name not in found:
            found[name] = known[name]
            waiting += [
                node.func.id
                for node in ast.walk(known[name])
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
            ]
    return list(found.values())


def _written(call: ast.Call) -> str:
    """Return how a call writes rows, or an empty string."""
    if not isinstance(call.func, ast.Attribute):
        return ""
    name, owner = call.func.attr, ast.unparse(call.func.value)
    if name in _MANAGER_WRITES and (".objects" in owner or name.lstrip("a") != "create"):
        return f".{name}()"
    if name in {"save", "asave", "delete", "adelete"} and not call.args and not _is_file(owner):
        return f".{name}()"
    if name in {"update", "aupdate"} and call.keywords and not call.args:
        return f".{name}()"
    if name in {"execute", "executemany", "copy"} and call.args and _is_writing_sql(call.args[0]):
        return f".{name}(…)"
    return ""


def _is_file(owner: str) -> bool:
    return owner.split(".")[-1] in {"storage", "path", "buffer"}


def _is_writing_sql(argument: ast.expr) -> bool:
    texts = (part.value for part in ast.walk(argument) if isinstance(part, ast.Constant))
    first = next((text for text in texts if isinstance(text, str)), "")
    return bool(_WRITING_SQL.match(first))


def _collects(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    return any(
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "write"
        for node in ast.walk(function)
    )


def _is_effect(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Return whether an effect, or the helper of one, which is handed its `write`."""
    handed = any(argument.arg == "write" for argument in function.args.args)
    names = [ast.unparse(mark).partition("(")[0] for mark in function.decorator_list]
    return handed and (
        function.name.startswith("_") or "effect" in {n.split(".")[-1] for n in names}
    )


def _functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node
