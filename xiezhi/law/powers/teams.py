"""审判团队: forming, changing and dissolving teams, rotation, ratio. Pairing stands in `pairing`.

A team is neither a trial organisation nor a division: nothing here reaches into a case, and its
leader holds no act on one (R6.3).
"""

from dataclasses import dataclass
from datetime import date

from xiezhi.law.act import Act, Duty
from xiezhi.law.fields import ask
from xiezhi.law.rules import teams as rules
from xiezhi.law.rules.people import division_is_of_the_court
from xiezhi.law.rules.team_clocks import Stage
from xiezhi.law.sources import cite
from xiezhi.law.terms import Force, Post, TeamRole, TeamType

SINCE = date(2020, 8, 4)
FORMING = frozenset({Post.PRESIDENT, Post.VICE_PRESIDENT, Post.DIVISION_HEAD, Post.PERSONNEL})
ROTATING = FORMING - {Post.PERSONNEL}


@dataclass(frozen=True, kw_only=True)
class MemberEntry:
    """成员一行: who works in the team as what, with which share of a full post."""

    person: int = ask("人员", "person")
    role: TeamRole = ask("角色")
    share: int = ask("份额（%）", least=1, most=100, default=100)


@dataclass(frozen=True, kw_only=True)
class TeamData:
    """组建审判团队: its type, division, leader, scope, members, and when it rotates."""

    name: str = ask("团队名称", most=60)
    kind: TeamType = ask("团队类型")
    division: int = ask("所在内设机构", "number", least=1)
    leader: int = ask("负责人", "person")
    scope: str = ask("办案范围", most=500, hint="如：买卖、借款合同纠纷；向社会公开")
    members: tuple[MemberEntry, ...] = ask("成员")
    since: date = ask("起始日期")
    review_on: date | None = ask("轮换日期", default=None, hint="不填的，按本院轮换周期计算")


@dataclass(frozen=True, kw_only=True)
class TeamChange:
    """变更团队: type, leader and scope from now on."""

    kind: TeamType = ask("团队类型")
    leader: int = ask("负责人", "person")
    scope: str = ask("办案范围", most=500)


@dataclass(frozen=True, kw_only=True)
class NewMember:
    """增加成员: who, as what, with which share, from when, why."""

    person: int = ask("人员", "person")
    role: TeamRole = ask("角色")
    share: int = ask("份额（%）", least=1, most=100, default=100)
    since: date = ask("起始日期")
    reason: str = ask("事由", most=500, default="")


@dataclass(frozen=True, kw_only=True)
class MemberEnd:
    """成员退出: who, from which day, why."""

    person: int = ask("成员", "person")
    until: date = ask("退出日期（当日起不在团队）")
    reason: str = ask("事由", most=500, least=2)


@dataclass(frozen=True, kw_only=True)
class Dissolution:
    """撤销团队: from which day, why."""

    until: date = ask("撤销日期")
    reason: str = ask("事由", most=500, least=2)


@dataclass(frozen=True, kw_only=True)
class Rotation:
    """轮换: what changed, and when the next one is due."""

    text: str = ask("轮换情况", "long", most=2000, least=4)
    next_on: date | None = ask("下次轮换日期", default=None, hint="不填的，按本院轮换周期计算")


@dataclass(frozen=True, kw_only=True)
class RotationReminder:
    """轮换提示: how near the rotation is."""

    stage: Stage = ask("阶段")


@dataclass(frozen=True, kw_only=True)
class RatioAlert:
    """配比预警: since when the ratio has been too low, and what it is."""

    since: date = ask("持续低于标准的起始日期")
    ratio: str = ask("现有配比", most=60)


@dataclass(frozen=True, kw_only=True)
class Words:
    """说明: what is proposed or done, in words."""

    text: str = ask("内容", "long", most=2000, least=4)


