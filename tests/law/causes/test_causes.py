"""案由: the registers of causes."""

from datetime import date
from itertools import pairwise

import pytest

from xiezhi.law.causes import Cause, causes, children, find, parents, search
from xiezhi.law.terms import Area

TODAY = date(2026, 11, 24)


def named(text: str, area: Area, on: date = TODAY) -> Cause:
    cause = find(text, area, on)
    assert cause is not None, text
    return cause


class TestCivilCauses:
    """民事案件案由规定 2026: 12 first-level, 59 second-level, 514 third-level causes."""

    @pytest.mark.parametrize(("level", "count"), [(1, 12), (2, 59), (3, 514), (4, 470)])
    def test_the_number_of_each_level(self, level: int, count: int) -> None:
        assert sum(cause.level == level for cause in causes(Area.CIVIL)) == count

    def test_private_lending(self) -> None:
        cause = named("民间借贷纠纷", Area.CIVIL)
        assert cause.code == "CV26-04-10-108-3"
        assert [c.name for c in parents(cause)] == [
            "合同、准合同纠纷",
            "合同纠纷",
            "借款合同纠纷",
        ]
        assert not cause.verified
        assert str(cause.source) == "法〔2025〕227号"

    @pytest.mark.parametrize(
        ("code", "name"),
        [
            ("CV26-02-2-14", "离婚纠纷"),
            ("CV26-10-35-411", "机动车交通事故责任纠纷"),
            ("CV26-10-35-413", "医疗损害责任纠纷"),
            ("CV26-09-24-294", "股东失权纠纷"),
        ],
    )
    def test_codes_of_the_text(self, code: str, name: str) -> None:
        assert named(code, Area.CIVIL).name == name

    def test_the_most_specific_level_is_taken(self) -> None:
        assert named("不当得利纠纷", Area.CIVIL).level == 3

    def test_an_older_case_keeps_a_name_that_is_the_same(self) -> None:
        assert named("民间借贷纠纷", Area.CIVIL, date(2021, 3, 1)).version == "2026"

    def test_children_stand_one_level_below(self) -> None:
        names = [c.name for c in children(named("借款合同纠纷", Area.CIVIL), TODAY)]
        assert names[:3] == ["金融借款合同纠纷", "同业拆借纠纷", "民间借贷纠纷"]


class TestCharges:
    """罪名: ten chapters; a changed name holds from its day."""

    def test_ten_chapters(self) -> None:
        assert sum(cause.level == 1 for cause in causes(Area.CRIMINAL)) == 10

    def test_a_charge_knows_its_chapter_and_article(self) -> None:
        theft = named("盗窃罪", Area.CRIMINAL)
        assert theft.article == "264"
        assert [c.name for c in parents(theft)] == ["侵犯财产罪"]

    def test_article_169_was_renamed_on_1_march_2024(self) -> None:
        old, new = "徇私舞弊低价折股、出售国有资产罪", "徇私舞弊低价折股、出售公司、企业资产罪"
        eve, day = date(2024, 2, 29), date(2024, 3, 1)
        assert find(new, Area.CRIMINAL, eve) is None
        assert find(old, Area.CRIMINAL, eve) is not None
        assert find(new, Area.CRIMINAL, day) is not None
        assert find(old, Area.CRIMINAL, day) is None

    def test_names_of_2021(self) -> None:
        assert find("生产、销售假药罪", Area.CRIMINAL, TODAY) is None
        assert named("生产、销售、提供假药罪", Area.CRIMINAL).article == "141"
        assert find("袭警罪", Area.CRIMINAL, date(2021, 2, 28)) is None


class TestAdministrativeCauses:
    """行政案件案由: 行政行为 with 22 second-level causes."""

    def test_twenty_two(self) -> None:
        top = named("行政行为", Area.ADMINISTRATIVE)
        below = children(top, TODAY)
        assert len(below) == 22
        assert (below[0].name, below[0].code) == ("行政处罚", "AD21-01")


@pytest.mark.parametrize("area", list(Area))
class TestEveryRegister:
    def test_codes_are_unique_and_parents_exist(self, area: Area) -> None:
        codes = [cause.code for cause in causes(area)]
        assert len(set(codes)) == len(codes)
        assert all(len(parents(cause)) == cause.level - 1 for cause in causes(area))

    def test_every_name_in_force_is_found(self, area: Area) -> None:
        for cause in causes(area):
            if cause.in_force(TODAY):
                assert named(cause.name, area).name == cause.name

    def test_search_shows_beginnings_first_and_keeps_the_limit(self, area: Area) -> None:
        word = {"civil": "合同", "criminal": "走私", "administrative": "行政"}[area]
        hits = search(word, area, TODAY, limit=5)
        assert len(hits) == 5
        starts = [hit.name.startswith(word) for hit in hits]
        assert all(a >= b for a, b in pairwise(starts))
        assert search("没有这样的案由", area, TODAY) == []
