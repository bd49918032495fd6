"""卷宗目录: every kind of case has one, in the law's order."""

import pytest

from tests.marks import article, rule
from xiezhi.law.catalogue import catalogue_for, catalogues
from xiezhi.law.terms import CaseKind, Instance, Procedure, Volume

PANEL = Procedure.ORDINARY_PANEL


class TestEveryCatalogue:
    @pytest.mark.parametrize("kind", CaseKind)
    def test_every_kind_of_case_has_one(self, kind: CaseKind) -> None:
        second = kind.instance is Instance.SECOND
        catalogue = catalogue_for(kind, Procedure.SECOND_PANEL if second else PANEL)
        assert kind in catalogue.kinds
        assert "judgment" in {item.code for item in catalogue.missing((), single=False)}

    @pytest.mark.parametrize("key", catalogues())
    def test_names_each_place_once_and_the_internal_volume_last(self, key: str) -> None:
        items = catalogues()[key].items
        assert len({item.code for item in items}) == len(items)
        assert len({item.name for item in items}) == len(items)
        volumes = [item.volume for item in items]
        assert volumes == sorted(volumes, key=[Volume.MAIN, Volume.INTERNAL].index)

    def test_a_code_means_the_same_volume_everywhere(self) -> None:
        volumes: dict[str, set[Volume]] = {}
        for catalogue in catalogues().values():
            for item in catalogue.items:
                volumes.setdefault(item.code, set()).add(item.volume)
        assert {code for code, found in volumes.items() if len(found) > 1} == set()


@article("诉讼文书立卷归档办法", 12)
class TestCivilFirstInstance:
    """民事一审案件诉讼文书材料的排列顺序……"""

    def test_order(self) -> None:
        catalogue = catalogue_for(CaseKind.CIVIL_FIRST, PANEL)
        codes = ["complaint", "response_notice", "summons", "hearing_minutes", "judgment"]
        assert sorted(codes, key=catalogue.order) == codes
        assert catalogue.order("unheard_of") == len(catalogue.items)

    @rule("R28-11")
    def test_what_must_be_there_at_archiving(self) -> None:
        catalogue = catalogue_for(CaseKind.CIVIL_FIRST, PANEL)
        wanted = {item.code for item in catalogue.missing((), single=False)}
        assert wanted == {
            "complaint", "fee", "response_notice", "identity", "summons", "hearing_minutes",
            "judgment", "service_receipts", "deliberation_minutes",
        }  # fmt: skip
        assert catalogue.missing(wanted, single=False) == ()

    def test_one_judge_does_not_deliberate(self) -> None:
        catalogue = catalogue_for(CaseKind.CIVIL_FIRST, Procedure.ORDINARY_SINGLE)
        wanted = {item.code for item in catalogue.missing((), single=True)}
        assert "deliberation_minutes" not in wanted

    @rule("R28-2")
    def test_minutes_of_deliberation_in_the_main_volume_are_misplaced(self) -> None:
        catalogue = catalogue_for(CaseKind.CIVIL_FIRST, PANEL)
        found = catalogue.misplaced(
            [("deliberation_minutes", Volume.MAIN), ("complaint", Volume.MAIN)]
        )
        assert [item.code for item in found] == ["deliberation_minutes"]


class TestSummaryProcedure:
    def test_has_its_own_with_the_small_claims_notice(self) -> None:
        for procedure in (Procedure.SUMMARY, Procedure.SMALL_CLAIMS):
            catalogue = catalogue_for(CaseKind.CIVIL_FIRST, procedure)
            assert catalogue.key == "civil_summary"
            assert catalogue.item("small_claims_notice").volume is Volume.MAIN
