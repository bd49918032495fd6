"""双向选择: judges and their assistants and clerks choose each other; the rest is allocated."""

from dataclasses import dataclass
from datetime import date

from xiezhi.law.act import Act
from xiezhi.law.fields import ask
from xiezhi.law.rules import pairing as rules
from xiezhi.law.sources import cite
from xiezhi.law.terms import Force, Post

SINCE = date(2020, 8, 4)
OFFICE = frozenset({Post.PERSONNEL})


@dataclass(frozen=True, kw_only=True)
class RoundData:
    """一轮双向选择: who takes part, how many each judge takes, until when ranks are given."""

    name: str = ask("名称", most=60)
    judges: tuple[int, ...] = ask("参加的法官", "persons")
    staff: tuple[int, ...] = ask("参加的法官助理、书记员", "persons")
    places: int = ask("每名法官可选人数", least=1, most=20, default=1)
    closes_on: date = ask("志愿截止日期（含当日）")


@dataclass(frozen=True, kw_only=True)
class RankEntry:
    """志愿一行: a person, those before are wanted more."""

    person: int = ask("人员", "person")


@dataclass(frozen=True, kw_only=True)
class Ranking:
    """志愿: whom one wants, the most wanted first; a later one replaces it."""

    round: int = ask("轮次", "number", least=1)
    ranking: tuple[RankEntry, ...] = ask("志愿顺序（最希望的在前）", sealed=True)


@dataclass(frozen=True, kw_only=True)
class RoundChoice:
    """轮次: which round."""

    round: int = ask("轮次", "number", least=1)


@dataclass(frozen=True, kw_only=True)
class Allocation:
    """组织调配: who works for which judge, and why."""

    round: int = ask("轮次", "number", least=1)
    staff: int = ask("法官助理或者书记员", "person")
    judge: int = ask("法官", "person")
    reason: str = ask("调配理由", "long", most=2000, least=4)


@dataclass(frozen=True, kw_only=True)
class RelationReview:
    """亲属关系审查: whether a judge and a relative may work in one team, and why."""

    judge: int = ask("法官", "person")
    staff: int = ask("法官助理或者书记员", "person")
    allowed: bool = ask("可以同队", default=False)
    reason: str = ask("审查意见", "long", most=2000, least=4)


@dataclass(frozen=True, kw_only=True)
class Confirmation:
    """确认配对: from which day the pairs work together."""

    round: int = ask("轮次", "number", least=1)
    since: date = ask("起始日期")


def _pairing(code: str, name: str, gloss: str, data: type[object], **more: object) -> Act:
    values: dict[str, object] = {
        "source": cite("法发〔2020〕26号", 6),
        "since": SINCE,
        "force": Force.POWER,
        "subject": "court",
        "holders": OFFICE,
    }
    return Act(code=code, name=name, gloss=gloss, data=data, **(values | more))  # type: ignore[arg-type]


OPEN = _pairing(
    "pairing.open",
    "发起双向选择",
    "open a round of mutual choice",
    RoundData,
    rules=(rules.both_sides_hold_posts,),
)
RANK = _pairing(
    "pairing.rank",
    "填报双向选择志愿",
    "rank those of the other side",
    Ranking,
    holders=frozenset({Post.JUDGE, Post.JUDGE_ASSISTANT, Post.CLERK}),
    rules=(rules.round_takes_ranks, rules.ranks_the_other_side),
)
MATCH = _pairing(
    "pairing.match",
    "双向选择匹配",
    "pair by the ranks of both sides",
    RoundChoice,
    rules=(rules.not_matched_yet, rules.all_ranked_or_closed),
)
ALLOCATE = _pairing(
    "pairing.allocate",
    "组织调配",
    "allocate whom the choice left without a judge",
    Allocation,
    rules=(rules.round_is_matched, rules.allocates_the_unpaired),
)
REVIEW_RELATION = _pairing(
    "pairing.review_relation",
    "审查同队亲属关系",
    "review whether relatives may work in one team",
    RelationReview,
    source=cite("法官法", 23),
    also=(cite("法发〔2020〕26号", 6),),
    rules=(rules.reviewed_are_known,),
)
CONFIRM = _pairing(
    "pairing.confirm",
    "确认配对结果",
    "have the pairs work together",
    Confirmation,
    rules=(rules.round_is_matched, rules.pairs_can_be_made),
)
