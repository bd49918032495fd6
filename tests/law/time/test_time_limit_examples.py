"""审限: the rules TL1 to TL10 with the dated examples of the law file, word for word."""

from datetime import date, datetime

import pytest

from tests.marks import article, rule
from xiezhi.law.calendar import shipped
from xiezhi.law.finding import Finding
from xiezhi.law.terms import CaseKind, Level, Post, Procedure
from xiezhi.law.time_limits import (
    Approver,
    Authority,
    Circumstances,
    Clock,
    Due,
    Exclusion,
    ExclusionGround,
    Extension,
    ExtensionGround,
    Length,
    Postponement,
    PostponementGround,
    Unit,
    application_window,
    check_conversion,
    check_exclusion,
    check_extension,
    check_postponement,
    convert,
    due,
    for_parties,
    limit_for,
    overdue,
    reminders,
)

CALENDAR = shipped()
FILED = date(2026, 1, 15)
ORDINARY = Clock("T1", FILED)
SIMPLE = Clock("T2", FILED)
APPRAISAL = Exclusion(date(2026, 3, 1), date(2026, 4, 10), ExclusionGround.APPRAISAL, "鉴定委托书")
NOTICE = Exclusion(date(2026, 3, 20), date(2026, 5, 19), ExclusionGround.PUBLIC_NOTICE, "公告")
PRESIDENT = Approver(Post.PRESIDENT, Level.BASIC)
ONE_MONTH = Length(1, Unit.MONTHS)
EXTENDED = SIMPLE.extended(Extension(ONE_MONTH, Authority.PRESIDENT, date(2026, 4, 1)))


def end(clock: Clock, on: date | None = None) -> Due:
    found = due(clock, CALENDAR, on)
    assert found is not None
    return found


def codes(findings: list[Finding]) -> list[str]:
    for finding in findings:
        assert str(finding)  # the sentence fills
        assert "{" not in str(finding)
    return [finding.code for finding in findings]


@rule("TL1")
@article("民诉法", 152)
class TestDue:
    """人民法院适用普通程序审理的案件，应当在立案之日起六个月内审结。"""

    def test_civil_ordinary_filed_on_15_january_is_due_on_15_july(self) -> None:
        assert end(ORDINARY).day == date(2026, 7, 15)

    def test_appraisal_of_40_days_moves_it_to_24_august(self) -> None:
        found = end(ORDINARY.excluding(APPRAISAL))
        assert (found.day, found.excluded) == (date(2026, 8, 24), 40)

    def test_notice_overlapping_the_appraisal_counts_once_and_rolls_over_the_holiday(self) -> None:
        found = end(ORDINARY.excluding(APPRAISAL).excluding(NOTICE))
        assert (found.raw, found.excluded) == (date(2026, 10, 2), 79)
        assert found.day == date(2026, 10, 8)

    def test_six_months_from_31_august_end_with_february_and_roll_over_sunday(self) -> None:
        found = end(Clock("T1", date(2026, 8, 31)))
        assert (found.raw, found.day) == (date(2027, 2, 28), date(2027, 3, 1))
        assert found.provisional  # the notice for 2027 is not out

    def test_fast_track_in_custody_ends_on_the_sunday_itself(self) -> None:
        found = end(Clock("T17", FILED, in_custody=True))
        assert found.day == date(2026, 1, 25)
        assert not found.provisional

    def test_fast_track_on_bail_rolls_to_monday(self) -> None:
        assert end(Clock("T17", FILED)).day == date(2026, 1, 26)

    def test_fast_track_with_18_months_expected_has_15_days(self) -> None:
        limit = limit_for(
            CaseKind.CRIMINAL_FIRST, Procedure.FAST_TRACK, Circumstances(expected_months=18)
        )
        assert end(Clock(limit.key, FILED)).day == date(2026, 1, 30)

    def test_simple_filed_on_15_january_and_extended(self) -> None:
        assert end(SIMPLE).day == date(2026, 4, 15)
        assert end(EXTENDED).day == date(2026, 5, 15)

    def test_an_exclusion_after_the_end_adds_nothing(self) -> None:
        late = Exclusion(date(2026, 7, 16), date(2026, 9, 1), ExclusionGround.APPRAISAL, "委托书")
        assert end(ORDINARY.excluding(late)).day == date(2026, 7, 15)

    def test_an_open_exclusion_moves_the_end_day_by_day(self) -> None:
        clock = ORDINARY.excluding(Exclusion(date(2026, 3, 1), None, ExclusionGround.APPRAISAL))
        assert end(clock).open
        assert end(clock, date(2026, 4, 9)).raw == date(2026, 8, 24)
        assert not overdue(clock, CALENDAR, date(2027, 3, 1))


