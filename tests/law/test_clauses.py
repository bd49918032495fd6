"""Every clause has its acts or the reason why not; every test's clause is a real one."""

import pytest

from tests.marks import article
from xiezhi.cli import law, law_pages
from xiezhi.law.outside import OUTSIDE
from xiezhi.law.powers import powers

CLAUSES = law.clauses()


@article("法发〔2020〕26号", 4)
class TestTheListIsPublished:
    def test_each_article_of_the_opinion_has_an_act_or_a_reason_never_both(self) -> None:
        with_acts = {n for (key, n), what in CLAUSES.items() if key == law.OPINION and what.acts}
        assert with_acts | set(OUTSIDE) == set(range(1, 29))
        assert not with_acts & set(OUTSIDE)

    @pytest.mark.parametrize("clause", sorted(CLAUSES))
    def test_a_clause_that_is_cited_is_in_the_register(self, clause: law.Clause) -> None:
        assert law.resolves(clause)

    def test_every_act_has_its_row(self) -> None:
        page = law_pages.powers_page("")
        assert [code for code in powers() if f"`{code}`" not in page] == []

    def test_the_glossary_gives_the_posts_in_both_languages(self) -> None:
        assert "| 庭长 | division head | `division_head` |" in law_pages.glossary("")
