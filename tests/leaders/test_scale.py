"""A whole court of a hundred thousand cases: six statements, whatever the number."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories as make
from tests.leaders.court import YEAR, led
from tests.marks import article
from xiezhi.law.terms import Post, Seat
from xiezhi.leaders import rows
from xiezhi.leaders.completion import completions

pytestmark = [
    pytest.mark.django_db, pytest.mark.slow,
    article("法发〔2020〕26号", 8, 3),
]  # fmt: skip
CASES = 100_000
_CASES = """
insert into cases_case (court_id, division_id, kind, origin, state, procedure, number, title,
       cause_code, cause, claims, facts, circumstances, sealing_key, received_at, filed_on,
       judge_id, closed_on)
select %(court)s, %(division)s, 'civil_first', 'new', 'closed', 'ordinary_panel',
       '（测）' || n || '号', '', '9000', '民间借贷纠纷', '', '', '{}', '', %(at)s, %(day)s,
       (%(people)s::bigint[])[1 + n %% cardinality(%(people)s::bigint[])],
       %(day)s::date + n %% 300
  from generate_series(1, %(cases)s) n
"""
_SEATS = """
insert into cases_sitting (case_id, person_id, seat, since_at, reason)
select c.id, c.judge_id, 'handling', %(at)s, '' from cases_case c
 union all
select c.id, (%(people)s::bigint[])[1 + (c.id + 1) %% cardinality(%(people)s::bigint[])],
       'presiding', %(at)s, '' from cases_case c
"""


def test_completion_of_a_hundred_thousand_cases() -> None:
    home = led(40)
    people = [one.id for one in (*home.judges, *home.leaders.values())]
    given = {
        "court": home.court.id, "division": home.division.id, "people": people, "at": make.AT,
        "day": date(YEAR, 1, 2), "cases": CASES,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_CASES, given)
        cursor.execute(_SEATS, given)
        cursor.execute("analyze cases_case, cases_sitting")  # as autovacuum would have by now
    with CaptureQueriesContext(connection) as asked:
        found = completions([home.court.id], YEAR, date(YEAR, 12, 31))
    assert len(asked) == 6
    by_post = {one.post: one for one in found}
    each = CASES // len(people)
    for post in home.leaders:
        assert abs(by_post[post].sat(Seat.HANDLING) - each) <= 1
        assert by_post[post].sat(Seat.PRESIDING) > 0
    assert by_post[Post.PRESIDENT].average == sum(
        count
        for _, judge, _, count in rows.closed([home.court.id], date(YEAR, 1, 1), date(YEAR, 12, 31))
        if judge in {one.id for one in home.judges}
    ) / len(home.judges)
