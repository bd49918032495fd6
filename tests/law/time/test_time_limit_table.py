"""审限表: T1 to T33 as scenarios, and which limit holds for which case."""

from datetime import date, datetime

import pytest

from tests.marks import rule
from xiezhi.law.calendar import shipped
from xiezhi.law.finding import CannotCompute
from xiezhi.law.parameters import all_parameters
from xiezhi.law.terms import CaseKind, Level, Procedure
from xiezhi.law.time_limits import (
    LIMITS,
    Authority,
    Circumstances,
    Clock,
    Delivery,
    Extension,
    Length,
    RestartGround,
    Service,
    Unit,
    closing_day,
    due,
    limit,
    limit_for,
    next_step,
    overdue,
    restart,
)
from xiezhi.law.time_limits.limits import PREFIX

CALENDAR = shipped()
FILED = date(2026, 1, 15)

# name, key, last day before rolling, last day; started on 15 January 2026
SCENARIOS = [
    ("民事第一审普通程序六个月", "T1", date(2026, 7, 15), date(2026, 7, 15)),
    ("简易程序三个月", "T2", date(2026, 4, 15), date(2026, 4, 15)),
    ("小额诉讼两个月，遇周日", "T3", date(2026, 3, 15), date(2026, 3, 16)),
    ("特别程序三十日，遇周六上班", "T4", date(2026, 2, 14), date(2026, 2, 14)),
    ("对判决上诉三个月", "T5.judgment", date(2026, 4, 15), date(2026, 4, 15)),
    ("对裁定上诉三十日", "T5.ruling", date(2026, 2, 14), date(2026, 2, 14)),
    ("再审适用第一审程序", "T6.first", date(2026, 7, 15), date(2026, 7, 15)),
    ("再审适用第二审程序，判决", "T6.judgment", date(2026, 4, 15), date(2026, 4, 15)),
    ("再审适用第二审程序，裁定", "T6.ruling", date(2026, 2, 14), date(2026, 2, 14)),
    ("申请再审审查三个月", "T7", date(2026, 4, 15), date(2026, 4, 15)),
    ("民事检察建议三个月", "T8.civil", date(2026, 4, 15), date(2026, 4, 15)),
    ("行政检察建议三个月", "T8.administrative", date(2026, 4, 15), date(2026, 4, 15)),
    ("支付令申请五日通知", "T9.notice", date(2026, 1, 20), date(2026, 1, 20)),
    ("支付令十五日发出", "T9.order", date(2026, 1, 30), date(2026, 1, 30)),
    ("船舶碰撞一年", "T12.collision", date(2027, 1, 15), date(2027, 1, 15)),
    ("共同海损一年", "T12.average", date(2027, 1, 15), date(2027, 1, 15)),
    ("公诉第一审二个月，遇周日", "T14", date(2026, 3, 15), date(2026, 3, 16)),
    ("自诉未羁押六个月", "T15", date(2026, 7, 15), date(2026, 7, 15)),
    ("刑事简易二十日", "T16", date(2026, 2, 4), date(2026, 2, 4)),
    ("刑事简易三年以上一个半月", "T16.over_three_years", date(2026, 3, 2), date(2026, 3, 2)),
    ("速裁十日，遇周日", "T17", date(2026, 1, 25), date(2026, 1, 26)),
    ("速裁一年以上十五日", "T17.over_one_year", date(2026, 1, 30), date(2026, 1, 30)),
    ("刑事第二审二个月，遇周日", "T18", date(2026, 3, 15), date(2026, 3, 16)),
    ("刑事再审三个月", "T19", date(2026, 4, 15), date(2026, 4, 15)),
    ("抗诉指令再审一个月，遇春节", "T19.order_retrial", date(2026, 2, 15), date(2026, 2, 24)),
    ("刑事申诉审查三个月", "T20", date(2026, 4, 15), date(2026, 4, 15)),
    ("减刑假释一个月，遇春节", "T21", date(2026, 2, 15), date(2026, 2, 24)),
    ("无期、有期徒刑减刑一个月", "T21.fixed_or_life", date(2026, 2, 15), date(2026, 2, 24)),
    ("强制医疗一个月，遇春节", "T22", date(2026, 2, 15), date(2026, 2, 24)),
    ("行政第一审六个月", "T23", date(2026, 7, 15), date(2026, 7, 15)),
    ("行政简易四十五日，遇周日", "T24", date(2026, 3, 1), date(2026, 3, 2)),
    ("行政上诉三个月", "T25", date(2026, 4, 15), date(2026, 4, 15)),
    ("行政再审适用第一审程序", "T25.retrial_first", date(2026, 7, 15), date(2026, 7, 15)),
    ("行政再审适用第二审程序", "T25.retrial_second", date(2026, 4, 15), date(2026, 4, 15)),
    ("行政申请再审审查六个月", "T26", date(2026, 7, 15), date(2026, 7, 15)),
    ("非诉审查七日", "T27", date(2026, 1, 22), date(2026, 1, 22)),
    ("非诉审查听取意见三十日", "T27.hearing", date(2026, 2, 14), date(2026, 2, 14)),
    ("法院为赔偿义务机关二个月", "T28", date(2026, 3, 15), date(2026, 3, 16)),
    ("赔偿委员会三个月", "T29", date(2026, 4, 15), date(2026, 4, 15)),
    ("赔偿申诉三个月", "T30.petition", date(2026, 4, 15), date(2026, 4, 15)),
    ("赔偿重新审理二个月", "T30.rehearing", date(2026, 3, 15), date(2026, 3, 16)),
    ("执行六个月", "T31", date(2026, 7, 15), date(2026, 7, 15)),
    ("非诉执行三个月", "T31.non_litigation", date(2026, 4, 15), date(2026, 4, 15)),
    ("七日内确定承办人", "T31.handler", date(2026, 1, 22), date(2026, 1, 22)),
    ("执行行为异议十五日", "T32.objection", date(2026, 1, 30), date(2026, 1, 30)),
    ("案外人异议十五日", "T32.third_party", date(2026, 1, 30), date(2026, 1, 30)),
    ("执行复议三十日", "T33", date(2026, 2, 14), date(2026, 2, 14)),
]
HOURS = {"T10.urgent": 48, "T10.pre_suit": 48, "T13.ordinary": 72, "T13.urgent": 24}
WITHOUT_LENGTH = {"T11", "T18.supreme", "T4.voter"}


