"""What the program says in Chinese, read from its source: texts of pages, sentences of the law."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import polib

import xiezhi

ROOT = Path(xiezhi.__file__).parent
CATALOGUE = polib.pofile(str(ROOT / "locale" / "en" / "LC_MESSAGES" / "django.po"))
CHINESE = re.compile(r"[\u4e00-\u9fff]")
GETTEXT = frozenset({"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext"})


def english(context: str | None) -> dict[str, str]:
    """Return the entries of one context: the Chinese with its English."""
    known = {one.msgid: one.msgstr for one in CATALOGUE if one.msgctxt == context and one.msgstr}
    plural = {one.msgid: one.msgstr_plural[1] for one in CATALOGUE if one.msgid_plural}
    return known if context else {**plural, **known}


def template(node: ast.Constant | ast.JoinedStr) -> str:
    """Return a literal as it stands in the catalogue: an f-string with {0}, {1} for its values."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    found, place = "", 0
    for part in node.values:
        if isinstance(part, ast.Constant):
            found += str(part.value)
        else:
            found += f"{{{place}}}"
            place += 1
    return found


def value(literal: str) -> str:
    """Return what a string literal of the source says."""
    return str(ast.literal_eval(literal))


def marked(tree: ast.AST) -> Iterator[str]:
    """Yield each Chinese text that a module hands to gettext."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name(node.func) in GETTEXT:
            for part in node.args:
                if isinstance(part, ast.Constant) and CHINESE.search(str(part.value)):
                    yield str(part.value)


def labelled(tree: ast.AST) -> Iterator[str]:
    """Yield each Chinese label or hint that a module asks for with `ask`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name(node.func) == "ask":
            for part in (*node.args[:1], *(one.value for one in node.keywords)):
                if isinstance(part, ast.Constant) and CHINESE.search(str(part.value)):
                    yield str(part.value)


def literals(tree: ast.AST, *, calls: frozenset[str], terms: bool) -> Iterator[tuple[int, str]]:
    """Yield (line, text) of each Chinese literal outside docstrings and the named calls.

    `terms` says whether members of terms count, which the walk over all terms knows anyway.
    """
    skipped: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            skipped.add(id(node.value))
        elif isinstance(node, ast.JoinedStr):
            skipped |= {id(part) for part in node.values if isinstance(part, ast.Constant)}
        elif (isinstance(node, ast.Call) and _name(node.func) in calls) or (
            isinstance(node, ast.ClassDef)
            and not terms
            and any(_name(base) == "Term" for base in node.bases)
        ):
            skipped |= {id(part) for part in ast.walk(node)}
    for node in ast.walk(tree):
        if id(node) in skipped:
            continue
        if isinstance(node, ast.JoinedStr) or (
            isinstance(node, ast.Constant) and isinstance(node.value, str)
        ):
            text = template(node)
            if CHINESE.search(text):
                yield node.lineno, text


def _name(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def modules(*places: str) -> Iterator[tuple[str, ast.Module]]:
    """Yield each module below the places of the package with its tree."""
    for place in places:
        path = ROOT / place
        for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            yield file.relative_to(ROOT).as_posix(), ast.parse(file.read_text("utf-8"))
