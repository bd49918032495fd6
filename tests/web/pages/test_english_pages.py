"""Every main page in English: what Chinese remains is a citation, a case number or data."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.conf import settings
from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat
from django.test import Client

from tests import factories as make
from tests.cases.panel import LATER, OPINION, a_panel
from tests.factories import AT
from tests.web.wording import CHINESE
from xiezhi.cases.models import Case, Party, Sitting
from xiezhi.law import causes
from xiezhi.law.act import Act
from xiezhi.law.powers import assignment, limits, powers
from xiezhi.law.powers.filing import PartyEntry
from xiezhi.law.powers.supervision import FLAG, FlagData
from xiezhi.law.sources import register
from xiezhi.law.terms import Area, FourType, PartyRole, Post
from xiezhi.law.time_limits.terms import ExclusionGround
from xiezhi.ledger.models import Entry
from xiezhi.people.models import Court, Division, Person

pytestmark = pytest.mark.django_db

_SCRIPT = re.compile(r"<(script|style)[^>]*>.*?</\1>", re.S)
_SHOWN = re.compile(
    r">([^<]+)<|\b(?:aria-label|title|placeholder|alt|data-label|value)=\"([^\"]*)\""
)
_NUMBER = re.compile(r"（\d{4}）粤\d+民初\d+号|粤\d{4}")
_ARTICLE = re.compile(r"第[\d、之–\-]+条(第[\d、]+款)?(第\(?[\d一二三四五六七八九十]+\)?项)?")
_NOTICE = re.compile(r"〔\d{4}〕第?\d+号")
_INVENTED = re.compile(
    r"第\d+测试人民法院|人员\d+|[原被]告\d+诉?|审判第\d+庭|第\d+法庭|请求判令\S+元"
)
"""Names and words that the factories of tests give."""


@dataclass(frozen=True)
class World:
    """A court whose people, parties and papers have Latin names, with two cases."""

    bench: make.Bench
    judge: Person
    party: Person
    case: Case
    new: Case


@pytest.fixture
def world() -> World:
    bench = make.make_bench(judges=3)
    for model in (Person, Court, Division):
        model.objects.update(name=Concat(Value("N"), Cast("id", CharField())))
    for person in (*bench.people.values(), *bench.judges):
        person.refresh_from_db()
    parties = (
        PartyEntry(role=PartyRole.PLAINTIFF, name="Alpha"),
        PartyEntry(role=PartyRole.DEFENDANT, name="Beta"),
    )
    case = make.drawn(bench, make.a_filing(parties=parties, claims="Claims", facts="Facts"))
    new = make.filed(bench, make.a_filing(parties=parties, claims="Other", facts="Facts"))
    make.refusals(assignment.DRAW, make.actor(bench.judges[0]), new.id)
    flag = FlagData(flag=FourType.F1A, evidence="what was found")
    make.do(FLAG, bench.as_(Post.DIVISION_HEAD), case.id, flag)
    party = make.make_person(None, "Alpha")
    Party.objects.filter(case=case, place=0).update(person=party)
    judge = Sitting.objects.get(case=case, seat="handling").person
    return World(bench, judge, party, case, new)


@pytest.fixture(scope="module")
def cited() -> list[str]:
    """Return names of texts and causes, the longest first, so that none is cut short."""
    names = {one.name for area in Area for one in causes.causes(area)}
    for source in register().values():
        names |= {source.key, source.title, source.number}
    return sorted(filter(None, names), key=len, reverse=True)


def left(body: str, cited: Iterable[str], names: Iterable[str] = ()) -> list[str]:
    """Return what stays of a page's Chinese without citations, case numbers and data."""
    found = []
    for shown in _SHOWN.finditer(_SCRIPT.sub("", body)):
        text = html.unescape(shown[1] or shown[2] or "").strip()
        if not CHINESE.search(text) or text.startswith("{"):
            continue
        bare = _NUMBER.sub("", text).replace("简体中文", "")
        for known in (*names, *cited):
            bare = bare.replace(known, "")
        bare = _NOTICE.sub("", _ARTICLE.sub("", bare)).replace("Alpha诉Beta", "")
        if CHINESE.search(bare.replace("一案", "")):
            found.append(text)
    return found


def reads(browser: Client, paths: Iterable[str]) -> Iterator[tuple[str, str]]:
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    for path in paths:
        answer = browser.get(path)
        assert answer.status_code in (200, 403), path
        yield path, answer.content.decode()


def acts_on(subject: str) -> list[Act]:
    return [act for act in powers().values() if act.subject == subject and not act.opens]