@rule("TL1")
class TestTable:
    """审限表: every row is proved by a scenario."""

    @pytest.mark.parametrize(
        ("name", "key", "raw", "day"), SCENARIOS, ids=[s[0] for s in SCENARIOS]
    )
    def test_due(self, name: str, key: str, raw: date, day: date) -> None:
        found = due(Clock(key, FILED), CALENDAR)
        assert found is not None
        assert (found.raw, found.day) == (raw, day)

    @pytest.mark.parametrize(("key", "hours"), HOURS.items())
    def test_hours(self, key: str, hours: int) -> None:
        assert limit(key).length(FILED) == Length(hours, Unit.HOURS)

    def test_every_row_has_a_scenario(self) -> None:
        assert {s[1] for s in SCENARIOS} | set(HOURS) | WITHOUT_LENGTH == set(LIMITS)
        assert {row.code for row in LIMITS.values()} == {f"T{n}" for n in range(1, 34)}

    def test_every_figure_is_used_in_the_unit_of_its_row(self) -> None:
        units = {f"{row.figure or row.key}.length": row.unit for row in LIMITS.values() if row.unit}
        for row in LIMITS.values():
            units |= {step.figure: step.unit for step in row.steps if step.figure}
            units |= {step.least: step.unit for step in row.steps if step.least}
        declared = {
            parameter.name.removeprefix(PREFIX): parameter.unit
            for parameter in all_parameters()
            if parameter.name.startswith(f"{PREFIX}T")
        }
        assert declared == {name: unit.value for name, unit in units.items()}

    def test_foreign_civil_cases_have_no_limit(self) -> None:
        clock = Clock("T11", FILED)
        assert due(clock, CALENDAR) is None
        assert not overdue(clock, CALENDAR, date(2030, 1, 1))

    def test_voter_cases_end_the_day_before_the_poll_even_on_a_sunday(self) -> None:
        found = due(Clock("T4.voter", FILED, before=date(2026, 3, 9)), CALENDAR)
        assert found is not None
        assert found.day == date(2026, 3, 8)
        with pytest.raises(ValueError, match="event"):
            due(Clock("T4.voter", FILED), CALENDAR)

    def test_small_claims_did_not_exist_in_2021(self) -> None:
        with pytest.raises(CannotCompute):
            due(Clock("T3", date(2021, 12, 31)), CALENDAR)


