"""卷宗与档案: papers of the file, reading what is sealed, archiving."""

from dataclasses import dataclass
from datetime import date

from xiezhi.law.act import Act, Duty
from xiezhi.law.fields import ask
from xiezhi.law.rules import files as rules
from xiezhi.law.sources import cite
from xiezhi.law.terms import COURT_LEADERS, TRIAL_BODY, Force, Post, State, Term, Volume

SINCE = date(2020, 8, 4)
CASE_STAFF = TRIAL_BODY | {Post.JUDGE_ASSISTANT, Post.CLERK}
READERS = (
    CASE_STAFF | COURT_LEADERS | {Post.FILING_OFFICER, Post.ARCHIVIST, Post.PARTY, Post.COUNSEL}
)
"""Who reads the main volume of a case that is his or hers, or lies in his or her portfolio."""


@dataclass(frozen=True, kw_only=True)
class Upload:
    """入卷: a stored file, where it belongs and what it is called."""

    file: str = ask("文件（存储摘要）", most=64, least=64)
    name: str = ask("名称", most=200)
    item: str = ask("目录项", most=60, default="")
    volume: Volume = ask("卷别", default=Volume.MAIN)


@dataclass(frozen=True, kw_only=True)
class Place:
    """编目: the place of a paper in the catalogue."""

    paper: int = ask("材料", "number")
    item: str = ask("目录项", most=60)
    volume: Volume = ask("卷别", default=Volume.MAIN)


@dataclass(frozen=True, kw_only=True)
class Void:
    """作废: a paper that was put in by mistake; it stays, marked."""

    paper: int = ask("材料", "number")
    reason: str = ask("理由", most=500, least=4)


@dataclass(frozen=True, kw_only=True)
class Reading:
    """查阅: why one reads."""

    reason: str = ask("查阅理由", most=500, least=4)


class Retention(Term):
    """保管期限: how long an archive keeps a file; of several grounds the longest counts."""

    PERMANENT = "permanent", "永久"
    LONG = "long", "长期（60年）"
    SHORT = "short", "短期（30年）"


@dataclass(frozen=True, kw_only=True)
class Handing:
    """移送归档: for how long the file is to be kept, and what its remarks say."""

    retention: Retention = ask("保管期限")
    remarks: str = ask("备考", "long", most=2000, default="")


@dataclass(frozen=True, kw_only=True)
class ArchiveReturn:
    """退回整理: what is missing."""

    reason: str = ask("退回理由", "long", most=2000, least=4)


ADD = Act(
    code="files.add",
    name="材料入卷",
    gloss="put a paper into the file",
    source=cite("法发〔2020〕26号", 28),
    also=(cite("诉讼文书立卷归档办法"),),
    since=SINCE,
    force=Force.DUTY,
    item="PW18",
    holders=CASE_STAFF | {Post.FILING_OFFICER, Post.PARTY, Post.COUNSEL},
    data=Upload,
    rules=(
        rules.not_archived,
        rules.file_was_received,
        rules.parties_file_in_main,
        rules.item_is_known,
    ),
)

PLACE = Act(
    code="files.place",
    name="编目",
    gloss="place a paper in the catalogue",
    source=cite("诉讼文书立卷归档办法"),
    since=SINCE,
    force=Force.DUTY,
    item="PW18",
    holders=frozenset({Post.CLERK, Post.JUDGE_ASSISTANT, Post.FILING_OFFICER}),
    data=Place,
    rules=(rules.not_archived, rules.paper_is_here, rules.item_is_known),
)

VOID = Act(
    code="files.void",
    name="作废误收材料",
    gloss="mark a paper as put in by mistake",
    source=cite("诉讼文书立卷归档办法"),
    since=SINCE,
    force=Force.POWER,
    holders=frozenset({Post.CLERK, Post.JUDGE_ASSISTANT, Post.FILING_OFFICER}),
    data=Void,
    rules=(rules.not_archived, rules.paper_is_here),
)

READ_INTERNAL = Act(
    code="files.read_internal",
    name="查阅副卷",
    gloss="read the internal volume",
    source=cite("法官法", 10),
    since=SINCE,
    force=Force.VIEW,
    holders=CASE_STAFF | {Post.ARCHIVIST},
)

READ_OUTSIDE = Act(
    code="files.read_outside",
    name="查阅未分管案件卷宗",
    gloss="read a file outside one's portfolio, with a reason, the judge being told",
    source=cite("法发〔2017〕11号"),
    also=(cite("法发〔2020〕26号", 11),),
    since=SINCE,
    force=Force.VIEW,
    holders=COURT_LEADERS | {Post.INSPECTION, Post.TRIAL_MANAGEMENT},
    beyond=True,
    data=Reading,
)

SUBMIT = Act(
    code="archives.submit",
    name="移送归档",
    gloss="hand the file over to the archive",
    source=cite("诉讼文书立卷归档办法"),
    also=(cite("法发〔2020〕26号", 28),),
    since=SINCE,
    force=Force.DUTY,
    item="PW18",
    holders=frozenset({Post.CLERK}),
    states=frozenset({State.EFFECTIVE}),
    data=Handing,
    rules=(rules.catalogue_is_complete,),
    raises=(Duty("archives.accept", frozenset({Post.ARCHIVIST}), "closing.days"),),
)

ACCEPT = Act(
    code="archives.accept",
    name="接收归档",
    gloss="take the file into the archive after four checks",
    source=cite("诉讼文书立卷归档办法"),
    since=SINCE,
    force=Force.DUTY,
    holders=frozenset({Post.ARCHIVIST}),
    states=frozenset({State.EFFECTIVE}),
    moves=State.ARCHIVED,
    rules=(rules.was_submitted, rules.catalogue_is_complete, rules.four_checks_passed),
    settles=("archives.submit",),
)

RETURN = Act(
    code="archives.return_file",
    name="退回整理",
    gloss="send the file back to be put in order",
    source=cite("诉讼文书立卷归档办法"),
    since=SINCE,
    force=Force.POWER,
    holders=frozenset({Post.ARCHIVIST}),
    states=frozenset({State.EFFECTIVE}),
    data=ArchiveReturn,
    rules=(rules.was_submitted,),
    settles=("archives.accept",),
    raises=(Duty("archives.submit", frozenset({Post.CLERK}), "closing.days"),),
)
