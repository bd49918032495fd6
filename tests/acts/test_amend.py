"""Correcting what was entered at filing: structured facts stay whole."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.factories import a_filing, do, filed, make_bench, refresh
from xiezhi.law.powers.filing import AMEND, Amendment
from xiezhi.law.terms import Post

pytestmark = pytest.mark.django_db


def test_a_corrected_amount_reaches_the_gates_and_leaves_the_other_circumstances():
    bench = make_bench(1)
    case = filed(bench, a_filing(amount=Decimal(50_000), money_only=True))
    wish = Amendment(reason="诉讼请求中的金额抄写有误", amount=Decimal(80_000))
    do(AMEND, bench.as_(Post.FILING_OFFICER), case.id, wish)
    known = refresh(case).circumstances
    assert (known["amount"], known["money_only"], known["clear"]) == ("80000", True, True)
