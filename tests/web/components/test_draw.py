"""Drawing: every component is on the page of components, and no template needs inline code."""

import re
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from django.template import Context, Template
from django.test import Client

from xiezhi import web
from xiezhi.web import components
from xiezhi.web.components import Cell, Column, Part, Row, Table, Tag
from xiezhi.web.dev import figures, lists, samples, small
from xiezhi.web.templatetags.xiezhi import icons, ordinal

pytestmark = pytest.mark.django_db

PAGES = (
    "/dev/components", "/dev/case", "/dev/party", "/dev/dialog", "/dev/dialog?refused=1",
)  # fmt: skip


@pytest.fixture
def client() -> Client:
    return Client(HTTP_HOST="localhost")


def draw(part: Any) -> str:
    return Template("{% load xiezhi %}{% draw part %}").render(Context({"part": part}))


def parts_in(value: Any) -> list[Part]:
    """Return every component within a sample."""
    if isinstance(value, (tuple, list)):
        return [part for one in value for part in parts_in(one)]
    if not is_dataclass(value) or isinstance(value, type):
        return []
    inner = [part for field in fields(value) for part in parts_in(getattr(value, field.name))]
    return [value, *inner] if isinstance(value, Part) else inner


SAMPLES = [
    part
    for module in (samples, small, figures, lists)
    for value in vars(module).values()
    for part in parts_in(value)
] + parts_in([samples.fields(), samples.dialog(refused=True, modal=True), lists.cases(True)])


class TestPages:
    @pytest.mark.parametrize("page", PAGES)
    def test_a_page_carries_nothing_that_the_policy_forbids(
        self, client: Client, page: str
    ) -> None:
        answer = client.get(page)
        assert answer.status_code == 200
        html = answer.content.decode()
        assert not re.search(r"\sstyle=|\son[a-z]+=|javascript:", html)
        scripts = re.findall(r"<script\b[^>]*>", html)
        assert scripts
        assert all(" src=" in one or 'type="application/json"' in one for one in scripts)

    @pytest.mark.parametrize("page", PAGES)
    def test_ids_are_unique(self, client: Client, page: str) -> None:
        html = re.sub(
            r"<template>.*?</template>", "", client.get(page).content.decode(), flags=re.S
        )
        ids = re.findall(r'\sid="([^"]+)"', html)
        assert sorted(ids) == sorted(set(ids))

    def test_the_dialog_alone_answers_htmx(self, client: Client) -> None:
        html = client.get("/dev/dialog", HTTP_HX_REQUEST="true").content.decode()
        assert "<html" not in html
        assert 'hx-post="/dev/dialog?refused=1"' in html
        assert "csrfmiddlewaretoken" in html


class TestComponents:
    def test_each_has_a_sample(self) -> None:
        known = {
            value
            for value in vars(components).values()
            if isinstance(value, type) and issubclass(value, Part) and value is not Part
        }
        drawn = {type(part) for part in SAMPLES}
        assert known - drawn == set()

    def test_each_template_belongs_to_one(self) -> None:
        folder = Path(web.__file__).parent / "templates"
        for part in SAMPLES:
            assert (folder / part.template).is_file()

    @pytest.mark.parametrize("part", SAMPLES, ids=lambda part: type(part).__name__)
    def test_what_was_typed_cannot_become_markup(self, part: Part) -> None:
        names = [f.name for f in fields(part) if isinstance(getattr(part, f.name), str)]  # type: ignore[arg-type]
        closed = {"kind", "tone", "state", "force", "icon", "key"}
        hostile = {name: '"><script>alert(1)</script>' for name in names if name not in closed}
        assert "<script>alert" not in draw(replace(part, **hostile))  # type: ignore[type-var]

    def test_no_row_or_cell_becomes_markup(self) -> None:
        bad = '"><script>alert(1)</script>'
        cell = Cell(text=bad, href=bad, sub=bad, strong=True, parts=(Tag(bad),))
        columns = (Column(bad), Column(bad, hidden_label=True), Column(bad, end=True))
        rows = (Row(cells=(cell,) * 3, id=bad, name=bad), Row(group=bad, group_late=True))
        table = Table(label=bad, columns=columns, rows=rows, totals=(cell,) * 3, caption=bad)
        for shape in ({}, {"select": True}, {"labels": True, "stack": True}):
            assert "<script>alert" not in draw(replace(table, **shape))  # type: ignore[arg-type]


class TestActs:
    def test_what_cannot_be_done_has_no_button_but_reason_remedy_and_source(self) -> None:
        html = draw(samples.REFUSED[0])
        assert "btn" not in html
        assert "评议未完成" in html
        assert "看全部 4 项理由" in html
        assert "法院组织法 第32条" in html

    def test_a_duty_due_within_two_days_takes_the_main_button(self) -> None:
        main = ["btn-main" in draw(entry) for entry in samples.DUTIES]
        assert main == [True, True, False]

    def test_where_the_law_knows_no_remedy_the_page_says_so(self) -> None:
        assert "无，法律不许" in draw(samples.REFUSED[2])


class TestSealed:
    def test_a_sealed_or_missing_ballot_never_shows_its_text(self) -> None:
        for ballot in small.BALLOTS.items:
            secret = replace(ballot, opinion="驳回诉讼请求", reasons="理由从略")
            html = draw(replace(small.BALLOTS, items=(secret,)))
            assert ("驳回诉讼请求" in html) is (ballot.state == "opened")
            assert ("理由从略" in html) is (ballot.state == "opened")


class TestCharts:
    def test_the_table_shows_the_numbers_that_are_drawn(self) -> None:
        chart = figures.CHARTS[0]
        html = draw(chart)
        table = html[html.index("<tbody>") : html.index("</tbody>")]
        assert re.findall(r'class="end">(\d+)<', table) == [
            str(part.values[place]) for place in range(4) for part in chart.series
        ]

    def test_one_point_is_no_trend(self) -> None:
        assert "只有一期" in draw(figures.CHARTS[4])

    def test_no_data_draws_no_axis(self) -> None:
        html = draw(figures.CHARTS[5])
        assert "data-chart" not in html
        assert "本季没有超审限的案件" in html


class TestSmall:
    def test_findings_are_numbered_in_chinese(self) -> None:
        assert [ordinal(n) for n in (1, 4, 10, 11, 20, 35, 100)] == [
            "一", "四", "十", "十一", "二十", "三十五", "100",
        ]  # fmt: skip

    def test_an_unknown_icon_is_an_error_of_the_programmer(self) -> None:
        with pytest.raises(KeyError):
            Template('{% load xiezhi %}{% icon "nothing" %}').render(Context())
        assert len(icons()) > 25
