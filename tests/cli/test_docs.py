"""The diagram of imports, on a small tree, and the comparison that CI makes."""

from pathlib import Path

from xiezhi.cli.import_graph import BEGIN, END, edges, mermaid, redraw


def tree(folder: Path) -> Path:
    """Lay a package of three, in which web imports both of the others."""
    sources = {
        "law/terms.py": "import enum",
        "cases/models.py": "from xiezhi.law import terms\nfrom xiezhi.law.terms import Post",
        "web/views.py": "import xiezhi.cases.models\nfrom xiezhi.law.terms import Post",
        "cli/all.py": "from xiezhi.web import views",
    }
    for name, source in sources.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(source)
    return folder


class TestTheDiagram:
    def test_it_knows_who_imports_whom(self, tmp_path: Path):
        found = edges(tree(tmp_path))
        assert found == {("cases", "law"), ("web", "cases"), ("web", "law")}

    def test_what_a_chain_implies_is_left_out(self):
        drawn = mermaid({("cases", "law"), ("web", "cases"), ("web", "law")})
        assert drawn == "flowchart TD\n    cases --> law\n    web --> cases"

    def test_it_is_drawn_into_the_page_and_the_rest_stays(self, tmp_path: Path):
        page = f"above\n{BEGIN}\nold\n{END}\nbelow\n"
        once = redraw(page, tree(tmp_path))
        assert once.startswith("above\n") and once.endswith("\nbelow\n") and "old" not in once
        assert redraw(once, tmp_path) == once

    def test_a_page_without_one_gets_it_at_its_end(self, tmp_path: Path):
        assert redraw("above\n", tree(tmp_path)).startswith(f"above\n\n{BEGIN}\n```mermaid")
