"""The province: courts, divisions, people and posts, laid as an installation would lay them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from random import Random

from django.conf import settings
from django.contrib.auth.hashers import make_password

from xiezhi.demo import names
from xiezhi.install.roster import Roster, Settled
from xiezhi.law.terms import Area, Level, Post

PROVINCE = "江"
PREFECTURES = (
    ("云州市", "yunzhou", (("云溪县", "yunxi"), ("望江区", "wangjiang"), ("松屏县", "songping"),
                        ("鹤鸣区", "heming"))),
    ("澜平市", "lanping", (("澜河县", "lanhe"), ("青屿区", "qingyu"), ("白芦县", "bailu"),
                        ("临汀区", "linting"))),
    ("枫城市", "fengcheng", (("枫桥区", "fengqiao"), ("石岭县", "shiling"), ("长汀口县", "changting"),
                          ("暮云区", "muyun"))),
)  # fmt: skip
PASSWORD = settings.DEMO_PASSWORD
"""The password of every account of the demo; shown on its sign-in page."""

_TRIAL = {
    "民事审判第一庭": (Area.CIVIL,),
    "民事审判第二庭": (Area.CIVIL,),
    "刑事审判庭": (Area.CRIMINAL,),
    "行政审判庭": (Area.ADMINISTRATIVE,),
}
_OFFICES = {
    "立案庭": Post.FILING_OFFICER,
    "审判管理办公室": Post.TRIAL_MANAGEMENT,
    "督察局": Post.INSPECTION,
    "政治部": Post.PERSONNEL,
    "档案室": Post.ARCHIVIST,
    "审计处": Post.AUDITOR,
    "信息中心": Post.ADMINISTRATOR,
}
_JUDGES = {"民事审判第一庭": 2, "民事审判第二庭": 2, "刑事审判庭": 1, "行政审判庭": 1}
SHOWN = (
    Post.FILING_OFFICER, Post.JUDGE, Post.JUDGE_ASSISTANT, Post.CLERK, Post.DIVISION_HEAD,
    Post.PRESIDENT, Post.VICE_PRESIDENT, Post.TRIAL_MANAGEMENT, Post.INSPECTION, Post.PERSONNEL,
    Post.ARCHIVIST, Post.AUDITOR, Post.ADMINISTRATOR, Post.JUROR,
)  # fmt: skip
"""Posts of which each court has an account in the demo."""


@dataclass
class Staffed:
    """法院编制: a court's people by post and division, as the stories need them."""

    court: int
    name: str
    level: Level
    by_post: dict[Post, list[int]] = field(default_factory=dict)
    judges: dict[Area, list[int]] = field(default_factory=dict)
    heads: dict[int, int] = field(default_factory=dict)
    leaders: list[int] = field(default_factory=list)
    """President, vice-presidents and full-time committee members, who are judges in the quota."""
    rooms: list[int] = field(default_factory=list)
    teams: dict[int, list[int]] = field(default_factory=dict)
    upper: int | None = None
    party: tuple[int, str] | None = None
    """Somebody with an account who sues here now and then: number and name."""
    sues_on: date = date.min
    """The first day on which that one sues again."""


def lay(random: Random, since: date) -> list[Staffed]:
    """Write the province's courts and people; returns them in administrative order."""
    laying = _Laying(Roster(since), random, make_password(PASSWORD))
    high = laying.court("江陵省高级人民法院", "gaoyuan", PROVINCE, Level.HIGH, None)
    for n, (city, slug, counties) in enumerate(PREFECTURES, 1):
        code = f"{PROVINCE}0{n}"
        middle = laying.court(f"{city}中级人民法院", slug, code, Level.INTERMEDIATE, high)
        for k, (county, short) in enumerate(counties, 1):
            laying.court(f"{county}人民法院", short, f"{code}{k:02}", Level.BASIC, middle)
    return [_staffed(settled) for settled in laying.roster.write(teams=False)]


@dataclass
class _Laying:
    """One court after the other, with people of invented names."""

    roster: Roster
    random: Random
    password: str
    slug: str = ""
    at: int = 0
    shown: set[Post] = field(default_factory=set)

    def court(self, name: str, slug: str, code: str, level: Level, upper: int | None) -> int:
        """Note a court with everybody in it; returns its position."""
        self.at = self.roster.court(name, code, level, PROVINCE, upper)
        self.slug, self.shown = slug, set()
        self._leaders()
        for division, areas in _TRIAL.items():
            self._trial_division(division, areas)
        for office, post in _OFFICES.items():
            self._somebody(post, self.roster.division(self.at, office, ()))
        if level is not Level.HIGH:
            for _ in range(3):
                self._somebody(Post.JUROR, juror=True)
        for number in "一二三四五六":
            self.roster.room(self.at, f"第{number}法庭")
        return self.at

    def _leaders(self) -> None:
        leaders = [
            self._somebody(Post.PRESIDENT),
            self._somebody(Post.VICE_PRESIDENT, areas=(Area.CIVIL,)),
            self._somebody(Post.VICE_PRESIDENT, areas=(Area.CRIMINAL, Area.ADMINISTRATIVE)),
        ]
        member = self._somebody(Post.AC_FULLTIME_MEMBER, areas=(Area.CIVIL,))
        self.roster.also(member, Post.ADJUDICATION_COMMITTEE, None)
        for leader in (*leaders, member):  # in the quota, and never in the random draw
            self.roster.also(leader, Post.JUDGE, None, share=0)

    def _trial_division(self, name: str, areas: tuple[Area, ...]) -> None:
        division = self.roster.division(self.at, name, areas)
        head = self._somebody(Post.DIVISION_HEAD, division)
        self.roster.also(head, Post.JUDGE, division, share=400)
        judges = [head, *(self._somebody(Post.JUDGE, division) for _ in range(_JUDGES[name]))]
        if name.endswith("第一庭"):
            deputy = self._somebody(Post.DEPUTY_DIVISION_HEAD, division)
            self.roster.also(deputy, Post.JUDGE, division, share=700)
            judges.append(deputy)
        for number, judge in enumerate(judges):
            staff = [self._somebody(Post.CLERK, division)]
            if number % 3 == 1:
                staff.append(self._somebody(Post.JUDGE_ASSISTANT, division))
            self.roster.team(division, judge, staff)

    def _somebody(
        self,
        post: Post,
        division: int | None = None,
        areas: tuple[Area, ...] = (),
        *,
        juror: bool = False,
    ) -> int:
        name = names.person(self.random)
        login = f"{self.slug}.{post.value}" if post in SHOWN and post not in self.shown else ""
        self.shown.add(post)
        return self.roster.person(
            self.at,
            name,
            names.sort_key(name),
            post,
            division,
            areas=areas,
            juror=juror,
            login=login,
            password=self.password,
        )


def _staffed(settled: Settled) -> Staffed:
    found = Staffed(settled.court, settled.name, settled.level, upper=settled.upper)
    found.rooms, found.teams = settled.rooms, settled.teams
    for post, person, division, areas in settled.posts:
        found.by_post.setdefault(post, []).append(person)
        if post is Post.JUDGE:
            for area in areas:
                found.judges.setdefault(area, []).append(person)
        if post is Post.DIVISION_HEAD and division is not None:
            found.heads[division] = person
        if post in (Post.PRESIDENT, Post.VICE_PRESIDENT, Post.AC_FULLTIME_MEMBER):
            found.leaders.append(person)
    return found


def of_level(courts: list[Staffed], level: Level) -> Iterator[Staffed]:
    """Yield the courts of one level."""
    return (court for court in courts if court.level is level)
