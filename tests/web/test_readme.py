"""The README of the pages draws all it shows; the READMEs of the project show what there is."""

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.template import Context, Template

from xiezhi import web
from xiezhi.cli.__main__ import main, parser
from xiezhi.config import env
from xiezhi.web import components
from xiezhi.web.components import Part

TEXT = (Path(web.__file__).parent / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"```python\n(.*?)```", TEXT, re.S)


def test_every_example_draws() -> None:
    names: dict[str, object] = {}
    for block in BLOCKS:
        exec(block, names)
    parts = [part for part in names.values() if isinstance(part, Part)]
    assert len(parts) > 35
    for part in parts:
        drawn = Template("{% load xiezhi %}{% draw part %}").render(Context({"part": part}))
        assert drawn.strip()


def test_no_component_is_left_out() -> None:
    assert [name for name in components.__all__ if not re.search(rf"\b{name}\b", TEXT)] == ["Part"]


READMES = ("README.md", "README.zh-CN.md")
STANDS_FOR = {"FILE": "filings.jsonl", "LOGIN": "yunxi.filing_officer", "ENTRY": "1"}
"""What a reader puts in the place of the words in capitals."""
SIBLINGS = re.compile(r"^xiezhi (\w+) \w+")


def shown(name: str) -> list[str]:
    """Return every command of a README: of its fenced blocks, of its table, of its sentences."""
    text = (env.ROOT / name).read_text("utf-8")
    found = [
        line.partition("#")[0].strip()
        for block in re.findall(r"```sh\n(.*?)```", text, re.S)
        for line in block.splitlines()
    ]
    rest = re.sub(r"```.*?```", "", text, flags=re.S)
    for line in rest.splitlines():
        first = line.split("|")[1] if line.startswith("|") else line
        found += _in_line(first, in_table=line.startswith("|"))
    return [command for command in found if command]


def _in_line(text: str, *, in_table: bool) -> Iterator[str]:
    """Yield commands in backquotes; in a cell of the table `export` follows `xiezhi ledger …`."""
    group = ""
    for code in re.findall(r"`([^`]+)`", text):
        words = re.sub(r"^(\w+=\S+ )+", "", code).removeprefix(".venv/bin/")
        if re.match(r"(xiezhi|make|python) \S", words):
            yield code
            known = SIBLINGS.match(words)
            group = known[1] if known else ""
        elif in_table and group and re.fullmatch(r"\w+", code):
            yield f"xiezhi {group} {code}"


def words_of(command: str) -> tuple[str, list[str]]:
    """Return the program of a command, without variables set before it, and its words."""
    words = shlex.split(command)
    while re.fullmatch(r"[A-Z_]+=.*", words[0]):
        words.pop(0)
    return Path(words[0]).name, [STANDS_FOR.get(word, word) for word in words[1:]]


def commands(program: str) -> list[tuple[str, ...]]:
    """Return the words of each command of a program, of both READMEs, each once."""
    known = [words_of(command) for name in READMES for command in shown(name)]
    return list(dict.fromkeys(tuple(words) for of, words in known if of == program))


class TestTheReadmesOfTheProject:
    def test_both_show_the_same_commands_in_the_same_order(self) -> None:
        english, chinese = (shown(name) for name in READMES)
        assert english == chinese
        assert {words_of(command)[0] for command in english} == {"make", "xiezhi", "python"}
        assert len(english) > 12

    @pytest.mark.parametrize("words", commands("make"), ids=" ".join)
    def test_make_has_the_target(self, words: tuple[str, ...]) -> None:
        makefile = (env.ROOT / "Makefile").read_text("utf-8")
        targets = set(re.findall(r"^([a-z-]+):", makefile, re.M))
        assert words
        for word in words:
            assert word in targets

    @pytest.mark.parametrize("words", commands("xiezhi"), ids=" ".join)
    def test_the_command_line_takes_it(self, words: tuple[str, ...]) -> None:
        assert callable(parser().parse_args(words).run)

    def test_what_is_not_there_would_be_noticed(self) -> None:
        for wrong in (["ledger", "forge"], ["intake", "f.jsonl"], ["unknown"]):
            with pytest.raises(SystemExit):
                parser().parse_args(wrong)

    @pytest.mark.parametrize("words", commands("python"), ids=" ".join)
    def test_the_program_is_there_and_needs_nothing_of_ours(
        self, words: tuple[str, ...], tmp_path: Path
    ) -> None:
        program = env.ROOT / words[0]
        wrong = tmp_path / words[1]
        wrong.write_text("{}")
        done = subprocess.run(
            [sys.executable, "-I", str(program), str(wrong)],
            cwd=tmp_path, check=False, capture_output=True, text=True,
        )  # fmt: skip
        assert done.returncode == 1, done.stderr
        assert "Traceback" not in done.stderr
        assert len(program.read_text("utf-8").splitlines()) <= 200

    @pytest.mark.parametrize(
        "word", sorted({words[0] for words in commands("xiezhi")}), ids=lambda word: word
    )
    def test_what_a_command_does_stands_in_its_help(
        self, word: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        with pytest.raises(SystemExit) as end:
            main([word, "--help"])
        assert end.value.code == 0
        assert f"xiezhi {word}" in capsys.readouterr().out

    def test_the_law_is_listed(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["law"]) == 0
        assert "法发〔2020〕26号 第5条" in capsys.readouterr().out

    def test_the_documents_that_it_points_to_are_those_of_the_code(self) -> None:
        assert main(["docs", "--check"]) == 0

    @pytest.mark.parametrize("name", READMES)
    def test_every_block_is_one_of_commands(self, name: str) -> None:
        fences = re.findall(r"^```(.*)$", (env.ROOT / name).read_text("utf-8"), re.M)
        assert set(fences[::2]) == {"sh"} and set(fences[1::2]) == {""}

    @pytest.mark.parametrize("name", READMES)
    def test_what_it_links_to_is_there(self, name: str) -> None:
        text = (env.ROOT / name).read_text("utf-8")
        links = [link for link in re.findall(r"\]\(([^)]+)\)", text) if "://" not in link]
        assert links
        assert not [link for link in links if not (env.ROOT / link).exists()]
