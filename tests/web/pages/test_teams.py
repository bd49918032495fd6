"""Pages of trial teams: who sees what, forms of the acts, exports, the simulator, the roster."""

from __future__ import annotations

import io
from datetime import date, timedelta
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import factories as make
from tests.cases.panel import LATER, a_panel
from tests.marks import article, rule
from tests.teams.squad import formed, make_squad, row, staff
from tests.teams.test_simulator import closed
from tests.web.pages.conftest import SignIn
from xiezhi.acts.types import SYSTEM
from xiezhi.law.team_values import Stint
from xiezhi.law.terms import Post, TeamRole, TeamType
from xiezhi.people.models import Team, TeamMember
from xiezhi.teams.jobs import prompt
from xiezhi.teams.models import Appraisal, AppraisalUse, PairingRound, Preference
from xiezhi.teams.queries import TeamRow, waiting
from xiezhi.teams.simulator import Staffing, Step
from xiezhi.web.chrome import now
from xiezhi.web.teams.simulation import parts, wished

pytestmark = pytest.mark.django_db


@pytest.fixture
def bench() -> make.Bench:
    return make_squad()


def page_of(browser: Any, path: str) -> str:
    answer = browser.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return str(answer.content.decode())


@article("法发〔2020〕26号", 6)
class TestTheListOfTeams:
    def test_who_sees_load_and_rotation(self, signed_in: SignIn, bench: make.Bench) -> None:
        """team sees own queue/load; head sees division; HR all."""
        team = formed(bench, row(bench.judges[1]), name="第一团队")
        for who in (
            bench.judges[1],
            bench.people[Post.DIVISION_HEAD],
            bench.people[Post.PERSONNEL],
        ):
            page = page_of(signed_in(who), "/court/teams")
            assert "第一团队" in page
            assert "09-01" in page
            assert "各步骤等待" in page_of(signed_in(who), f"/court/teams/{team.id}")
        outsider = signed_in(bench.judges[2])
        assert "第一团队" in page_of(outsider, "/court/teams")
        page = page_of(outsider, f"/court/teams/{team.id}")
        assert bench.judges[1].name in page
        assert "各步骤等待" not in page

    @rule("R6.6")
    def test_a_late_rotation_is_marked(self, signed_in: SignIn, bench: make.Bench) -> None:
        Team.objects.update(review_on=date(2020, 9, 2), started_on=make.SINCE)
        page = page_of(signed_in(bench.people[Post.PERSONNEL]), "/court/teams")
        assert "1 个团队逾期未轮换" in page
        team = Team.objects.get()
        assert "逾期未轮换" in page_of(signed_in(bench.judges[0]), f"/court/teams/{team.id}")

    @rule("R6.6", "R6.7")
    def test_what_the_morning_prompts_stands_on_the_desks(
        self, signed_in: SignIn, bench: make.Bench
    ) -> None:
        team = formed(bench, row(bench.judges[1]), since=make.SINCE, name="第一团队")
        Team.objects.filter(pk=team.id).update(review_on=date(2022, 9, 1))
        prompt(at=now())
        for post, code in (
            (Post.DIVISION_HEAD, "team.rotate"), (Post.PERSONNEL, "team.answer_ratio"),
        ):  # fmt: skip
            page = page_of(signed_in(bench.people[post]), "/")
            assert f"/court/teams/{team.id}/acts/{code}" in page
            assert "第一团队" in page
            page = page_of(signed_in(bench.people[post]), f"/court/teams/{team.id}")
            assert page.index(f"acts/{code}") < page.index("acts/team.change")
        page = page_of(signed_in(bench.people[Post.PERSONNEL]), f"/court/teams/{team.id}")
        assert "team.answer_proposal" not in page

    def test_load_is_counted_by_head(self, signed_in: SignIn, bench: make.Bench) -> None:
        case = make.drawn(bench)
        TeamMember.objects.update(until=make.DAY)
        team = formed(bench, row(case.judge), row(staff(bench), TeamRole.CLERK), name="甲队")
        page = page_of(signed_in(case.judge), f"/court/teams/{team.id}")
        assert "1 : 0 : 1" in page
        assert "立案至送达" in page
        assert "甲队每名法官在办 1.0 件，最多" in page_of(signed_in(case.judge), "/court/teams")

    @pytest.mark.parametrize("form", ["csv", "xlsx"])
    def test_exports_hold_what_the_viewer_sees(
        self, signed_in: SignIn, bench: make.Bench, form: str
    ) -> None:
        formed(bench, row(bench.judges[1]), name="=第一团队")
        answer = signed_in(bench.judges[1]).get(f"/court/teams/export?as={form}")
        assert f"teams.{form}" in answer["Content-Disposition"]
        if form == "csv":
            lines = answer.content.decode("utf-8-sig").splitlines()
            cells = [line.split(",") for line in lines]
        else:
            sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
            assert sheet is not None
            cells = [[str(one or "") for one in line] for line in sheet.iter_rows(values_only=True)]
        assert cells[0][0] == "团队"
        own = next(line for line in cells if line[0] == "'=第一团队")
        other = next(line for line in cells[1:] if line is not own)
        assert (own[7], other[7]) == ("0", "")

    def test_asks_as_often_for_one_team_as_for_many(
        self, signed_in: SignIn, bench: make.Bench
    ) -> None:
        team = formed(bench, row(bench.judges[1]))
        browser, counts = signed_in(bench.people[Post.PERSONNEL]), []
        for _ in range(2):
            with CaptureQueriesContext(connection) as asked:
                page_of(browser, "/court/teams")
                page_of(browser, f"/court/teams/{team.id}")
            counts.append(len(asked))
            for number in range(8) if len(counts) == 1 else ():
                person = make.make_person(bench.court)
                more = Team.objects.create(
                    court=bench.court, division=bench.division, name=f"更多{number}"
                )
                TeamMember.objects.create(team=more, person=person, post="judge", since=make.DAY)
        assert counts[0] == counts[1] <= 30

    def test_a_court_without_teams_says_who_may_form_one(
        self, signed_in: SignIn, bench: make.Bench
    ) -> None:
        Team.objects.update(ended_on=make.SINCE)
        page = page_of(signed_in(bench.judges[0]), "/court/teams")
        assert "本院还没有审判团队" in page

    def test_parties_and_other_courts_find_nothing(
        self, signed_in: SignIn, bench: make.Bench
    ) -> None:
        team = Team.objects.get()
        party = signed_in(make.make_person(None, "蔡知微"), kind="party")
        elsewhere = signed_in(make_squad().judges[0])
        for path in ("/court/teams", f"/court/teams/{team.id}", "/court/teams/simulator"):
            assert party.get(path).status_code == 404
        assert elsewhere.get(f"/court/teams/{team.id}").status_code == 404
        assert elsewhere.get(f"/court/teams/{team.id}/acts/team.rotate").status_code == 404