# key, steps as (authority, longest in months or days, how often)
STEPS = [
    ("T1", [(Authority.PRESIDENT, "六个月", 1), (Authority.UPPER_COURT, "三个月", 1)]),
    ("T2", [(Authority.PRESIDENT, "一个月", 1)]),
    ("T3", [(Authority.PRESIDENT, "一个月", 1)]),
    ("T4", [(Authority.PRESIDENT, "三十日", 1)]),
    ("T5.judgment", [(Authority.PRESIDENT, "三个月", 1)]),
    ("T5.ruling", [(Authority.PRESIDENT, None, 1)]),
    ("T8.civil", []),
    ("T12.collision", [(Authority.PRESIDENT, "六个月", 1)]),
    (
        "T14",
        [
            (Authority.COURT, "一个月", 1),
            (Authority.UPPER_COURT, "三个月", 1),
            (Authority.SUPREME_COURT, "三个月", None),
        ],
    ),
    ("T15", [(Authority.PRESIDENT, "三个月", 1)]),
    ("T16", []),
    ("T17", []),
    ("T18", [(Authority.HIGH_COURT, "二个月", 1), (Authority.SUPREME_COURT, None, None)]),
    ("T19", [(Authority.PRESIDENT, "三个月", 1)]),
    ("T21", []),
    ("T21.fixed_or_life", [(Authority.COURT, "一个月", 1)]),
    ("T22", []),
    ("T23", [(Authority.HIGH_COURT_OR_ABOVE, None, None)]),
    ("T24", []),
    ("T25", [(Authority.HIGH_COURT_OR_ABOVE, None, None)]),
    ("T26", [(Authority.PRESIDENT, None, 1)]),
    ("T29", [(Authority.PRESIDENT, "三个月", 1)]),
    ("T30.petition", [(Authority.PRESIDENT, "三个月", 1)]),
    (
        "T31",
        [(Authority.PRESIDENT_OR_VICE, "三个月", 1), (Authority.PRESIDENT_OR_VICE, None, None)],
    ),
    ("T32.objection", []),
    ("T33", [(Authority.PRESIDENT, "三十日", 1)]),
]


@rule("TL3")
class TestSteps:
    """延长: who approves, how much, how often."""

    @pytest.mark.parametrize(("key", "steps"), STEPS, ids=[s[0] for s in STEPS])
    def test_steps(self, key: str, steps: list[tuple[Authority, str | None, int | None]]) -> None:
        found = [
            (step.authority, str(longest) if longest else None, step.times)
            for step in limit(key).steps
            for longest in [step.longest(FILED)]
        ]
        assert found == steps

    def test_simple_procedure_has_four_months_in_all(self) -> None:
        clock = Clock("T2", date(2026, 1, 31))
        month = Extension(Length(1, Unit.MONTHS), Authority.PRESIDENT, date(2026, 4, 1))
        found = due(clock.extended(month), CALENDAR)
        assert found is not None
        assert found.raw == date(2026, 5, 31)
        assert next_step(clock.extended(month)) is None


F, S = CaseKind.CIVIL_FIRST, CaseKind.CIVIL_SECOND
CF, CS = CaseKind.CRIMINAL_FIRST, CaseKind.CRIMINAL_SECOND
AF, AS = CaseKind.ADMINISTRATIVE_FIRST, CaseKind.ADMINISTRATIVE_SECOND
PANEL, SECOND = Procedure.ORDINARY_PANEL, Procedure.SECOND_PANEL

CHOICES = [
    ("普通", F, PANEL, Circumstances(), "T1"),
    ("普通独任", F, Procedure.ORDINARY_SINGLE, Circumstances(), "T1"),
    ("简易", F, Procedure.SUMMARY, Circumstances(), "T2"),
    ("小额", F, Procedure.SMALL_CLAIMS, Circumstances(), "T3"),
    ("涉外普通", F, PANEL, Circumstances(foreign=True), "T11"),
    ("涉外上诉", S, SECOND, Circumstances(foreign=True), "T11"),
    ("涉外简易", F, Procedure.SUMMARY, Circumstances(foreign=True), "T2"),
    ("船舶碰撞", F, PANEL, Circumstances(collision=True), "T12.collision"),
    ("共同海损", F, PANEL, Circumstances(average=True), "T12.average"),
    ("对判决上诉", S, SECOND, Circumstances(), "T5.judgment"),
    ("对裁定上诉", S, Procedure.SECOND_SINGLE, Circumstances(ruling=True), "T5.ruling"),
    ("再审第一审", F, PANEL, Circumstances(retrial=True), "T6.first"),
    ("再审第二审", S, SECOND, Circumstances(retrial=True), "T6.judgment"),
    ("公诉", CF, PANEL, Circumstances(), "T14"),
    ("自诉未羁押", CF, PANEL, Circumstances(private_prosecution=True), "T15"),
    (
        "自诉被羁押", CF, PANEL, Circumstances(private_prosecution=True, in_custody=True), "T14",
    ),
    ("刑事简易", CF, Procedure.SUMMARY, Circumstances(expected_months=36), "T16"),
    (
        "刑事简易超过三年", CF, Procedure.SUMMARY_PANEL, Circumstances(expected_months=37),
        "T16.over_three_years",
    ),
    ("速裁一年", CF, Procedure.FAST_TRACK, Circumstances(expected_months=12), "T17"),
    (
        "速裁超过一年", CF, Procedure.FAST_TRACK, Circumstances(expected_months=18),
        "T17.over_one_year",
    ),
    ("刑事上诉", CS, SECOND, Circumstances(), "T18"),
    ("最高法刑事二审", CS, SECOND, Circumstances(level=Level.SUPREME), "T18.supreme"),
    ("刑事再审", CF, PANEL, Circumstances(retrial=True), "T19"),
    ("行政", AF, PANEL, Circumstances(), "T23"),
    ("行政简易", AF, Procedure.SUMMARY, Circumstances(), "T24"),
    ("行政上诉", AS, SECOND, Circumstances(), "T25"),
    ("行政再审", AF, PANEL, Circumstances(retrial=True), "T25.retrial_first"),
]  # fmt: skip


