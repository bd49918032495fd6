"""The command line: every command stands in the help; files are laid where pages expect them."""

from pathlib import Path

import pytest

from xiezhi.cli.__main__ import main


def test_the_help_names_the_commands(capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as end:
        main(["--help"])
    said = capsys.readouterr().out
    assert end.value.code == 0
    assert all(name in said for name in ("db", "migrate", "serve", "assets", "docs", "check"))


class TestAssets:
    def test_what_is_missing_is_named(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
        words = ["assets", "--source", str(tmp_path), "--target", str(tmp_path / "out")]
        assert main(words) == 1
        said = capsys.readouterr().err
        assert "npm ci --ignore-scripts" in said and "htmx.org/dist/htmx.min.js" in said
        assert not (tmp_path / "out").exists()

    def test_they_are_laid_by_name(self, tmp_path: Path):
        assert main(["assets", "--target", str(tmp_path)]) == 0
        assert (tmp_path / "htmx.js").stat().st_size > 10_000
        assert (tmp_path / "icons" / "gavel.svg").read_text().startswith("<svg")
        assert "../noble/curves/ed25519.js" in (tmp_path / "verify" / "verify_vrf.mjs").read_text()
