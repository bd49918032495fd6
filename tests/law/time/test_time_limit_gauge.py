"""审限图示: what the gauge of a case shows on a day."""

from dataclasses import replace
from datetime import date

from tests.marks import rule
from xiezhi.law.calendar import shipped
from xiezhi.law.time_limits import (
    Authority,
    Clock,
    Exclusion,
    ExclusionGround,
    Extension,
    Gauge,
    Length,
    Unit,
    days_left,
    days_used,
    gauge,
)

CALENDAR = shipped()
OBJECTION = Exclusion(
    date(2026, 3, 30), date(2026, 4, 17), ExclusionGround.JURISDICTION_OBJECTION, "管辖裁定书"
)
APPRAISAL = Exclusion(date(2026, 4, 20), date(2026, 5, 30), ExclusionGround.APPRAISAL, "委托书")
GRANTED = Extension(Length(30, Unit.DAYS), Authority.PRESIDENT, date(2026, 10, 28))
CASE = Clock("T1", date(2026, 3, 10), exclusions=(APPRAISAL, OBJECTION), extensions=(GRANTED,))
TODAY = date(2026, 11, 23)


def shown(clock: Clock, on: date) -> Gauge:
    found = gauge(clock, CALENDAR, on)
    assert found is not None
    return found


@rule("TL8")
class TestGauge:
    """六个月，管辖异议扣除18日，鉴定扣除40日，院长批准延长30日."""

    def test_days(self) -> None:
        found = shown(CASE, TODAY)
        assert (found.used, found.allowed, found.left) == (200, 214, 14)
        assert found.due == date(2026, 12, 7)
        assert found.basis == "六个月，民诉法第152条"
        assert not found.provisional

    def test_segments(self) -> None:
        assert [(part.kind, part.days, part.label) for part in shown(CASE, TODAY).segments] == [
            ("counted", 20, ""),
            ("excluded", 18, "管辖异议"),
            ("counted", 3, ""),
            ("excluded", 40, "鉴定"),
            ("counted", 163, ""),
            ("extended", 28, "本院院长批准延长三十日"),
        ]

    def test_notes_say_the_same_in_words(self) -> None:
        assert [part.note for part in shown(CASE, TODAY).segments if part.note] == [
            "03-10 立案，六个月，民诉法第152条",
            "管辖异议 03-30 至 04-17，扣除 18 日",
            "鉴定 04-20 至 05-30，扣除 40 日",
            "本院院长批准延长三十日，11-09 → 12-07",
        ]

    def test_overlapping_grounds_share_a_segment(self) -> None:
        notice = Exclusion(
            date(2026, 5, 20), date(2026, 6, 10), ExclusionGround.PUBLIC_NOTICE, "公告"
        )
        labels = [part.label for part in shown(CASE.excluding(notice), TODAY).segments]
        assert "鉴定、公告" in labels
        assert "公告" in labels

    def test_an_open_exclusion_stops_the_clock(self) -> None:
        still = Clock("T1", date(2026, 3, 10)).excluding(replace(APPRAISAL, resume=None))
        early, late = shown(still, date(2026, 5, 1)), shown(still, date(2026, 8, 1))
        assert early.used == late.used == 40
        assert "鉴定期间不计入审限" in late.paused
        assert early.due < late.due
        assert not shown(CASE, TODAY).paused

    def test_over_the_limit_left_is_the_days_over(self) -> None:
        found = shown(CASE, date(2026, 12, 13))
        assert found.left == -6
        assert found.overdue

    def test_a_closed_case_stays_as_it_stood(self) -> None:
        closed = replace(CASE, closed_on=date(2026, 11, 20))
        assert days_used(closed, CALENDAR, date(2027, 6, 1)) == 197
        assert days_left(closed, CALENDAR, date(2027, 6, 1)) == 17
        assert shown(closed, date(2027, 6, 1)).today == date(2026, 11, 20)

    def test_no_gauge_without_a_limit(self) -> None:
        assert gauge(Clock("T11", date(2026, 3, 10)), CALENDAR, TODAY) is None