@rule("TL2")
@article("民诉解释", 243)
class TestExclusion:
    """公告、鉴定、双方当事人和解、管辖异议、管辖争议期间不计入审限。"""

    def test_with_ground_and_document_it_stands(self) -> None:
        assert codes(check_exclusion(ORDINARY, APPRAISAL)) == []

    @pytest.mark.parametrize(
        ("ground", "document"),
        [
            (None, "鉴定委托书"),
            (ExclusionGround.APPRAISAL, " "),
            (ExclusionGround.AUCTION, "拍卖公告"),  # a ground of enforcement
        ],
    )
    def test_without_ground_or_document_it_is_refused(
        self, ground: ExclusionGround | None, document: str
    ) -> None:
        exclusion = Exclusion(APPRAISAL.start, APPRAISAL.resume, ground, document)
        [finding] = check_exclusion(ORDINARY, exclusion)
        assert finding.code == "E_EXCLUSION_NO_GROUND"
        assert "鉴定" in str(finding)
        assert finding.remedy == "limits.exclude"
        assert not finding.warning

    def test_settlement_is_a_civil_ground_and_no_administrative_one(self) -> None:
        settling = Exclusion(
            date(2026, 3, 1), date(2026, 3, 9), ExclusionGround.SETTLEMENT, "和解申请"
        )
        assert codes(check_exclusion(ORDINARY, settling)) == []
        administrative = Clock("T23", FILED)
        assert codes(check_exclusion(administrative, settling)) == ["E_EXCLUSION_NO_GROUND"]

    @pytest.mark.parametrize(
        ("recorded_on", "found"),
        [(date(2026, 3, 4), []), (date(2026, 3, 5), ["late_trace"])],
    )
    def test_entered_more_than_3_days_after_its_start_it_is_allowed_and_flagged(
        self, recorded_on: date, found: list[str]
    ) -> None:
        exclusion = Exclusion(
            date(2026, 3, 1), None, ExclusionGround.APPRAISAL, "委托书", recorded_on
        )
        findings = check_exclusion(ORDINARY, exclusion)
        assert codes(findings) == found
        assert all(finding.warning for finding in findings)

    @pytest.mark.parametrize(
        ("ground", "resume", "found"),
        [
            (ExclusionGround.NEW_COUNSEL, date(2026, 2, 11), []),
            (ExclusionGround.NEW_COUNSEL, date(2026, 2, 12), ["E_EXCLUSION_TOO_LONG"]),
            (ExclusionGround.NEW_EVIDENCE, date(2026, 3, 1), []),
            (ExclusionGround.NEW_EVIDENCE, date(2026, 3, 2), ["E_EXCLUSION_TOO_LONG"]),
            (ExclusionGround.FILE_READING, date(2026, 1, 31), ["E_EXCLUSION_ORDER"]),
        ],
    )
    def test_new_counsel_has_10_days_and_new_evidence_a_month(
        self, ground: ExclusionGround, resume: date, found: list[str]
    ) -> None:
        clock = Clock("T14", FILED)
        exclusion = Exclusion(date(2026, 2, 1), resume, ground, "申请书")
        assert codes(check_exclusion(clock, exclusion)) == found