class TestForms:
    def typed(self, bench: make.Bench, **more: str) -> dict[str, str]:
        judge = str(bench.judges[1].id)
        return {
            "name": "速裁一队", "kind": "fast_track", "division": str(bench.division.id),
            "leader": judge, "scope": "小额诉讼", "since": make.DAY.isoformat(), "review_on": "",
            "members-0-person": judge, "members-0-role": "judge", "members-0-share": "100",
        } | more  # fmt: skip

    @rule("R6.1")
    def test_a_team_is_formed_by_its_form(self, signed_in: SignIn, bench: make.Bench) -> None:
        browser = signed_in(bench.people[Post.PERSONNEL])
        assert "组建审判团队" in page_of(browser, "/court/teams/acts/team.form")
        clerk = str(staff(bench).id)
        wrong = {"members-0-person": clerk, "members-0-role": "clerk"}
        refused = browser.post("/court/teams/acts/team.form", self.typed(bench, **wrong))
        assert refused.status_code == 422
        assert "至少应有一名员额法官" in refused.content.decode()
        done = browser.post("/court/teams/acts/team.form", self.typed(bench))
        team = Team.objects.get(name="速裁一队")
        assert (done.status_code, done["Location"]) == (302, f"/court/teams/{team.id}")
        assert "速裁快审团队" in page_of(browser, f"/court/teams/{team.id}")

    def test_who_has_not_the_power_is_told_so(self, signed_in: SignIn, bench: make.Bench) -> None:
        browser = signed_in(bench.judges[0])
        refused = browser.post("/court/teams/acts/team.form", self.typed(bench))
        assert refused.status_code == 403
        assert "不在您现任职务的权责之内" in refused.content.decode()

    @pytest.mark.parametrize(
        "code",
        ["team.change", "team.add_member", "team.end_member", "team.dissolve", "team.rotate"],
    )
    def test_each_act_on_a_team_has_its_form(
        self, signed_in: SignIn, bench: make.Bench, code: str
    ) -> None:
        team = Team.objects.get()
        browser = signed_in(bench.people[Post.DIVISION_HEAD])
        assert f"/court/teams/{team.id}/acts/{code}" in page_of(browser, f"/court/teams/{team.id}")
        assert "<form" in page_of(browser, f"/court/teams/{team.id}/acts/{code}")

    def test_acts_of_the_platform_are_offered_to_nobody(
        self, signed_in: SignIn, bench: make.Bench
    ) -> None:
        team = Team.objects.get()
        for post in (Post.PRESIDENT, Post.PERSONNEL, Post.DIVISION_HEAD):
            page = page_of(signed_in(bench.people[post]), f"/court/teams/{team.id}")
            assert "team.remind_rotation" not in page
        browser = signed_in(bench.people[Post.PRESIDENT])
        assert browser.get(f"/court/teams/{team.id}/acts/case.close").status_code == 404


