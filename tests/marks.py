"""Marks that tie a test to the law: `@rule("R5.9")` and `@article("法发〔2020〕26号", 5, 2)`."""

from __future__ import annotations

from typing import Any

import pytest


def rule(*ids: str) -> pytest.MarkDecorator:
    """Say which numbered rules the test proves."""
    assert ids, "name at least one rule"
    return pytest.mark.rule(*ids)


def article(number: str, article: int, paragraph: int | None = None) -> pytest.MarkDecorator:
    """Say which clause the test, or the class of tests, reads."""
    return pytest.mark.article(number, article, paragraph)


def marked(item: Any, name: str) -> list[Any]:
    """Return the arguments of every such mark on a test, its class's too."""
    return [argument for mark in item.iter_markers(name) for argument in mark.args]