def ask(clock: Clock, approver: Approver | None, **given: object) -> list[Finding]:
    arguments: dict[str, object] = {
        "applied_on": date(2026, 2, 1),
        "length": ONE_MONTH,
        "court": Level.BASIC,
        "approver": approver,
    }
    return check_extension(clock, CALENDAR, **(arguments | given))  # type: ignore[arg-type]


@rule("TL3")
@article("民诉法", 152)
class TestWhoExtends:
    """有特殊情况需要延长的，经本院院长批准，可以延长六个月；还需要延长的，报请上级人民法院批准。"""

    def test_the_president_extends(self) -> None:
        assert codes(ask(ORDINARY, PRESIDENT)) == []

    @pytest.mark.parametrize("post", [Post.VICE_PRESIDENT, Post.DIVISION_HEAD, Post.SOLE_JUDGE])
    def test_nobody_else_of_the_court_does(self, post: Post) -> None:
        [finding] = ask(ORDINARY, Approver(post, Level.BASIC))
        assert finding.code == "E_EXT_WRONG_APPROVER"
        assert "本院院长" in str(finding)
        assert finding.remedy == "limits.apply_extension"

    def test_second_extension_of_simple_procedure_is_exhausted(self) -> None:
        [finding] = ask(EXTENDED, PRESIDENT)
        assert finding.code == "E_EXT_EXHAUSTED"
        assert finding.remedy == "procedure.convert"

    def test_second_president_extension_of_ordinary_procedure_goes_upward(self) -> None:
        clock = ORDINARY.extended(
            Extension(Length(6, Unit.MONTHS), Authority.PRESIDENT, date(2026, 7, 1))
        )
        [finding] = ask(clock, PRESIDENT)
        assert finding.code == "E_EXT_EXHAUSTED"
        assert finding.remedy == "limits.refer_extension_upward"
        upper = Approver(Post.VICE_PRESIDENT, Level.INTERMEDIATE, own=False)
        assert codes(ask(clock, upper, length=Length(3, Unit.MONTHS))) == []
        assert codes(ask(clock, upper, length=Length(4, Unit.MONTHS))) == ["E_EXT_LENGTH"]

    def test_the_upper_court_does_not_come_before_the_president(self) -> None:
        upper = Approver(Post.PRESIDENT, Level.INTERMEDIATE, own=False)
        assert codes(ask(ORDINARY, upper)) == ["E_EXT_WRONG_APPROVER"]

    @pytest.mark.parametrize(
        ("court", "approver", "found"),
        [
            (Level.BASIC, Approver(Post.PRESIDENT, Level.BASIC), ["E_EXT_WRONG_APPROVER"]),
            (
                Level.BASIC,
                Approver(Post.PRESIDENT, Level.INTERMEDIATE, own=False),
                ["E_EXT_WRONG_APPROVER"],
            ),
            (Level.BASIC, Approver(Post.VICE_PRESIDENT, Level.HIGH, own=False), []),
            (Level.HIGH, Approver(Post.PRESIDENT, Level.HIGH), ["E_EXT_WRONG_APPROVER"]),
            (Level.HIGH, Approver(Post.PRESIDENT, Level.SUPREME, own=False), []),
        ],
    )
    def test_administrative_limits_are_extended_by_the_high_court_directly(
        self, court: Level, approver: Approver, found: list[str]
    ) -> None:
        findings = ask(Clock("T23", FILED), approver, court=court)
        assert codes(findings) == found
        assert all(finding.remedy == "limits.refer_extension_upward" for finding in findings)

    def test_criminal_ladder_court_upper_court_supreme_court(self) -> None:
        clock = Clock("T14", FILED)
        judge = Approver(Post.PRESIDING_JUDGE, Level.BASIC)
        upper = Approver(Post.PRESIDENT, Level.INTERMEDIATE, own=False)
        supreme = Approver(Post.PRESIDENT, Level.SUPREME, own=False)
        death = ExtensionGround.DEATH_PENALTY
        assert codes(ask(clock, judge)) == []
        clock = clock.extended(Extension(ONE_MONTH, Authority.COURT, date(2026, 3, 1)))
        assert codes(ask(clock, judge)) == ["E_EXT_EXHAUSTED"]
        three = Length(3, Unit.MONTHS)
        assert codes(ask(clock, upper, length=three)) == ["E_EXT_NO_GROUND"]
        assert codes(ask(clock, upper, length=three, ground=death)) == []
        clock = clock.extended(Extension(three, Authority.UPPER_COURT, date(2026, 4, 1)))
        assert codes(ask(clock, upper, length=three, ground=death)) == ["E_EXT_EXHAUSTED"]
        for _ in range(3):  # repeatable
            assert codes(ask(clock, supreme, length=three)) == []
            clock = clock.extended(Extension(three, Authority.SUPREME_COURT, date(2026, 5, 1)))
        assert codes(ask(clock, supreme, length=Length(20, Unit.DAYS))) == ["E_EXT_LENGTH"]
        assert codes(ask(clock, supreme, length=Length(4, Unit.MONTHS))) == ["E_EXT_LENGTH"]

    @pytest.mark.parametrize(
        ("court", "level", "own", "right"),
        [
            (Level.INTERMEDIATE, Level.HIGH, False, True),
            (Level.HIGH, Level.HIGH, True, True),
            (Level.INTERMEDIATE, Level.INTERMEDIATE, True, False),
            (Level.INTERMEDIATE, Level.SUPREME, False, False),
        ],
    )
    def test_criminal_appeal_is_extended_by_the_high_court_its_own_cases_too(
        self, court: Level, level: Level, own: bool, right: bool
    ) -> None:
        approver = Approver(Post.PRESIDENT, level, own)
        ground = ExtensionGround.INCIDENTAL_CIVIL
        found = codes(ask(Clock("T18", FILED), approver, court=court, ground=ground))
        assert found == ([] if right else ["E_EXT_WRONG_APPROVER"])

    def test_what_has_no_extension_is_converted(self) -> None:
        [finding] = ask(Clock("T24", FILED), PRESIDENT)
        assert (finding.code, finding.remedy) == ("E_EXT_EXHAUSTED", "procedure.convert")

    def test_enforcement_a_second_time_is_reported_to_the_high_court(self) -> None:
        vice = Approver(Post.VICE_PRESIDENT, Level.BASIC)
        clock = Clock("T31", FILED)
        assert codes(ask(clock, vice, applied_on=date(2026, 7, 12))) == []
        clock = clock.extended(
            Extension(Length(3, Unit.MONTHS), Authority.PRESIDENT_OR_VICE, date(2026, 7, 13))
        )
        [finding] = ask(clock, vice, applied_on=date(2026, 10, 12))
        assert (finding.code, finding.warning) == ("report_upward", True)