@rule("R6.5")
class TestPairing:
    def test_the_office_opens_a_round_and_who_takes_part_ranks(
        self, signed_in: SignIn, bench: make.Bench
    ) -> None:
        judge, assistant = bench.judges[1], staff(bench, Post.JUDGE_ASSISTANT)
        office = signed_in(bench.people[Post.PERSONNEL])
        assert "没有双向选择轮次" in page_of(office, "/court/teams/pairing")
        data = {
            "name": "2026 年", "judges": str(judge.id), "staff": str(assistant.id), "places": "1",
            "closes_on": (now() + timedelta(days=9)).date().isoformat(),
        }  # fmt: skip
        assert office.post("/court/teams/acts/pairing.open", data).status_code == 302
        round_ = PairingRound.objects.get()
        browser = signed_in(assistant)
        form = page_of(browser, "/court/teams/acts/pairing.rank")
        assert judge.name in form
        ranks = {"round": str(round_.id), "ranking-0-person": str(judge.id)}
        assert browser.post("/court/teams/acts/pairing.rank", ranks).status_code == 302
        assert Preference.objects.get().ranking == [judge.id]
        assert "2026 年" in page_of(browser, "/court/teams/pairing")
        assert "2026 年" not in page_of(signed_in(bench.judges[2]), "/court/teams/pairing")


@rule("R6.8")
class TestAppraisals:
    def test_the_weight_or_the_reason_is_shown(self, signed_in: SignIn, bench: make.Bench) -> None:
        judge, clerk, other = bench.judges[0], bench.people[Post.CLERK], staff(bench)
        for person in (clerk, other):
            Appraisal.objects.create(
                judge=judge,
                person=person,
                year=2026,
                quarter="2",
                score=88,
                text="稳妥",
                at=make.AT,
            )
        office = signed_in(bench.people[Post.PERSONNEL])
        assert page_of(office, "/court/teams/appraisals").count("登记采用情况") == 2
        url = f"/court/teams/people/{clerk.id}/acts/appraisal.use"
        data = {"year": "2026", "quarter": "2", "weight": "", "reason": ""}
        refused = office.post(url, data)
        assert refused.status_code == 422
        assert "权重" in refused.content.decode()
        assert office.post(url, data | {"weight": "40"}).status_code == 302
        assert AppraisalUse.objects.get().weight == 40
        page = page_of(signed_in(clerk), "/court/teams/appraisals")
        assert "权重 40%" in page
        assert other.name not in page


class TestTheSimulator:
    def test_without_enough_cases_it_says_so(self, signed_in: SignIn, bench: make.Bench) -> None:
        page = page_of(signed_in(bench.people[Post.PERSONNEL]), "/court/teams/simulator")
        assert "数据不足，不作模拟" in page
        assert signed_in(bench.judges[0]).get("/court/teams/simulator").status_code == 404

    def test_it_says_which_post_shortens_which_queue(self) -> None:
        posts = {TeamRole.JUDGE: 4, TeamRole.JUDGE_ASSISTANT: 4, TeamRole.CLERK: 2}
        found = parts(closed({Step.SERVICE: 25}), Staffing(posts, 600))
        assert str(found["title"]).startswith("增加一名书记员，每件等待平均缩短")
        first = found["effects"].rows[0]
        assert (first.name, [cell.strong for cell in first.cells[1:]]) == (
            "书记员", [True, False, False, False, True],
        )  # fmt: skip
        assert [row.name for row in found["steps"].rows] == [step.label for step in Step]

    def test_other_posts_may_be_tried(self) -> None:
        now = Staffing({TeamRole.JUDGE: 4}, 600)
        tried = wished(now, {"clerk": "9", "judge": "x", "filed": "1200"})
        assert tried.posts == {
            TeamRole.JUDGE: 4, TeamRole.JUDGE_ASSISTANT: 0, TeamRole.CLERK: 9,
        }  # fmt: skip
        assert tried.filed == 1200

    def test_where_a_case_waits_is_what_the_trace_says(self, bench: make.Bench) -> None:
        panel = a_panel("signed")
        row_ = TeamRow(
            id=1, name="", kind=TeamType.MIXED, division=1, division_name="", leader="", scope="",
            started_on=None, reviewed_on=None, review_on=None, ended_on=None, open=1, names={},
            members=(Stint(panel.members[2], TeamRole.JUDGE, 100, make.SINCE),),
        )  # fmt: skip
        found = waiting(SYSTEM, row_, LATER + timedelta(days=7))
        assert {one.step: one.days for one in found if one.days} == {Step.CLOSING: (7,)}


class TestThePublicRoster:
    def test_everybody_reads_members_and_scope_and_no_load(self, bench: make.Bench) -> None:
        formed(bench, row(bench.judges[1]), name="第一团队", scope="建设工程合同纠纷")
        page = page_of(Client(), f"/teams?court={bench.court.id}")
        for words in ("第一团队", "建设工程合同纠纷", bench.judges[1].name, bench.court.name):
            assert words in page
        assert "在办" not in page

    def test_another_court_is_one_click_away(self, bench: make.Bench) -> None:
        other = make_squad()
        page = page_of(Client(), f"/teams?court={bench.court.id}")
        assert f"?court={other.court.id}" in page
        assert Team.objects.get(court=other.court).name not in page

    def test_no_team_anywhere(self, db: None) -> None:
        assert "还没有公开的审判团队" in page_of(Client(), "/teams")
