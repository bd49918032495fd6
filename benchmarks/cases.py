"""Cases to measure on, made by the gate as everywhere."""

from collections.abc import Sequence

from tests.factories import AT, Bench, a_filing
from xiezhi.acts.gate import perform_many
from xiezhi.acts.types import Wish
from xiezhi.law.act import Act, Nothing
from xiezhi.law.powers.filing import RECEIVE, REGISTER
from xiezhi.law.terms import Post


def received(bench: Bench, count: int) -> list[int]:
    """Return the numbers of cases that were received."""
    wishes = [Wish(bench.court.id, a_filing()) for _ in range(count)]
    outcomes = perform_many(RECEIVE, bench.as_(Post.FILING_OFFICER), wishes, at=AT)
    assert all(outcome.accepted for outcome in outcomes), "every filing is another case"
    return [outcome.subject for outcome in outcomes]


def registered(bench: Bench, count: int) -> list[int]:
    """Return the numbers of cases that were received and registered."""
    cases = received(bench, count)
    on_all(REGISTER, bench, cases)
    return cases


def on_all(act: Act, bench: Bench, cases: Sequence[int], data: object = None) -> None:
    """Have the filing officer do one act on many cases."""
    wishes = [Wish(case, Nothing() if data is None else data) for case in cases]
    outcomes = perform_many(act, bench.as_(Post.FILING_OFFICER), wishes, at=AT)
    assert all(outcome.accepted for outcome in outcomes), f"{act.code} is taken for granted here"