def _team(code: str, name: str, gloss: str, data: type[object], **more: object) -> Act:
    values: dict[str, object] = {
        "source": cite("法发〔2020〕26号", 6),
        "since": SINCE,
        "force": Force.POWER,
        "subject": "team",
        "holders": FORMING,
    }
    return Act(code=code, name=name, gloss=gloss, data=data, **(values | more))  # type: ignore[arg-type]


FORM = _team(
    "team.form",
    "组建审判团队",
    "form a trial team",
    TeamData,
    opens=True,
    also=(cite("法发〔2015〕13号", 4),),
    rules=(
        rules.members_hold_their_posts,
        rules.has_a_judge,
        rules.listed_once,
        rules.shares_within_whole,
        division_is_of_the_court,
        rules.division_is_ones_own,
        rules.relatives_are_reviewed,
        rules.review_lies_ahead,
    ),
)
CHANGE = _team(
    "team.change",
    "变更审判团队",
    "change leader, type or scope of a team",
    TeamChange,
    rules=(rules.is_in_force, rules.leader_is_its_judge),
)
ADD_MEMBER = _team(
    "team.add_member",
    "增加团队成员",
    "have a person work in a team",
    NewMember,
    rules=(
        rules.is_in_force,
        rules.members_hold_their_posts,
        rules.not_yet_a_member,
        rules.shares_within_whole,
        rules.relatives_are_reviewed,
    ),
)
END_MEMBER = _team(
    "team.end_member",
    "成员退出团队",
    "have a member leave a team",
    MemberEnd,
    rules=(rules.is_in_force, rules.is_a_member, rules.a_judge_remains),
)
DISSOLVE = _team(
    "team.dissolve",
    "撤销审判团队",
    "dissolve a team",
    Dissolution,
    rules=(rules.is_in_force,),
    settles=("*",),
)
REMIND_ROTATION = _team(
    "team.remind_rotation",
    "提示团队轮换",
    "prompt the rotation of a team",
    RotationReminder,
    source=cite("法发〔2022〕31号", 2),
    force=Force.DUTY,
    holders=frozenset({Post.SYSTEM}),
    rules=(rules.is_in_force, rules.stage_is_reached),
    settles=("team.rotate",),
    raises=(Duty("team.rotate", frozenset({Post.DIVISION_HEAD})),),
)
ROTATE = _team(
    "team.rotate",
    "办理团队轮换",
    "rotate the members of a team",
    Rotation,
    source=cite("法发〔2022〕31号", 2),
    also=(cite("法释〔2010〕1号", 2), cite("法发〔2020〕26号", 7)),
    force=Force.DUTY,
    holders=ROTATING,
    rules=(rules.is_in_force, rules.somebody_changed, rules.next_review_in_time),
)
ALERT_RATIO = _team(
    "team.alert_ratio",
    "预警人员配比",
    "tell that a team has too few assistants or clerks",
    RatioAlert,
    force=Force.DUTY,
    holders=frozenset({Post.SYSTEM}),
    rules=(rules.is_in_force, rules.ratio_is_below),
    settles=("team.answer_ratio",),
    raises=(Duty("team.answer_ratio", frozenset({Post.PERSONNEL}), "teams.ratio_answer_days"),),
)
ANSWER_RATIO = _team(
    "team.answer_ratio",
    "处理人员配比预警",
    "say what is done about a ratio",
    Words,
    force=Force.DUTY,
    holders=frozenset({Post.PERSONNEL}),
)
PROPOSE = _team(
    "team.propose",
    "提出人员调整建议",
    "propose a change of a team's staff",
    Words,
    holders=frozenset({Post.TEAM_LEADER}),
    rules=(rules.is_in_force,),
    raises=(Duty("team.answer_proposal", frozenset({Post.PERSONNEL})),),
)
ANSWER_PROPOSAL = _team(
    "team.answer_proposal",
    "答复人员调整建议",
    "answer a proposal on a team's staff",
    Words,
    force=Force.DUTY,
    holders=frozenset({Post.PERSONNEL}),
)