def test_a_judge_reads_every_page_in_english(signed_in: Any, world: World, cited: Any) -> None:
    case = f"/cases/{world.case.id}"
    entry = Entry.objects.filter(subject=world.case.id).latest("id").id
    paths = ["/", "/cases", case, f"{case}/trace", f"{case}/files", f"{case}/draw",
             f"{case}/who/assignment.draw", "/calendar", "/calendar?by=month", "/search?q=Alpha",
             "/ledger", f"/ledger/entries/{entry}", f"/ledger/subjects/{world.case.id}", "/court",
             "/court/people", "/court/holidays?year=2027", "/account",
             "/account/acts/account.make_token"]  # fmt: skip
    for path, body in reads(signed_in(world.judge), paths):
        assert left(body, cited) == [], path


def test_every_dialog_on_a_case_speaks_english(signed_in: Any, world: World, cited: Any) -> None:
    paths = [f"/cases/{world.case.id}/acts/{act.code}" for act in acts_on("case")]
    for path, body in reads(signed_in(world.judge), paths):
        assert left(body, cited) == [], path
    assert len(paths) > 50


def test_the_office_and_the_leaders(signed_in: Any, world: World, cited: Any) -> None:
    dialogs = [f"/court/acts/{act.code}" for act in acts_on("court")]
    pages = {
        Post.FILING_OFFICER: ["/", "/filing", "/filing?kind=criminal_first",
                              "/filing?kind=administrative_first", f"/filing/{world.new.id}",
                              f"/filing/{world.case.id}"],
        Post.DIVISION_HEAD: ["/", f"/cases/{world.case.id}", f"/cases/{world.new.id}", "/court"],
        Post.PRESIDENT: ["/", "/court", f"/cases/{world.case.id}", *dialogs],
        Post.TRIAL_MANAGEMENT: ["/", "/court/trace", "/court/lists", *dialogs],
    }  # fmt: skip
    for post, paths in pages.items():
        for path, body in reads(signed_in(world.bench.people[post]), paths):
            assert left(body, cited) == [], (post, path)


def test_the_columns_of_an_import_stay_as_the_file_has_them(
    signed_in: Any, world: World, cited: Any
) -> None:
    ((_path, body),) = reads(signed_in(world.bench.people[Post.FILING_OFFICER]), ["/filing/import"])
    assert "Columns" in body
    assert "案件类型" in left(body, cited)


def test_the_archive(signed_in: Any, world: World, cited: Any) -> None:
    archivist = make.make_person(world.bench.court, "Archivist")
    make.make_tenure(archivist, Post.ARCHIVIST)
    for path, body in reads(signed_in(archivist), ["/", "/archive"]):
        assert left(body, cited) == [], path


def test_a_party_reads_every_page_in_english(signed_in: Any, world: World, cited: Any) -> None:
    paths = ["/party", f"/party/{world.case.id}", "/party/file", "/account",
             f"/cases/{world.case.id}/acts/recusal.apply",
             f"/cases/{world.case.id}/files"]  # fmt: skip
    for path, body in reads(signed_in(world.party, kind="party"), paths):
        assert left(body, cited) == [], path


def test_the_list_shows_the_official_name_below_the_english(client: Client, cited: Any) -> None:
    official = sorted((act.name for act in powers().values()), key=len, reverse=True)
    for path, body in reads(client, ["/login/", "/powers", "/powers?post=judge"]):
        assert left(body, cited, official) == [], path


def test_a_refusal_is_said_in_english_with_its_source(signed_in: Any, world: World) -> None:
    path = f"/cases/{world.case.id}/acts/deliberation.decide_alone"
    browser = signed_in(world.bench.people[Post.TRIAL_MANAGEMENT])
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    answer = browser.post(path, {"_key": "k"})
    assert answer.status_code == 403
    body = html.unescape(answer.content.decode())
    assert "is not among the powers of your posts. It is for: Sole judge" in body
    assert str(powers()["deliberation.decide_alone"].source) in body


def test_what_is_chinese_stays_chinese(signed_in: Any, world: World) -> None:
    body = signed_in(world.judge).get(f"/cases/{world.case.id}").content.decode()
    assert "应办" in body
    assert "Draw by lot" not in body


def test_a_case_that_was_heard_and_decided(signed_in: Any, cited: Any) -> None:
    panel = a_panel("decided")
    party = make.make_person(None, "Alpha")
    Party.objects.filter(case=panel.case, place=0).update(person=party)
    ground = limits.ExclusionData(ground=ExclusionGround.APPRAISAL, start=AT.date(), document="No")
    make.do(limits.EXCLUDE, panel.by(2), panel.case.id, ground, at=LATER)
    words = [*OPINION.opinion.split("，"), "借款事实如何认定", "被告借款后逾期未还。"]
    case = f"/cases/{panel.case.id}"
    pages = {"staff": [case, f"{case}/trace", "/calendar?on=2026-09-21"],
             "party": [f"/party/{panel.case.id}", f"{case}/acts/appeal.receive"]}  # fmt: skip
    for person, kind in ((Person.objects.get(pk=panel.members[2]), "staff"), (party, "party")):
        for path, body in reads(signed_in(person, kind=kind), pages[kind]):
            assert left(_INVENTED.sub("", body), cited, words) == [], path
