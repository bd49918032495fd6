"""审限: what holds for every clock, whatever its days."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.marks import rule
from xiezhi.law.calendar import DAY, shipped
from xiezhi.law.time_limits import (
    LIMITS,
    Authority,
    Clock,
    Exclusion,
    ExclusionGround,
    Extension,
    Length,
    Unit,
    add_months,
    days_left,
    days_used,
    due,
    gauge,
    overdue,
)

CALENDAR = shipped()
examples = settings(max_examples=60, deadline=None)

KEYS = sorted(k for k, row in LIMITS.items() if row.unit and not row.in_hours)
days = st.dates(date(2022, 1, 1), date(2026, 6, 30))
grounds = st.sampled_from(list(ExclusionGround))


@st.composite
def exclusions(draw: st.DrawFn, start: date) -> Exclusion:
    first = start + timedelta(days=draw(st.integers(0, 300)))
    length = timedelta(days=draw(st.integers(1, 90)))
    return Exclusion(first, first + length, draw(grounds), "文书")


@st.composite
def clocks(draw: st.DrawFn) -> Clock:
    start = draw(days)
    extended = st.builds(
        Extension,
        st.builds(Length, st.integers(1, 6), st.sampled_from([Unit.DAYS, Unit.MONTHS])),
        st.just(Authority.PRESIDENT),
        st.just(start),
    )
    return Clock(
        draw(st.sampled_from(KEYS)),
        start,
        draw(st.booleans()),
        tuple(draw(st.lists(exclusions(start), max_size=4))),
        tuple(draw(st.lists(extended, max_size=2))),
    )


@rule("TL1")
class TestExclusions:
    @examples
    @given(clocks(), st.randoms())
    def test_their_order_does_not_matter(self, clock: Clock, random: object) -> None:
        turned = list(clock.exclusions)
        random.shuffle(turned)  # type: ignore[attr-defined]
        other = Clock(clock.limit, clock.start, clock.in_custody, tuple(turned), clock.extensions)
        assert due(clock, CALENDAR) == due(other, CALENDAR)

    @examples
    @given(clocks())
    def test_the_same_days_count_once(self, clock: Clock) -> None:
        twice = clock
        for exclusion in clock.exclusions:
            twice = twice.excluding(exclusion)
        assert due(clock, CALENDAR) == due(twice, CALENDAR)

    @examples
    @given(clocks(), st.data())
    def test_one_more_never_shortens(self, clock: Clock, data: st.DataObject) -> None:
        more = clock.excluding(data.draw(exclusions(clock.start)))
        before, after = due(clock, CALENDAR), due(more, CALENDAR)
        assert before is not None
        assert after is not None
        assert before.raw <= after.raw
        assert before.day <= after.day

    @examples
    @given(days, st.lists(st.integers(1, 170), max_size=40))
    def test_within_the_limit_the_end_moves_by_the_number_of_days(
        self, start: date, offsets: list[int]
    ) -> None:
        excluded = {start + timedelta(days=offset) for offset in offsets}
        single = tuple(
            Exclusion(day, day + DAY, ExclusionGround.APPRAISAL, "文书") for day in excluded
        )
        plain, moved = (
            due(Clock("T1", start, exclusions=parts), CALENDAR) for parts in ((), single)
        )
        assert plain is not None
        assert moved is not None
        assert (moved.raw - plain.raw).days == len(excluded) == moved.excluded


@rule("TL1")
class TestRoll:
    @examples
    @given(clocks())
    def test_in_custody_it_never_rolls_else_it_lands_on_a_working_day(self, clock: Clock) -> None:
        found = due(clock, CALENDAR)
        assert found is not None
        if clock.in_custody:
            assert found.day == found.raw
            assert not found.provisional
        else:
            assert found.day == CALENDAR.next_working_day(found.raw)
            assert CALENDAR.is_working_day(found.day)


class TestUsedAndLeft:
    @examples
    @given(clocks(), st.integers(0, 900))
    def test_they_add_up_until_the_end(self, clock: Clock, after: int) -> None:
        on = clock.start + timedelta(days=after)
        end, left = due(clock, CALENDAR, on), days_left(clock, CALENDAR, on)
        assert end is not None
        assert left is not None
        if overdue(clock, CALENDAR, on):
            assert left == (end.day - on).days < 0
        else:
            assert left >= 0
            assert days_used(clock, CALENDAR, on) + left == end.allowed

    @examples
    @given(clocks(), st.integers(0, 900))
    def test_the_gauge_covers_every_day_once(self, clock: Clock, after: int) -> None:
        shown = gauge(clock, CALENDAR, clock.start + timedelta(days=after))
        end = due(clock, CALENDAR)
        assert shown is not None
        assert end is not None
        day = shown.start
        for segment in shown.segments:
            assert segment.first == day
            assert segment.days > 0
            assert segment.offset == (day - shown.start).days
            day += timedelta(days=segment.days)
        assert day == shown.due == end.day
        excluded = sum(part.days for part in shown.segments if part.kind == "excluded")
        assert excluded == end.excluded


class TestCounting:
    @examples
    @given(days, st.integers(0, 60), st.booleans())
    def test_months_keep_the_day_or_take_the_last(
        self, start: date, months: int, end_to_end: bool
    ) -> None:
        found = add_months(start, months, end_to_end=end_to_end)
        assert (found.year * 12 + found.month) - (start.year * 12 + start.month) == months
        assert found.day == start.day or (found + DAY).day == 1
        assert found.day >= start.day or (found + DAY).day == 1

    @examples
    @given(days, st.integers(0, 60))
    def test_criminal_months_are_never_shorter(self, start: date, months: int) -> None:
        assert add_months(start, months, end_to_end=True) >= add_months(start, months)

    @examples
    @given(days, st.integers(1, 60))
    def test_working_days_there_and_back(self, start: date, count: int) -> None:
        end = CALENDAR.add_working_days(start, count)
        assert CALENDAR.is_working_day(end)
        assert CALENDAR.working_days_between(start, end) == count
        assert CALENDAR.working_days_between(end, start) == -count
