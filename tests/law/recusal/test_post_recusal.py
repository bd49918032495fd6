"""任职回避 (法官法 2019, articles 23, 24 and 36)."""

from datetime import date

import pytest

from tests.marks import article
from xiezhi.law.rules.post_recusal import (
    FamilyPractice,
    FormerJudge,
    Office,
    check_family_practice,
    check_former_judge,
    check_relatives_in_office,
)
from xiezhi.law.terms import Post


def office(*posts: Post, court: str = "粤0703", division: str = "") -> Office:
    return Office(frozenset(posts), court, court[:-2], division)


@article("法官法", 23)
class TestRelativesInOffice:
    """法官之间有夫妻关系……的，不得同时担任下列职务。"""

    @pytest.mark.parametrize(
        ("one", "other", "barred"),
        [
            (office(Post.PRESIDENT), office(Post.VICE_PRESIDENT), True),
            (office(Post.DIVISION_HEAD), office(Post.AC_MEMBER), True),
            (
                office(Post.DIVISION_HEAD, division="民一庭"),
                office(Post.DEPUTY_DIVISION_HEAD),
                True,
            ),
            (office(Post.VICE_PRESIDENT), office(Post.JUDGE), True),
            (office(Post.JUDGE, division="民一庭"), office(Post.JUDGE, division="民一庭"), True),
            (office(Post.JUDGE, division="民一庭"), office(Post.JUDGE, division="刑庭"), False),
            (office(Post.DIVISION_HEAD, division="民一庭"), office(Post.JUDGE), False),
            (office(Post.PRESIDENT), office(Post.VICE_PRESIDENT, court="粤07"), True),
            (office(Post.PRESIDENT), office(Post.JUDGE, court="粤07"), False),
            (office(Post.PRESIDENT), office(Post.PRESIDENT, court="粤0785"), False),
            (office(Post.VICE_PRESIDENT), office(Post.CLERK), False),
            (office(Post.JUDGE, division="刑庭"), office(Post.CLERK, division="刑庭"), False),
        ],
    )
    def test_each_item_both_ways(self, one: Office, other: Office, barred: bool) -> None:
        codes = ["E_POST_RECUSAL"] if barred else []
        assert [f.code for f in check_relatives_in_office(one, other)] == codes
        assert [f.code for f in check_relatives_in_office(other, one)] == codes


@article("法官法", 24)
class TestFamilyLawyers:
    @pytest.mark.parametrize(
        ("practice", "barred"),
        [
            (FamilyPractice(), False),
            (FamilyPractice(partner_or_founder=True), True),
            (FamilyPractice(acts_as_lawyer=True), True),
            (FamilyPractice(other_paid_services=True), True),
        ],
    )
    def test_the_judge_leaves_the_post(self, practice: FamilyPractice, barred: bool) -> None:
        assert bool(check_family_practice(practice)) is barred


@article("法官法", 36)
class TestFormerJudges:
    LEFT = date(2024, 2, 29)

    # name, on, courts of the case, lawyer, guardian or relative, dismissed, paragraphs found
    TABLE = [
        ("a day before two years", date(2026, 2, 27), ["粤01"], True, False, False, [1]),
        ("after two years elsewhere", date(2026, 2, 28), ["粤01"], True, False, False, []),
        ("own court for ever", date(2040, 1, 1), ["粤0703"], True, False, False, [2]),
        ("own court on appeal", date(2040, 1, 1), ["粤07", "粤0703"], False, False, False, [2]),
        ("own court, near relative", date(2040, 1, 1), ["粤0703"], False, True, False, []),
        ("within two years, relative", date(2024, 5, 1), ["粤01"], True, True, False, [1]),
        ("dismissed, any court", date(2040, 1, 1), ["粤01"], False, False, True, [3]),
        ("dismissed, guardian", date(2040, 1, 1), ["粤01"], False, True, True, []),
    ]

    @pytest.mark.parametrize("row", TABLE, ids=[row[0] for row in TABLE])
    def test_two_years_own_court_and_dismissal(
        self, row: tuple[str, date, list[str], bool, bool, bool, list[int]]
    ) -> None:
        _, on, courts, lawyer, relative, dismissed, paragraphs = row
        former = FormerJudge(courts=frozenset({"粤0703"}), left_on=self.LEFT, dismissed=dismissed)
        found = check_former_judge(
            former, courts=courts, on=on, as_lawyer=lawyer, guardian_or_relative=relative
        )
        assert [f.source.paragraph for f in found] == paragraphs
