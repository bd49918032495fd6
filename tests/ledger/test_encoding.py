"""The bytes that are hashed: one form only."""

from __future__ import annotations

import dataclasses
import hashlib
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ledger.conftest import draft
from xiezhi.ledger.encoding import (
    GENESIS,
    Draft,
    NotCanonical,
    canonical,
    entry_hash,
    from_iso,
    instant,
    iso,
    microseconds,
)  # fmt: skip

NAIVE = datetime.fromisoformat("2026-01-01T00:00")
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1)
    | st.text(st.characters(exclude_characters="\0", exclude_categories=("Cs",))),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from("abcdef案"), inner),
    max_leaves=20,
)  # fmt: skip


class TestCanonicalJson:
    def test_keys_are_sorted_and_nothing_is_blank(self) -> None:
        assert canonical({"乙": [1, None], "a": {"c": True, "b": "甲"}}) == (
            '{"a":{"b":"甲","c":true},"乙":[1,null]}'.encode()
        )

    def test_values_of_python(self) -> None:
        at = datetime(2026, 11, 24, 16, 30, tzinfo=timezone(timedelta(hours=8)))
        said = {"at": at, "on": date(2026, 11, 24), "sum": Decimal("0.10"), "who": {2, 1}}
        assert canonical(said) == (
            b'{"at":"2026-11-24T16:30:00+08:00","on":"2026-11-24","sum":"0.10","who":[1,2]}'
        )

    @pytest.mark.parametrize(
        "value",
        [
            datetime.fromisoformat("2026-01-01T00:00"),
            {1: 2},
            object(),
            b"x",
            "\ud800",
            2**70,
            {"x": ["\0"]},
        ],
    )
    def test_what_has_no_form_is_refused(self, value: Any) -> None:
        with pytest.raises(NotCanonical):
            canonical(value)

    def test_a_backslash_before_u0000_is_no_nul(self) -> None:
        assert canonical("\\u0000") == b'"\\\\u0000"'

    @given(PLAIN)
    def test_the_order_of_keys_does_not_matter(self, value: Any) -> None:
        def turned(part: Any) -> Any:
            if isinstance(part, dict):
                return {key: turned(part[key]) for key in reversed(part)}
            return [turned(each) for each in part] if isinstance(part, list) else part

        assert canonical(turned(value)) == canonical(value)


class TestTimes:
    @given(st.datetimes(timezones=st.just(UTC)))
    def test_a_time_is_read_as_it_was_written(self, at: datetime) -> None:
        assert instant(microseconds(at)) == at
        assert len(iso(microseconds(at))) == 27
        assert from_iso(iso(microseconds(at))) == microseconds(at)

    @pytest.mark.parametrize(
        "text",
        ["2026-11-24T08:30:00Z", "2026-11-24T08:30:00.1Z", "2026-02-30T00:00:00.000000Z", ""],
    )
    def test_another_form_is_refused(self, text: str) -> None:
        with pytest.raises(NotCanonical):
            from_iso(text)


class TestEntryHash:
    def test_the_bytes_are_those_that_are_documented(self) -> None:
        entry = Draft(
            subject=1, act="a", outcome="accepted", actor=-2, post="", data=b"{}", at=3,
            list_version="v", delegation=4, key="",
        )  # fmt: skip
        written = (
            b"\x0exiezhi/entry/1" + b"\0\0\0\0\0\0\0\1" + b"\0\0\0\5" + bytes(range(32))
            + b"\0\0\0\1a" + b"\0\0\0\x08accepted" + b"\xff" * 7 + b"\xfe" + b"\0\0\0\0"
            + b"\1" + b"\0" * 7 + b"\4" + b"\0\0\0\2{}" + b"\0" * 7 + b"\3" + b"\0\0\0\1v"
            + b"\1" + b"\0\0\0\0"
        )  # fmt: skip
        assert entry_hash(entry, 5, bytes(range(32))) == hashlib.sha256(written).digest()

    @pytest.mark.parametrize(
        "changes",
        [
            {"subject": 2}, {"act": "x"}, {"outcome": "refused"}, {"actor": 8}, {"post": "clerk"},
            {"data": b"{} "}, {"at": 1}, {"list_version": "2026.12"}, {"delegation": 0},
            {"key": ""},
        ],
        ids=lambda changes: next(iter(changes)),
    )  # fmt: skip
    def test_every_field_counts(self, changes: dict[str, Any]) -> None:
        before = entry_hash(draft(1), 1, GENESIS)
        assert entry_hash(dataclasses.replace(draft(1), **changes), 1, GENESIS) != before

    def test_place_and_predecessor_count(self) -> None:
        hashes = {entry_hash(draft(1), 1, GENESIS), entry_hash(draft(1), 2, GENESIS)}
        assert len(hashes | {entry_hash(draft(1), 1, bytes([1]) * 32)}) == 3

    def test_no_text_passes_into_its_neighbour(self) -> None:
        one, other = draft(1, act="ab", key=None), draft(1, act="a", outcome="b" + "accepted")
        assert entry_hash(one, 1, GENESIS) != entry_hash(other, 1, GENESIS)
