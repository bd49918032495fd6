"""The gauge: days become per cent, words keep apart, colours follow the days left."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from xiezhi.web.components import Gauge, Segment
from xiezhi.web.components.limits import _WIDE

FILED = date(2026, 3, 10)


def gauge(*segments: Segment, today: date, left: int, compact: bool = False) -> Gauge:
    allowed = sum(part.days for part in segments if part.kind != "excluded")
    return Gauge(
        start=FILED,
        segments=segments,
        today=today,
        used=allowed - left,
        allowed=allowed,
        left=left,
        compact=compact,
    )


PARTS = (
    Segment(20),
    Segment(18, "excluded", "管辖异议"),
    Segment(3),
    Segment(40, "excluded", "司法鉴定"),
    Segment(163),
    Segment(30, "extended", "院长批准延长 30 日"),
)


class TestPlaces:
    def test_the_segments_end_on_the_due_day(self) -> None:
        made = gauge(*PARTS, today=date(2026, 11, 23), left=16)
        assert made.due == date(2026, 12, 9)
        assert made.end == 100

    def test_today_stands_by_its_share_of_calendar_days(self) -> None:
        made = gauge(*PARTS, today=date(2026, 11, 23), left=16)
        assert made.now == round(258 / 274 * 100, 2)

    def test_an_exclusion_is_hatched_over_its_own_days(self) -> None:
        made = gauge(*PARTS, today=date(2026, 11, 23), left=16)
        hatched = [(bar.x, bar.width) for bar in made.bars if bar.shape == "skip"]
        assert hatched == [(7.3, 6.57), (14.96, 14.6)]

    def test_a_passed_limit_fills_the_bar_and_marks_the_due_day_inside(self) -> None:
        made = gauge(Segment(90), today=FILED + timedelta(days=96), left=-6)
        assert made.now == 100
        assert made.end == 93.75
        assert [bar.drawn for bar in made.bars] == ["g-over"]


class TestColours:
    def test_amber_from_thirty_days_before(self) -> None:
        day = FILED + timedelta(days=60)
        assert gauge(Segment(90), today=day, left=31, compact=True).fill == "g-used"
        assert gauge(Segment(90), today=day, left=30, compact=True).fill == "g-warnfill"

    def test_on_the_due_day_it_is_not_yet_red(self) -> None:
        assert gauge(Segment(90), today=FILED + timedelta(days=90), left=0).tone == "soon"

    def test_a_wide_gauge_is_amber_only_where_days_are_left(self) -> None:
        bars = gauge(*PARTS, today=date(2026, 11, 23), left=16).bars
        assert [bar.drawn for bar in bars if bar.shape != "skip"] == ["g-used", "g-left g-soon"]


class TestWords:
    def test_the_case_page_says_all_that_the_drawing_says(self) -> None:
        made = gauge(*PARTS, today=date(2026, 11, 23), left=16)
        words = {label.text for label in made.labels}
        assert {
            "今日 11-23", "12-09 届满", "管辖异议 −18", "司法鉴定 −40", "院长批准延长 30 日",
            "原届满 11-09", "03-10 立案",
        } <= words  # fmt: skip

    @given(
        st.lists(
            st.builds(
                Segment,
                st.integers(1, 200),
                st.sampled_from(["counted", "excluded", "extended"]),
                st.sampled_from(["公告", "管辖异议上诉期间", "院长批准延长 30 日"]),
            ),
            min_size=1,
            max_size=12,
        ),
        st.integers(0, 900),
    )
    def test_no_word_covers_another(self, parts: list[Segment], gone: int) -> None:
        days = sum(part.days for part in parts)
        made = gauge(*parts, today=FILED + timedelta(days=gone), left=days - gone)
        for row in (0, 1):
            spans = sorted(one.span(_WIDE) for one in made.labels if one.row == row)
            assert all(a[1] <= b[0] for a, b in pairwise(spans))