class TestWhichLimitHolds:
    """审限适用: kind, procedure and circumstances decide."""

    @pytest.mark.parametrize(
        ("name", "kind", "procedure", "given", "key"), CHOICES, ids=[c[0] for c in CHOICES]
    )
    def test_choice(
        self, name: str, kind: CaseKind, procedure: Procedure, given: Circumstances, key: str
    ) -> None:
        assert limit_for(kind, procedure, given).key == key


class TestRestart:
    """重新计算审限: supplementary investigation, jurisdiction changed, remand, counter-petition."""

    def test_supplementary_investigation_restarts_the_limit(self) -> None:
        extension = Extension(Length(1, Unit.MONTHS), Authority.COURT, date(2026, 3, 1))
        clock = Clock("T14", FILED).extended(extension)
        anew = restart(clock, RestartGround.SUPPLEMENTARY_INVESTIGATION, date(2026, 4, 1))
        found = due(anew, CALENDAR)
        assert found is not None
        assert found.day == date(2026, 6, 1)
        assert anew.conversions[0].start == FILED

    @pytest.mark.parametrize(
        ("key", "ground"),
        [
            ("T14", RestartGround.REMAND),
            ("T7", RestartGround.COUNTER_PETITION),
            ("T26", RestartGround.COUNTER_PETITION),
        ],
    )
    def test_counted_anew_from_the_event(self, key: str, ground: RestartGround) -> None:
        assert restart(Clock(key, FILED), ground, date(2026, 2, 2)).start == date(2026, 2, 2)

    def test_a_civil_case_knows_no_supplementary_investigation(self) -> None:
        with pytest.raises(ValueError, match="does not restart"):
            restart(Clock("T1", FILED), RestartGround.SUPPLEMENTARY_INVESTIGATION, FILED)


@rule("TL10")
class TestClosingDay:
    """结案时间: the last party's service."""

    def test_the_last_service_counts(self) -> None:
        served = [
            Delivery(Service.DELIVERED, date(2026, 6, 1)),
            Delivery(Service.POST, date(2026, 6, 9)),
            Delivery(Service.LEFT, date(2026, 6, 3)),
        ]
        assert closing_day(served) == date(2026, 6, 9)

    def test_without_service_there_is_no_closing(self) -> None:
        with pytest.raises(ValueError, match="empty"):
            closing_day([])


class TestCriminalMonthEnds:
    """期限起算日为本月最后一日的，至下月最后一日为一个月，刑诉解释 第202条."""

    @pytest.mark.parametrize(
        ("key", "start", "raw"),
        [
            ("T14", date(2026, 2, 28), date(2026, 4, 30)),
            ("T14", date(2025, 12, 31), date(2026, 2, 28)),
            ("T14", date(2026, 2, 27), date(2026, 4, 27)),
            ("T5.judgment", date(2026, 2, 28), date(2026, 5, 28)),  # civil: the same number
        ],
    )
    def test_month_ends(self, key: str, start: date, raw: date) -> None:
        found = due(Clock(key, start, in_custody=True), CALENDAR)
        assert found is not None
        assert found.day == raw


def test_hours_need_their_moment_to_be_overdue() -> None:
    at = datetime(2026, 3, 2, 9, 30)  # noqa: DTZ001
    clock = Clock("T13.urgent", at.date(), start_at=at)
    assert not overdue(clock, CALENDAR, date(2026, 3, 3))
    assert overdue(clock, CALENDAR, date(2026, 3, 4))
