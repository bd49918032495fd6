"""制发文书: papers drawn from the rows of a case, issued into its file."""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories as make
from xiezhi.acts.types import Actor, Outcome, Unknown
from xiezhi.cases.models import Case, Counsel, Draft, Party, Sitting
from xiezhi.documents.drafting import render_pdf
from xiezhi.documents.of_case import NoProcedure, case_paper
from xiezhi.documents.papers import PaperKind
from xiezhi.efiles import issue, uploads
from xiezhi.efiles.models import Paper
from xiezhi.law.finding import Finding
from xiezhi.law.terms import Post, Seat

LATER = make.AT + timedelta(days=40)


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the files of each test in a folder of its own."""
    monkeypatch.setattr(uploads.env, "STATE", tmp_path)
    uploads.inbox.cache_clear()
    uploads.store.cache_clear()


def words(content: bytes) -> str:
    with closing(pdfium.PdfDocument(content)) as document:
        text = "".join(page.get_textpage().get_text_range() for page in document)
    return "".join(text.split())


def a_case() -> tuple[make.Bench, Case, Actor]:
    bench = make.make_bench()
    case = make.drawn(bench)
    clerk = Sitting.objects.filter(case=case, seat=Seat.CLERK).first()
    if clerk is None:
        clerk = Sitting.objects.create(
            case=case,
            person=bench.people[Post.CLERK],
            seat=Seat.CLERK,
            since_at=make.AT,
        )
    return bench, case, make.actor(clerk.person)


def a_draft(case: Case, *, signed: bool) -> Draft:
    return Draft.objects.create(
        case=case,
        version=1,
        kind="judgment",
        number=case.number or "",
        facts="被告向原告借款五万元，逾期未还。",
        reasoning="借款关系成立，被告应当归还。",
        legal_basis="《中华人民共和国民法典》第六百七十五条",
        result="一、被告归还原告借款五万元；\n二、驳回其他诉讼请求。",
        author=case.judge,
        at=LATER,
        issued_at=LATER if signed else None,
    )


@pytest.mark.django_db
class TestFactsOfACase:
    """案件要素: what the rows know is printed; what they do not know is asked for."""

    def test_a_draft_prints_the_case(self) -> None:
        bench, case, clerk = a_case()
        facts = case_paper(clerk, case.id, LATER, kind=PaperKind.JUDGMENT)
        shown = words(render_pdf(PaperKind.JUDGMENT, facts, on=make.DAY))
        for known in (bench.court.name, case.number, "民间借贷纠纷", clerk.name, "十五日"):
            assert known in shown
        assert "草稿·未签署" in shown
        assert "裁判理由，由法官撰写" in shown

    def test_what_the_court_wrote_is_printed_once_numbered(self) -> None:
        _, case, clerk = a_case()
        a_draft(case, signed=True)
        shown = words(issue.judgment_pdf(clerk, case.id, LATER))
        assert "一、被告归还原告借款五万元；二、驳回其他诉讼请求。" in shown
        assert "草稿" not in shown
        assert issue.judgment_docx(clerk, case.id, LATER).startswith(b"PK")

    def test_outsiders_and_parties_draft_nothing(self) -> None:
        bench, case, _ = a_case()
        party = make.make_person(None)
        Party.objects.filter(case=case, place=0).update(person=party)
        for other in (party, make.make_person(bench.court)):
            with pytest.raises(Unknown):
                case_paper(make.actor(other), case.id, LATER, kind=PaperKind.SUMMONS)

    def test_before_triage_there_is_no_paper(self) -> None:
        bench = make.make_bench()
        case = make.filed(bench)
        officer = bench.as_(Post.FILING_OFFICER)
        with pytest.raises(NoProcedure):
            case_paper(officer, case.id, LATER, kind=PaperKind.ACCEPTANCE_NOTICE)

    def test_parties_cost_no_further_queries(self) -> None:
        _, case, clerk = a_case()
        counts = []
        for turn in range(2):
            with CaptureQueriesContext(connection) as captured:
                case_paper(clerk, case.id, LATER, kind=PaperKind.JUDGMENT)
            counts.append(len(captured))
            for number in range(20):
                party = Party.objects.create(
                    case=case, role="third_party", kind="natural", name=f"丙{turn}{number}"
                )
                Counsel.objects.create(case=case, party=party, name="丁", firm="某所")
        assert counts[0] == counts[1]


@pytest.mark.django_db
class TestIssuing:
    """制发: into the file, once, through the gate."""

    def test_a_signed_judgment_enters_the_file_once(self) -> None:
        _, case, clerk = a_case()
        a_draft(case, signed=True)
        outcomes = [issue.issue(PaperKind.JUDGMENT, case.id, clerk, LATER) for _ in range(2)]
        assert [isinstance(one, Outcome) and one.replayed for one in outcomes] == [False, True]
        paper = Paper.objects.get(case=case)
        assert (paper.item, paper.name) == ("judgment", "民事判决书.pdf")

    def test_an_unsigned_judgment_is_not_issued(self) -> None:
        _, case, clerk = a_case()
        a_draft(case, signed=False)
        refused = issue.issue(PaperKind.JUDGMENT, case.id, clerk, LATER)
        assert isinstance(refused, Finding)
        assert (refused.code, refused.remedy) == ("E_NOT_SIGNED", "judgment.sign")
        assert not Paper.objects.exists()

    def test_a_notice_is_issued_when_nothing_is_blank(self) -> None:
        _, case, clerk = a_case()
        done = issue.issue(PaperKind.BENCH_NOTICE, case.id, clerk, LATER)
        assert isinstance(done, Outcome)
        assert Paper.objects.get(case=case).item == "pre_hearing"
        refused = issue.issue(PaperKind.HEARING_MINUTES, case.id, clerk, LATER)
        assert isinstance(refused, Finding)
        assert refused.code == "E_BLANKS"
        assert "陈述内容" in str(refused)
