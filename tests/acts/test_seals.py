"""Sealed values: unlike for each entry, so that equal ballots cannot be told from each other."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from tests import factories as make
from tests.marks import article
from xiezhi.acts.seals import loggable, opens, seal
from xiezhi.law.powers import filing
from xiezhi.law.powers.deliberation import SEAL_BALLOT, BallotData, Disposition
from xiezhi.law.terms import PartyRole
from xiezhi.ledger.models import Entry

BALLOT = BallotData(disposition=Disposition.SUPPORT, opinion="同意承办法官的意见")


def logged(place: str) -> dict[str, Any]:
    return loggable(SEAL_BALLOT.code, BALLOT, place)


@article("法官法", 10)
class TestBallots:
    """A ballot that says the same as another cannot be recognised by its hash."""

    def test_two_members_of_one_panel_have_unlike_seals(self) -> None:
        first, second = logged("7/101/1"), logged("7/102/1")
        for name in ("disposition", "opinion"):
            assert first[name]["sealed"] != second[name]["sealed"], name

    def test_one_member_in_two_rounds_has_unlike_seals(self) -> None:
        assert logged("7/101/1")["disposition"] != logged("7/101/2")["disposition"]

    def test_nothing_of_the_text_is_in_the_log(self) -> None:
        assert BALLOT.opinion not in str(logged("7/101/1"))
        assert "support" not in str(logged("7/101/1")).replace("supports", "")

    def test_the_court_can_open_a_seal_and_no_other_text_fits(self) -> None:
        digest = logged("7/101/1")["opinion"]["sealed"]
        salt = seal(SEAL_BALLOT.code, "opinion", BALLOT.opinion, "7/101/1").salt.hex()
        assert opens({"salt": salt, "text": BALLOT.opinion}, digest)
        assert not opens({"salt": salt, "text": "不同意"}, digest)


@pytest.mark.django_db
class TestEntries:
    def test_equal_values_in_two_entries_and_in_two_rows_are_unlike(self) -> None:
        bench = make.make_bench(judges=1)
        seen = []
        for number in range(2):
            parties = tuple(
                filing.PartyEntry(role=role, name=f"{role.label}{number}", phone="00012345678")
                for role in (PartyRole.PLAINTIFF, PartyRole.DEFENDANT)
            )
            case = make.filed(bench, make.a_filing(parties=parties, claims="请求归还借款"))
            entry = Entry.objects.get(subject=case.id, act="filing.receive")
            data = orjson.loads(entry.data)["data"]
            seen += [data["claims"]["sealed"], *(row["phone"]["sealed"] for row in data["parties"])]
        assert len(set(seen)) == 6