@rule("TL4")
@article("法释〔2019〕4号", 1)
class TestApplicationWindow:
    """应当在审限届满十五日前向本院院长提出申请，院长应当在审限届满五日前作出决定。"""

    def test_ordinary_is_asked_for_by_30_june_and_decided_by_10_july(self) -> None:
        window = application_window(ORDINARY, CALENDAR)
        assert window is not None
        assert (window.apply_by, window.decide_by) == (date(2026, 6, 30), date(2026, 7, 10))

    def test_application_on_30_june_is_clean(self) -> None:
        assert codes(ask(ORDINARY, PRESIDENT, applied_on=date(2026, 6, 30))) == []

    def test_application_on_1_july_is_accepted_and_flagged(self) -> None:
        [finding] = ask(ORDINARY, PRESIDENT, applied_on=date(2026, 7, 1))
        assert (finding.code, finding.warning) == ("late_application", True)

    @pytest.mark.parametrize(
        ("limit", "opens", "apply_by", "decide_by"),
        [
            ("T14", None, date(2026, 3, 1), date(2026, 3, 11)),
            ("T15", None, date(2026, 7, 5), None),
            ("T23", None, date(2026, 7, 5), date(2026, 7, 12)),
            ("T31", date(2026, 7, 10), date(2026, 7, 15), None),
        ],
    )
    def test_windows_of_the_other_fields(
        self, limit: str, opens: date | None, apply_by: date, decide_by: date | None
    ) -> None:
        window = application_window(Clock(limit, FILED), CALENDAR)
        assert window is not None
        assert (window.opens, window.apply_by, window.decide_by) == (opens, apply_by, decide_by)

    @pytest.mark.parametrize("limit", ["T24", "T29", "T33", "T11"])
    def test_no_window_where_no_text_sets_one(self, limit: str) -> None:
        assert application_window(Clock(limit, FILED), CALENDAR) is None

    def test_enforcement_asked_for_too_early_is_flagged(self) -> None:
        found = ask(Clock("T31", FILED), PRESIDENT, applied_on=date(2026, 7, 9))
        assert codes(found) == ["early_application"]


