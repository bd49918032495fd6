"""Checkpoints are signed notes; keys and published heads lie outside the database."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from xiezhi.ledger.keys import Folder, KeyMissing
from xiezhi.ledger.notes import Checkpoint, NoteRefused, Verifier, open_note

SIGNED = Checkpoint("xiezhi-ledger/0123", 20, bytes(range(32)), 13, 1_764_000_000_000_000)


class TestSignedNotes:
    def test_what_was_signed_is_read(self, folder: Folder) -> None:
        signer = folder.signer()
        assert signer.verifier.open(signer.sign(SIGNED)) == SIGNED

    def test_the_suite_is_among_the_signed_bytes(self, folder: Folder) -> None:
        signer = folder.signer()
        assert "\nsuite 1\n" in SIGNED.text()
        with pytest.raises(NoteRefused, match="suite 2"):
            signer.verifier.open(signer.sign(dataclasses.replace(SIGNED, suite=2)))

    def test_every_bit_counts(self, folder: Folder) -> None:
        verifier, note = folder.signer().verifier, folder.signer().sign(SIGNED).encode()
        for at in range(len(note)):
            for bit in range(8):
                forged = note[:at] + bytes([note[at] ^ 1 << bit]) + note[at + 1 :]
                try:
                    text = forged.decode()
                except UnicodeDecodeError:
                    continue
                with pytest.raises(NoteRefused):
                    verifier.open(text)

    def test_another_key_is_refused(self, folder: Folder, tmp_path: Path) -> None:
        other = Folder(tmp_path / "other").make_key()
        with pytest.raises(NoteRefused, match="another key"):
            folder.signer().verifier.open(other.sign(SIGNED))
        both = [folder.signer().verifier, other.verifier]
        assert open_note(other.sign(SIGNED), both) == (SIGNED, other.verifier)
        with pytest.raises(NoteRefused, match="no public key"):
            open_note(other.sign(SIGNED), [])

    def test_a_public_key_is_read_as_it_was_written(self, folder: Folder) -> None:
        verifier = folder.signer().verifier
        text = str(verifier)
        assert Verifier.parse(text) == verifier
        for at in range(len(text)):
            with pytest.raises(NoteRefused):
                Verifier.parse(text[:at] + chr(ord(text[at]) ^ 1) + text[at + 1 :])


class TestFolder:
    def test_a_key_is_made_once_and_read_by_us_alone(self, tmp_path: Path) -> None:
        ours = Folder(tmp_path / "ledger")
        with pytest.raises(KeyMissing, match="xiezhi ledger key"):
            ours.signer()
        first = ours.make_key().verifier
        assert ours.make_key().verifier == first
        assert ours.verifiers() == [first]
        assert ours.key.stat().st_mode & 0o777 == 0o600

    def test_a_new_key_joins_the_old_ones(self, tmp_path: Path) -> None:
        ours = Folder(tmp_path)
        first = ours.make_key().verifier
        ours.key.rename(tmp_path / "retired.pem")
        assert ours.make_key().verifier != first
        assert [first, ours.signer().verifier] == ours.verifiers()

    def test_published_heads_only_grow(self, folder: Folder) -> None:
        assert folder.last_head("log/1") is None
        folder.publish("log/1", ["one\n", "甲\n"])
        folder.publish("log/1", ["three\n"])
        assert list(folder.heads("log/1")) == ["one\n", "甲\n", "three\n"]
        assert folder.last_head("log/1") == "three\n"
        assert list(folder.heads("log/2")) == []

    def test_a_line_torn_by_a_crash_is_written_anew(self, folder: Folder) -> None:
        folder.publish("log/1", ["one\n"])
        with (folder.path / "heads-1.jsonl").open("a") as file:
            file.write('"tw')
        assert list(folder.heads("log/1")) == ["one\n"]
        assert folder.last_head("log/1") == "one\n"
        folder.publish("log/1", ["two\n"])
        assert list(folder.heads("log/1")) == ["one\n", "two\n"]
