"""A receipt stands without the database; three verifiers agree on it, byte for byte."""

from __future__ import annotations

import base64
import json
import runpy
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.ledger.conftest import AT, Link, draft, new_subjects, write
from tests.marks import article
from xiezhi.cli import verify as command
from xiezhi.cli.__main__ import main
from xiezhi.ledger import sequencer
from xiezhi.ledger.documents import (
    ExportCheck,
    Refused,
    check_receipt,
    receipt_bytes,
)  # fmt: skip
from xiezhi.ledger.encoding import REFUSED, canonical
from xiezhi.ledger.export import export
from xiezhi.ledger.keys import Folder
from xiezhi.ledger.receipts import NoSuchEntry, receipt

VERIFY = Path(__file__).parents[2] / "verify"
STRANGER = runpy.run_path(str(VERIFY / "verify_receipt.py"))
NODE = shutil.which("node")

# Reads receipts, one a line in base64, and writes for each whether it holds.
IN_NODE = f"""
import {{ checkReceipt }} from "{(VERIFY / "verify_receipt.mjs").as_uri()}";
import {{ createInterface }} from "node:readline";
for await (const line of createInterface({{ input: process.stdin }})) {{
  try {{
    const decoder = new TextDecoder("utf-8", {{ fatal: true, ignoreBOM: true }});
    await checkReceipt(decoder.decode(Buffer.from(line, "base64")));
    console.log("holds");
  }} catch (error) {{
    console.log(error.constructor.name);
  }}
}}
"""


@pytest.fixture
def receipts(app: Link, folder: Folder) -> dict[str, bytes]:
    """A receipt of each kind: pending, in the tree, in the tree with a later checkpoint."""
    subjects = new_subjects(app, 7)
    said = canonical({"text": '"甲"\\\n\u2028\x1f😀', "number": 3})
    first = write(app, [
        draft(subject, 1, data=said, key="k", delegation=5) for subject in subjects[:5]
    ])  # fmt: skip
    signer, verifiers = folder.signer(), folder.verifiers()
    states = {"pending": receipt_bytes(receipt(app, first[2].id, verifiers))}
    sequencer.tick(app, signer, at=AT)
    states["sequenced"] = receipt_bytes(receipt(app, first[2].id, verifiers, to_latest=True))
    write(app, [draft(subject, 2, outcome=REFUSED) for subject in subjects])
    sequencer.tick(app, signer, at=AT)
    states["later"] = receipt_bytes(receipt(app, first[2].id, verifiers, to_latest=True))
    return states


def flips(file: bytes) -> list[bytes]:
    """Return the file with each byte changed, in one bit that depends on the place."""
    return [file[:at] + bytes([file[at] ^ 1 << at % 8]) + file[at + 1 :] for at in range(len(file))]


def holds(check: Callable[[bytes], Any], file: bytes, refusal: type[Exception]) -> bool:
    try:
        check(file)
    except refusal:
        return False
    return True


@article("法发〔2020〕26号", 4)
class TestReceipts:
    """可监督: an actor can show what was recorded, without the court."""

    def test_what_it_shows(self, receipts: dict[str, bytes], folder: Folder) -> None:
        pending = check_receipt(receipts["pending"])
        assert (pending.checkpoint, pending.index, pending.seq) == (None, None, 1)
        shown = check_receipt(receipts["later"], folder.verifiers())
        assert shown.checkpoint is not None
        assert shown.later is not None
        assert (shown.index, shown.checkpoint.size, shown.later.size) == (2, 5, 12)
        assert shown.entry == pending.entry
        assert shown.entry.delegation == 5
        assert json.loads(shown.entry.data)["number"] == 3
        assert check_receipt(receipts["sequenced"]).later is None

    def test_an_unknown_entry_has_none(self, app: Link, folder: Folder) -> None:
        with pytest.raises(NoSuchEntry):
            receipt(app, 1 << 40, folder.verifiers())

    def test_a_key_that_is_not_trusted_is_refused(
        self, receipts: dict[str, bytes], tmp_path: Path
    ) -> None:
        other = Folder(tmp_path / "other").make_key().verifier
        with pytest.raises(Refused, match="not among those trusted"):
            check_receipt(receipts["later"], [other])
        with pytest.raises(STRANGER["Refused"]):
            STRANGER["check_receipt"](receipts["later"], str(other))

    @pytest.mark.parametrize("state", ["pending", "sequenced", "later"])
    def test_every_byte_counts(self, receipts: dict[str, bytes], state: str) -> None:
        assert holds(check_receipt, receipts[state], Refused)
        passed = [file for file in flips(receipts[state]) if holds(check_receipt, file, Refused)]
        assert passed == []

    @pytest.mark.parametrize(
        "forge",
        [
            lambda stated: stated | {"more": 1},
            lambda stated: stated | {"suite": True},
            lambda stated: stated | {"path": []},
            lambda stated: stated | {"index": stated["index"] + 1},
            lambda stated: stated | {"later": {**stated["later"], "path": []}},
            lambda stated: stated | {"later": None},
            lambda stated: stated | {"entry": {**stated["entry"], "key": None}},
            lambda stated: stated | {"entry": {**stated["entry"], "seq": "1"}},
            lambda stated: stated | {"entry": {**stated["entry"], "subject": 2**60}},
            lambda stated: {name: stated[name] for name in stated if name != "path"},
            lambda stated: [],
        ],
    )
    def test_forged_fields_are_refused_by_all(
        self, receipts: dict[str, bytes], forge: Callable[[Any], Any]
    ) -> None:
        file = receipt_bytes(forge(json.loads(receipts["later"])))
        assert not holds(check_receipt, file, Refused)
        assert not holds(STRANGER["check_receipt"], file, STRANGER["Refused"])
        assert in_node([file]) in (None, ["Refused"])