@rule("TL5")
@article("法释〔2000〕29号", 14)
class TestPendingAtExpiry:
    """审限届满而延长尚未获准的，案件即为超审限。"""

    def test_overdue_from_the_day_after_whatever_is_pending(self) -> None:
        assert not overdue(ORDINARY, CALENDAR, date(2026, 7, 15))
        assert overdue(ORDINARY, CALENDAR, date(2026, 7, 16))

    def test_a_decision_after_expiry_heals_nothing(self) -> None:
        found = ask(ORDINARY, PRESIDENT, applied_on=date(2026, 6, 20), decided_on=date(2026, 7, 16))
        assert codes(found) == ["E_EXT_AFTER_EXPIRY"]
        in_time = date(2026, 7, 15)
        assert codes(ask(ORDINARY, PRESIDENT, decided_on=in_time)) == []


@rule("TL6")
@article("民诉解释", 258)
class TestConversion:
    """简易程序转为普通程序的，审理期限自人民法院立案之日计算；应当在审限届满前作出裁定。"""

    def test_converted_on_14_may_ordinary_is_due_on_15_july(self) -> None:
        assert codes(check_conversion(EXTENDED, CALENDAR, "T1", date(2026, 5, 14))) == []
        ordinary = convert(EXTENDED, "T1", date(2026, 5, 14))
        assert end(ordinary).day == date(2026, 7, 15)
        assert ordinary.conversions[0].extensions == EXTENDED.extensions

    def test_the_last_day_is_in_time_and_the_next_is_not(self) -> None:
        assert codes(check_conversion(EXTENDED, CALENDAR, "T1", date(2026, 5, 15))) == []
        found = check_conversion(EXTENDED, CALENDAR, "T1", date(2026, 5, 16))
        assert codes(found) == ["E_CONVERT_AFTER_EXPIRY"]

    def test_administrative_conversion_is_bound_too(self) -> None:
        clock = Clock("T24", FILED)  # 45 days: 1 March is a Sunday
        assert codes(check_conversion(clock, CALENDAR, "T23", date(2026, 3, 2))) == []
        found = check_conversion(clock, CALENDAR, "T23", date(2026, 3, 3))
        assert codes(found) == ["E_CONVERT_AFTER_EXPIRY"]
        assert str(found[0].source) == "行诉解释第105条"

    def test_exclusions_stay(self) -> None:
        simple = SIMPLE.excluding(APPRAISAL)
        assert end(convert(simple, "T1", date(2026, 5, 14))).day == date(2026, 8, 24)

    def test_criminal_limits_run_from_the_decision(self) -> None:
        clock = convert(Clock("T17", FILED), "T14", date(2026, 1, 22))
        assert end(clock).day == date(2026, 3, 23)  # 22 March is a Sunday

    def test_there_is_no_way_from_ordinary_to_administrative(self) -> None:
        found = check_conversion(ORDINARY, CALENDAR, "T23", date(2026, 2, 1))
        assert codes(found) == ["E_CONVERT_TARGET"]


