"""权责清单、委托、日历: a court's own list, delegation along the chain, the year's calendar."""

from dataclasses import dataclass
from datetime import date, datetime

from xiezhi.law.act import Act, Duty
from xiezhi.law.fields import ask
from xiezhi.law.rules import lists as rules
from xiezhi.law.rules.power_list import never_wider, only_what_one_holds, within_the_chain
from xiezhi.law.sources import cite
from xiezhi.law.terms import Force, Post, Term

SINCE = date(2020, 8, 4)
GIVERS = frozenset({Post.PRESIDENT, Post.DIVISION_HEAD})


class RowKind(Term):
    """细化方式: how a row narrows the list."""

    HOLDERS = "holders", "收窄权责主体"
    NUMBER = "number", "缩短期限"
    DELEGABLE = "delegable", "列为可以委托"


@dataclass(frozen=True, kw_only=True)
class ListRowData:
    """清单细化一行."""

    kind: RowKind = ask("细化方式")
    act: str = ask("事项", most=64, default="")
    posts: tuple[Post, ...] = ask("权责主体", default=())
    name: str = ask("参数", most=120, default="")
    number: int = ask("数值", default=0)


@dataclass(frozen=True, kw_only=True)
class ListDraft:
    """清单草案: the rows of a new version of the court's list."""

    rows: tuple[ListRowData, ...] = ask("细化内容")


@dataclass(frozen=True, kw_only=True)
class ListAdoption:
    """施行: the day from which the version holds."""

    version: int = ask("清单版次", least=1)
    since: date = ask("施行日期")


@dataclass(frozen=True, kw_only=True)
class ListFiling:
    """报备: the version that is filed upward and when."""

    version: int = ask("清单版次", least=1)
    on: date = ask("报备日期")


@dataclass(frozen=True, kw_only=True)
class DelegationData:
    """委托: which acts, to whom, within what, until when."""

    giver_post: Post = ask("委托人职务")
    taker: int = ask("受托人", "person")
    acts: tuple[str, ...] = ask("事项", "choices")
    since_at: datetime = ask("起始时刻")
    until_at: datetime = ask("截止时刻")
    division: int | None = ask("限于审判庭", "number", default=None)


@dataclass(frozen=True, kw_only=True)
class DelegationChoice:
    """委托编号."""

    delegation: int = ask("委托", "number", least=1)


@dataclass(frozen=True, kw_only=True)
class YearData:
    """年度节假日安排: the notice and the days, in the format of the shipped years."""

    notice: str = ask("国务院办公厅通知文号", most=200, least=4)
    text: str = ask("安排（TOML）", "long", most=20_000)


DRAFT_LIST = Act(
    code="powers.draft_list",
    name="起草本院权责清单",
    gloss="draft the court's own list",
    source=cite("法发〔2020〕26号", 4),
    also=(cite("权责清单意见"),),
    since=SINCE,
    force=Force.DUTY,
    subject="court",
    holders=frozenset({Post.TRIAL_MANAGEMENT, Post.PRESIDENT}),
    data=ListDraft,
    rules=(never_wider,),
)

ADOPT_LIST = Act(
    code="powers.adopt_list",
    name="施行本院权责清单",
    gloss="adopt the court's list",
    source=cite("法发〔2020〕26号", 4),
    since=SINCE,
    force=Force.POWER,
    subject="court",
    holders=frozenset({Post.PRESIDENT}),
    data=ListAdoption,
    rules=(rules.version_is_a_draft, rules.not_backdated),
    raises=(Duty("powers.file_list", frozenset({Post.TRIAL_MANAGEMENT}), "powers.file_days"),),
)

FILE_LIST = Act(
    code="powers.file_list",
    name="向上一级人民法院报备清单",
    gloss="file the list with the court above",
    source=cite("权责清单意见"),
    since=SINCE,
    force=Force.DUTY,
    subject="court",
    holders=frozenset({Post.TRIAL_MANAGEMENT, Post.PRESIDENT}),
    data=ListFiling,
    rules=(rules.version_is_adopted,),
)

DELEGATE = Act(
    code="delegation.give",
    name="委托行权",
    gloss="delegate acts along the chain",
    source=cite("权责清单意见"),
    since=SINCE,
    force=Force.POWER,
    subject="court",
    holders=GIVERS,
    data=DelegationData,
    rules=(within_the_chain, only_what_one_holds),
    raises=(
        Duty(
            "delegation.consent",
            frozenset({Post.VICE_PRESIDENT}),
            "triage.confirm_days",
            when=lambda facts, data: data.giver_post is Post.DIVISION_HEAD,
        ),
    ),
)

CONSENT = Act(
    code="delegation.consent",
    name="同意庭长委托",
    gloss="consent to a head's delegation",
    source=cite("权责清单意见"),
    since=SINCE,
    force=Force.POWER,
    subject="court",
    holders=frozenset({Post.VICE_PRESIDENT}),
    data=DelegationChoice,
    rules=(rules.delegation_waits,),
)

REVOKE = Act(
    code="delegation.revoke",
    name="撤回委托",
    gloss="revoke a delegation",
    source=cite("权责清单意见"),
    since=SINCE,
    force=Force.POWER,
    subject="court",
    holders=GIVERS,
    data=DelegationChoice,
    rules=(rules.delegation_is_ones_own,),
)

LOAD_YEAR = Act(
    code="calendar.load_year",
    name="载入年度节假日安排",
    gloss="load the holidays of a year",
    source=cite("民诉法", 85),
    since=SINCE,
    force=Force.POWER,
    subject="court",
    holders=frozenset({Post.ADMINISTRATOR}),
    data=YearData,
    rules=(rules.year_is_readable,),
)
