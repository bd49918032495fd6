"""Papers of the demo: drawn from the filing, read like any upload, in their place in the file."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from tests import factories as make
from tests.factories import DAY
from xiezhi.cases.sealing import unseal_text
from xiezhi.config import env
from xiezhi.demo import matters, papers
from xiezhi.demo.province import Staffed
from xiezhi.demo.stories import Step, story
from xiezhi.demo.view import View
from xiezhi.efiles import uploads
from xiezhi.efiles.models import Paper
from xiezhi.law.powers import files, filing
from xiezhi.law.powers.filing import FilingData
from xiezhi.law.terms import CaseKind, Level, Post

END = date(2026, 9, 30)
COURT = "云溪县人民法院"


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the state of each test in a folder of its own."""
    monkeypatch.setattr(env, "STATE", tmp_path)
    for kept in (uploads.inbox, uploads.store, papers.evidence_list):
        kept.cache_clear()


def a_matter(random: Random) -> FilingData:
    """Return a civil filing."""
    data = matters.filing(random, "云溪县")
    while data.kind is not CaseKind.CIVIL_FIRST:
        data = matters.filing(random, "云溪县")
    return data


@pytest.mark.django_db
class TestTheFile:
    def test_the_complaint_says_what_the_filing_says_and_lies_in_its_place(self) -> None:
        data = a_matter(Random(1))
        bench = make.make_bench()
        case = make.filed(bench, data)
        make.do(
            files.ADD,
            bench.as_(Post.FILING_OFFICER),
            case.id,
            papers.complaint(data, bench.court.name, DAY),
        )
        paper = Paper.objects.get(case=case)
        assert (paper.item, paper.name, paper.kind) == ("complaint", "民事起诉状.pdf", "pdf")
        text = unseal_text(case.id, case.sealing_key, paper.sealed_text).replace("\n", "")
        wanted = [data.claims, data.facts, bench.court.name, *(one.name for one in data.parties)]
        assert not [part for part in wanted if part not in text]
        assert papers.INVENTED in text

    def test_the_list_of_evidence_of_every_cause_is_received_once(self) -> None:
        for cause in papers._EVIDENCE:
            first = papers.evidence_list(cause, 2026)
            assert papers.evidence_list(cause, 2026) is first
            received, _content = uploads.inbox().take(first.file)
            assert all(name in received.text for name, _proves in papers._EVIDENCE[cause])
        assert {row[0] for row in matters._CIVIL} == set(papers._EVIDENCE)


class TestWhichCasesHavePapers:
    @staticmethod
    def steps(seed: int, day: date, *, party: tuple[int, str] | None = None) -> list[Step]:
        """Return the first three steps of a case."""
        court = Staffed(1, COURT, Level.BASIC, party=party)
        view = View(court, a_matter(Random(seed)), Random(seed))
        told, found = story(view, day, END), []
        for _ in range(3):
            found.append(next(told))
            if found[-1].act is filing.RECEIVE:
                found[-1].data(view)
        return found

    def papers_of(self, seed: int, day: date, **more: tuple[int, str]) -> int:
        return sum(step.act is files.ADD for step in self.steps(seed, day, **more))

    def test_a_share_of_the_last_weeks_and_none_before(self) -> None:
        late, early = END - timedelta(days=3), END - timedelta(days=90)
        found = [self.papers_of(seed, late) for seed in range(200)]
        assert set(found) == {0, 2}
        assert 20 <= found.count(2) <= 60
        assert not any(self.papers_of(seed, early) for seed in range(200))

    def test_who_has_an_account_finds_papers_in_every_case(self) -> None:
        early = END - timedelta(days=90)
        plaintiffs = [
            seed for seed in range(50) if a_matter(Random(seed)).parties[0].kind.value == "natural"
        ]
        assert plaintiffs
        assert {self.papers_of(seed, early, party=(7, "蔡知微")) for seed in plaintiffs} == {2}