@rule("TL7")
@article("法释〔2000〕29号", 21)
class TestReminders:
    """审限届满前提示: 30, 15, 7, 3 and 1 days before."""

    def test_days(self) -> None:
        found = reminders(ORDINARY, CALENDAR)
        assert [reminder.days_before for reminder in found] == [30, 15, 7, 3, 1]
        assert found[0].on == date(2026, 6, 15)

    def test_the_one_of_15_days_names_the_window(self) -> None:
        found = reminders(ORDINARY, CALENDAR)[1]
        assert "2026-06-30" in found.says
        assert "2026-07-10" in found.says
        assert [bool(one.window) for one in reminders(ORDINARY, CALENDAR)].count(True) == 1

    def test_a_short_limit_has_the_late_ones_only(self) -> None:
        assert [one.days_before for one in reminders(Clock("T17", FILED), CALENDAR)] == [7, 3, 1]

    def test_an_extension_moves_them(self) -> None:
        assert reminders(EXTENDED, CALENDAR)[-1].on == date(2026, 5, 14)


@rule("TL8")
@article("法释〔2019〕4号", 7)
class TestWhatPartiesSee:
    """立案时间、审理期限，扣除、延长、重新计算审限，延期开庭审理的情况及事由，应当向当事人公开。"""

    def test_filing_limit_and_every_change_with_its_reason(self) -> None:
        clock = convert(EXTENDED.excluding(APPRAISAL), "T1", date(2026, 5, 14))
        put_off = Postponement(date(2026, 4, 20), PostponementGround.FORCE_MAJEURE, "洪水")
        view = for_parties(
            Clock(
                clock.limit, clock.start, exclusions=clock.exclusions,
                conversions=clock.conversions, postponements=(put_off,),
            ),
            CALENDAR,
            date(2026, 6, 1),
        )  # fmt: skip
        assert (view.start, view.due) == (FILED, date(2026, 8, 24))
        assert view.basis == "六个月，民诉法第152条"
        assert [(event.what, event.on) for event in view.events] == [
            ("扣除审限", date(2026, 3, 1)),
            ("延长审限", date(2026, 4, 1)),
            ("延期开庭", date(2026, 4, 20)),
            ("程序转换", date(2026, 5, 14)),
        ]
        assert all(event.reason for event in view.events)
        assert "洪水" in view.events[2].reason

    def test_they_may_ask_for_supervision(self) -> None:
        view = for_parties(ORDINARY, CALENDAR, FILED)
        assert "申请监督" in view.right
        assert str(view.source) == "法释〔2019〕4号 第7条"


CAPS = [
    (Procedure.ORDINARY_PANEL, 2, []),
    (Procedure.ORDINARY_PANEL, 3, ["E_POSTPONE_CAP"]),
    (Procedure.ORDINARY_SINGLE, 3, ["E_POSTPONE_CAP"]),
    (Procedure.SUMMARY, 1, []),
    (Procedure.SUMMARY, 2, ["E_POSTPONE_CAP"]),
    (Procedure.SMALL_CLAIMS, 2, ["E_POSTPONE_CAP"]),
]


