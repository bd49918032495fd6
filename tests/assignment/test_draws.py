"""Pools and draws on the database."""

from __future__ import annotations

import pytest

from tests.factories import drawn, make_bench

pytestmark = pytest.mark.django_db(transaction=True)


def test_smoke():
    bench = make_bench(5)
    case = drawn(bench)
    assert case.judge_id in {j.id for j in bench.judges}
