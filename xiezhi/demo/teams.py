"""Trial teams of the province: each judge's, formed by the personnel offices, at different times."""

from datetime import date, datetime, timedelta
from random import Random

from xiezhi.acts.gate import perform_many
from xiezhi.acts.types import SYSTEM, Actor, Wish
from xiezhi.demo.province import Staffed
from xiezhi.law.facts import ZONE
from xiezhi.law.powers.teams import FORM, MemberEntry, TeamData
from xiezhi.law.terms import Area, Post, TeamRole, TeamType
from xiezhi.people.models import Tenure

OLDEST, YOUNGEST = 660, 20
"""Days before the year of the demo in which its teams were formed: some rotate within the year."""
_SCOPES = {
    Area.CIVIL: ("民间借贷、金融借款合同纠纷", "婚姻家庭、继承纠纷", "买卖、建设工程合同纠纷",
                 "劳动争议、机动车交通事故责任纠纷"),
    Area.CRIMINAL: ("刑事案件",),
    Area.ADMINISTRATIVE: ("行政案件、国家赔偿案件",),
}  # fmt: skip
_NUMERALS = "一二三四五六七八九十"


def form_teams(courts: list[Staffed], start: date, random: Random) -> None:
    """Form every judge's team by an act, the first of each court, then the second …"""
    at = datetime(start.year, start.month, start.day, 8, 15, tzinfo=ZONE)
    known = _posts(courts)
    wishes = [_wishes(court, known, start, random) for court in courts]
    for place in range(max(map(len, wishes), default=0)):
        now = [listed[place] for listed in wishes if place < len(listed)]
        for outcome in perform_many(FORM, SYSTEM, now, at=at):
            if not outcome.accepted:
                raise RuntimeError("；".join(map(str, outcome.findings)))


def _posts(courts: list[Staffed]) -> dict[int, tuple[set[str], int, list[str]]]:
    """Return the posts, the division and its fields of law of everybody in a division."""
    found: dict[int, tuple[set[str], int, list[str]]] = {}
    rows = Tenure.objects.filter(court__in=[court.court for court in courts]).exclude(division=None)
    for person, post, division, areas in rows.values_list(
        "person", "post", "division", "division__areas"
    ):
        found.setdefault(person, (set(), division, areas))[0].add(post)
    return found


def _wishes(
    court: Staffed,
    known: dict[int, tuple[set[str], int, list[str]]],
    start: date,
    random: Random,
) -> list[Wish]:
    office = Actor(court.by_post[Post.PERSONNEL][0])
    found = []
    for number, (judge, staff) in enumerate(court.teams.items()):
        _, division, areas = known[judge]
        roles = [_role(known[one][0]) for one in staff]
        scopes = _SCOPES[Area(areas[0])] if areas else ("各类案件",)
        data = TeamData(
            name=f"第{_numeral(number + 1)}审判团队",
            kind=_kind(roles, random),
            division=division,
            leader=judge,
            scope=scopes[number % len(scopes)],
            members=(
                MemberEntry(person=judge, role=TeamRole.JUDGE),
                *(
                    MemberEntry(person=one, role=role)
                    for one, role in zip(staff, roles, strict=True)
                ),
            ),
            since=start - timedelta(days=random.randrange(YOUNGEST, OLDEST)),
        )
        found.append(Wish(court.court, data, key=f"team/{number}", by=office))
    return found


def _role(posts: set[str]) -> TeamRole:
    return TeamRole.JUDGE_ASSISTANT if Post.JUDGE_ASSISTANT in posts else TeamRole.CLERK


def _kind(roles: list[TeamRole], random: Random) -> TeamType:
    if TeamRole.JUDGE_ASSISTANT in roles:
        return random.choice((TeamType.FAST_TRACK, TeamType.COMPLEX, TeamType.MIXED))
    return TeamType.MIXED


def _numeral(number: int) -> str:
    """Return a number up to 99 as it is written: 十二."""
    tens, ones = divmod(number, 10)
    head = ("" if tens == 1 else _NUMERALS[tens - 1]) + "十" if tens else ""
    return head + (_NUMERALS[ones - 1] if ones else "")