@rule("TL9")
@article("法释〔2019〕4号", 3)
class TestPostponement:
    """适用普通程序审理的案件，延期开庭审理次数不超过两次；简易程序以及小额速裁程序不超过一次。"""

    @pytest.mark.parametrize(("procedure", "count", "found"), CAPS)
    def test_cap(self, procedure: Procedure, count: int, found: list[str]) -> None:
        assert codes(check_postponement(count, procedure, FILED)) == found

    @pytest.mark.parametrize(
        ("following", "consent", "ground", "found"),
        [
            (date(2026, 4, 1), False, PostponementGround.NAMED, []),
            (date(2026, 4, 2), False, PostponementGround.NAMED, ["E_POSTPONE_GAP"]),
            (date(2026, 4, 2), True, PostponementGround.NAMED, []),
            (date(2026, 4, 2), False, PostponementGround.FORCE_MAJEURE, []),
        ],
    )
    def test_gap_of_a_month(
        self, following: date, consent: bool, ground: PostponementGround, found: list[str]
    ) -> None:
        findings = check_postponement(
            1,
            Procedure.ORDINARY_PANEL,
            FILED,
            ground=ground,
            approved_by=Post.PRESIDENT,
            last_hearing_on=date(2026, 3, 1),
            next_hearing_on=following,
            consent=consent,
        )
        assert codes(findings) == found

    @pytest.mark.parametrize(
        ("ground", "approved_by", "found"),
        [
            (PostponementGround.OTHER, Post.PRESIDENT, ["E_POSTPONE_GROUND"]),
            (PostponementGround.ACCIDENT, Post.DIVISION_HEAD, ["E_POSTPONE_APPROVAL"]),
            (PostponementGround.ACCIDENT, Post.PRESIDENT, []),
            (PostponementGround.NAMED, None, []),
        ],
    )
    def test_another_ground_is_force_majeure_or_accident_with_the_presidents_leave(
        self, ground: PostponementGround, approved_by: Post | None, found: list[str]
    ) -> None:
        findings = check_postponement(
            1, Procedure.ORDINARY_PANEL, FILED, ground=ground, approved_by=approved_by
        )
        assert codes(findings) == found


@rule("TL10")
@article("法释〔2000〕29号", 10)
class TestClosing:
    """结案: 最后一名当事人送达之日; the closing stops every reminder at once."""

    def test_closing_stops_reminders(self) -> None:
        assert reminders(Clock("T1", FILED, closed_on=date(2026, 5, 1)), CALENDAR) == []

    def test_closed_in_time_it_never_becomes_overdue(self) -> None:
        clock = Clock("T1", FILED, closed_on=date(2026, 7, 15))
        assert not overdue(clock, CALENDAR, date(2026, 12, 31))

    def test_closed_late_it_stays_late(self) -> None:
        clock = Clock("T1", FILED, closed_on=date(2026, 7, 16))
        assert overdue(clock, CALENDAR, date(2026, 12, 31))


class TestHours:
    """以时起算的期间从次时起算: limits in hours, 民诉法 第85条, 民诉解释 第125条."""

    @pytest.mark.parametrize(
        ("limit", "at", "ends"),
        [
            ("T10.urgent", datetime(2026, 9, 30, 10, 20), datetime(2026, 10, 2, 11)),  # noqa: DTZ001
            ("T13.ordinary", datetime(2026, 3, 2, 9), datetime(2026, 3, 5, 10)),  # noqa: DTZ001
            ("T13.urgent", datetime(2026, 3, 2, 23, 59), datetime(2026, 3, 4)),  # noqa: DTZ001
        ],
    )
    def test_the_hour_of_the_start_does_not_count_and_no_holiday_is_waited_for(
        self, limit: str, at: datetime, ends: datetime
    ) -> None:
        clock = Clock(limit, at.date(), start_at=at)
        assert end(clock).at == ends
        assert not overdue(clock, CALENDAR, ends)
        assert overdue(clock, CALENDAR, ends.replace(minute=1))
        assert reminders(clock, CALENDAR) == []

    def test_the_hour_must_be_known(self) -> None:
        with pytest.raises(ValueError, match="hour"):
            due(Clock("T10.urgent", FILED), CALENDAR)