class TestStrangersVerifiers:
    @pytest.mark.parametrize("state", ["pending", "sequenced", "later"])
    def test_python_alone(self, receipts: dict[str, bytes], state: str) -> None:
        check, refusal = STRANGER["check_receipt"], STRANGER["Refused"]
        assert len(check(receipts[state])) == {"pending": 2, "sequenced": 3, "later": 4}[state]
        # The signature is slow here, so every third byte.
        forged = flips(receipts[state])[::3]
        assert [file for file in forged if holds(check, file, refusal)] == []

    @pytest.mark.parametrize("state", ["pending", "sequenced", "later"])
    def test_node(self, receipts: dict[str, bytes], state: str) -> None:
        answers = in_node([receipts[state], *flips(receipts[state])])
        if answers is None:
            pytest.skip("there is no node")
        assert answers[0] == "holds"
        assert set(answers[1:]) == {"Refused"} or set(answers[1:]) == {"Refused", "TypeError"}

    def test_they_share_no_code_and_stay_short(self) -> None:
        for path in VERIFY.iterdir():
            if path.suffix in {".py", ".mjs"}:
                text = path.read_text()
                assert "xiezhi." not in text
                assert len(text.splitlines()) <= 200


def in_node(files: list[bytes]) -> list[str] | None:
    """Return what the verifier for browsers says to each file, or nothing without node."""
    if NODE is None:
        return None
    done = subprocess.run(
        [NODE, "--no-warnings", "--input-type=module", "-e", IN_NODE],
        input=b"\n".join(base64.b64encode(file) for file in files), capture_output=True, check=True,
    )  # fmt: skip
    return done.stdout.decode().split()


class TestExports:
    @pytest.fixture
    def lines(self, app: Link, folder: Folder, receipts: dict[str, bytes]) -> list[bytes]:
        write(app, [draft(subject) for subject in new_subjects(app, 2)])
        with app.transaction():
            return list(export(app, folder.verifiers()))

    def test_the_whole_log_is_checked(self, lines: list[bytes], folder: Folder) -> None:
        check = ExportCheck(folder.verifiers())
        check.check(lines)
        assert check.counts() == {"leaves": 12, "checkpoints": 2, "pending": 2}

    def test_an_empty_log(self, app: Link, folder: Folder) -> None:
        with app.transaction():
            lines = list(export(app, folder.verifiers()))
        ExportCheck().check(lines)
        assert len(lines) == 2

    def test_no_line_can_be_missing_doubled_or_moved(self, lines: list[bytes]) -> None:
        for at in range(len(lines)):
            for forged in (
                lines[:at] + lines[at + 1 :],
                lines[: at + 1] + lines[at:],
                [*lines[:at], *lines[at + 1 : at + 2], lines[at], *lines[at + 2 :]],
            ):
                if forged != lines and not _two_pending_swapped(lines, forged):
                    with pytest.raises(Refused):
                        ExportCheck().check(forged)

    def test_every_byte_counts(self, lines: list[bytes]) -> None:
        whole = b"".join(lines)
        for at in range(0, len(whole), 7):
            forged = whole[:at] + bytes([whole[at] ^ 1 << at % 8]) + whole[at + 1 :]
            with pytest.raises(Refused):
                ExportCheck().check(forged.splitlines(keepends=True))


def _two_pending_swapped(lines: list[bytes], forged: list[bytes]) -> bool:
    """Whether only entries that no checkpoint orders yet stand in another order."""
    moved = [line for line, other in zip(lines, forged, strict=False) if line != other]
    return len(lines) == len(forged) and all(b'{"pending"' in line[:10] for line in moved)


class TestCommand:
    def test_it_says_line_by_line_what_was_checked(
        self, receipts: dict[str, bytes], folder: Folder, tmp_path: Path,
        capsys: pytest.CaptureFixture[str],
    ) -> None:  # fmt: skip
        path = tmp_path / "receipt.json"
        path.write_bytes(receipts["later"])
        assert main(["verify", str(path), "--key", str(folder.verifiers()[0])]) == 0
        said = capsys.readouterr().out
        assert said.count("✓") == 5
        assert "该记录在树中 leaf 2 of 5" in said
        path.write_bytes(receipts["later"].replace(b"president", b"President"))
        assert main(["verify", str(path)]) == 1
        assert "核验未通过" in capsys.readouterr().out

    def test_a_key_that_is_none_is_refused(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["verify", "x", "--key", "y"]) == 2
        assert "not a public key" in capsys.readouterr().err

    def test_it_needs_neither_django_nor_a_database(
        self, receipts: dict[str, bytes], tmp_path: Path
    ) -> None:
        path = tmp_path / "receipt.json"
        path.write_bytes(receipts["later"])
        program = (
            "import sys; from xiezhi.cli.verify import _verify; from pathlib import Path;"
            "status = _verify(Path(sys.argv[1]), []);"
            "sys.exit(status or 'django' in sys.modules or 'psycopg' in sys.modules)"
        )
        subprocess.run([sys.executable, "-c", program, str(path)], check=True)
        assert command.__doc__
