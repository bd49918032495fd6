"""法院日历: the arrangement of each year, and what is computed over one not yet announced."""

from datetime import date, timedelta

import pytest

from tests.marks import article
from xiezhi.law.calendar import BadHolidays, HolidayYear, parse_year, shipped

CALENDAR = shipped()

KINDS = [
    ("元旦", date(2026, 1, 1), False),
    ("元旦调休上班的周日", date(2026, 1, 4), True),
    ("春节前上班的周六", date(2026, 2, 14), True),
    ("春节假期末日的周一", date(2026, 2, 23), False),
    ("普通周六", date(2026, 3, 7), False),
    ("普通周三", date(2026, 7, 15), True),
    ("国庆节假期末日", date(2026, 10, 7), False),
    ("国庆节后上班的周六", date(2026, 10, 10), True),
    ("2015年抗战胜利纪念日", date(2015, 9, 3), False),
    ("2018年末按2019年通知放假的周一", date(2018, 12, 31), False),
    ("2018年末按2019年通知上班的周六", date(2018, 12, 29), True),
    ("2020年春节延长至周日", date(2020, 2, 1), False),
    ("2020年春节后复工的周一", date(2020, 2, 3), True),
    ("没有数据的年份的周一", date(2035, 1, 1), True),
]


@article("民诉法", 85)
class TestWorkingDays:
    """期间届满的最后一日是法定休假日的，以法定休假日后的第一日为期间届满的日期。"""

    @pytest.mark.parametrize(("name", "day", "works"), KINDS, ids=[kind[0] for kind in KINDS])
    def test_days(self, name: str, day: date, works: bool) -> None:
        assert CALENDAR.is_working_day(day) is works

    def test_the_first_working_day_after_the_national_holiday(self) -> None:
        assert CALENDAR.next_working_day(date(2026, 10, 2)) == date(2026, 10, 8)
        assert CALENDAR.holiday(date(2026, 10, 2)) == "国庆节"

    def test_a_working_day_is_its_own_next(self) -> None:
        assert CALENDAR.next_working_day(date(2026, 10, 10)) == date(2026, 10, 10)

    def test_three_working_days_over_the_spring_festival(self) -> None:
        assert CALENDAR.add_working_days(date(2026, 2, 12), 3) == date(2026, 2, 24)
        assert CALENDAR.working_days_between(date(2026, 2, 12), date(2026, 2, 24)) == 3
        assert CALENDAR.working_days_between(date(2026, 2, 24), date(2026, 2, 12)) == -3

    def test_counting_backwards_is_a_programmers_error(self) -> None:
        with pytest.raises(ValueError, match="forward"):
            CALENDAR.add_working_days(date(2026, 2, 12), -1)

    @pytest.mark.parametrize("year", range(2015, 2027))
    def test_every_year_to_2026_is_announced_with_its_notice(self, year: int) -> None:
        arrangement = CALENDAR.years[year]
        assert CALENDAR.known(year)
        assert arrangement.number.startswith("国办发明电〔")
        assert str(year) in arrangement.notice
        assert arrangement.issued is not None
        assert arrangement.issued.year == year - 1
        assert sum(day.weekday() < 5 for day in arrangement.off) >= len(arrangement.work)


class TestYearWithoutNotice:
    """2027年的通知没有发布: weekends and the fixed statutory days only, and said so."""

    def test_2027_is_not_known(self) -> None:
        assert not CALENDAR.known(2027)
        assert not CALENDAR.known(2035)

    def test_2027_holds_only_the_days_that_the_statute_fixes(self) -> None:
        assert set(CALENDAR.years[2027].off.values()) == {"元旦", "劳动节", "国庆节"}
        assert not CALENDAR.years[2027].work

    def test_a_span_that_enters_2027_is_provisional(self) -> None:
        assert not CALENDAR.provisional(date(2026, 12, 1), date(2026, 12, 24))
        assert CALENDAR.provisional(date(2026, 12, 24), date(2027, 1, 1))

    def test_the_notice_of_2027_may_still_move_the_last_week_of_2026(self) -> None:
        assert not CALENDAR.settled(date(2026, 12, 31))
        assert CALENDAR.settled(date(2025, 12, 31))

    def test_loading_the_year_settles_it(self) -> None:
        text = 'year = 2027\nannounced = true\n[[holiday]]\nname = "元旦"\noff = [2027-01-01]'
        loaded = CALENDAR.with_year(parse_year(text))
        assert loaded.known(2027)
        assert loaded.settled(date(2026, 12, 31))
        assert not CALENDAR.known(2027)  # the old value stays as it was


BAD = [
    ("不是TOML", "year =", "TOML"),
    ("没有年份", "announced = true", "缺少年份"),
    ("没有说明是否发布", "year = 2027", "announced"),
    ("没有放假日期", "year = 2027\nannounced = true", "没有列出放假日期"),
    (
        "别的年份的日期",
        "year = 2027\nannounced = true\n[[holiday]]\noff = [2028-01-01]",
        "2028-01-01不在2027年内",
    ),
    (
        "工作日列为上班",
        "year = 2027\nannounced = true\n[[holiday]]\noff = [2027-01-01]\nwork = [2027-01-04]",
        "2027-01-04本是工作日",
    ),
    (
        "既放假又上班",
        "year = 2027\nannounced = true\n[[holiday]]\noff = [2027-01-02]\nwork = [2027-01-02]",
        "既列为放假又列为上班",
    ),
    (
        "重复",
        "year = 2027\nannounced = true\n[[holiday]]\noff = [2027-01-01, 2027-01-01]",
        "重复列出",
    ),
    ("不是日期", 'year = 2027\nannounced = true\n[[holiday]]\noff = ["元旦"]', "不是日期"),
    ("发布日期不是日期", 'year = 2027\nannounced = true\nissued = "去年"', "issued"),
]


class TestLoadingAYear:
    """An administrator loads the next year: what contradicts itself is refused."""

    @pytest.mark.parametrize(("name", "text", "says"), BAD, ids=[bad[0] for bad in BAD])
    def test_refused(self, name: str, text: str, says: str) -> None:
        with pytest.raises(BadHolidays, match=says):
            parse_year(text)

    def test_all_problems_are_named_at_once(self) -> None:
        new_year = date(2027, 1, 1)
        with pytest.raises(BadHolidays) as refused:
            HolidayYear(2026, off={new_year: "元旦"}, work={new_year + timedelta(days=3): "元旦"})
        assert len(refused.value.problems) == 3
