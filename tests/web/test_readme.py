"""The README of the pages: its examples run and draw, and it leaves no component out."""

import re
from pathlib import Path

from django.template import Context, Template

from xiezhi import web
from xiezhi.web import components
from xiezhi.web.components import Part

TEXT = (Path(web.__file__).parent / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"```python\n(.*?)```", TEXT, re.S)


def test_every_example_draws() -> None:
    names: dict[str, object] = {}
    for block in BLOCKS:
        exec(block, names)
    parts = [part for part in names.values() if isinstance(part, Part)]
    assert len(parts) > 35
    for part in parts:
        drawn = Template("{% load xiezhi %}{% draw part %}").render(Context({"part": part}))
        assert drawn.strip()


def test_no_component_is_left_out() -> None:
    assert [name for name in components.__all__ if not re.search(rf"\b{name}\b", TEXT)] == ["Part"]
