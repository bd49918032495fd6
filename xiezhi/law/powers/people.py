"""人员: posts, absences, declared relations, imported judgments; accounts stand in `accounts`."""

from dataclasses import dataclass
from datetime import date

from xiezhi.law.act import Act
from xiezhi.law.fields import ask
from xiezhi.law.rules import people as rules
from xiezhi.law.rules.accounts import password_is_strong
from xiezhi.law.rules.bounds import stop_is_approved
from xiezhi.law.sources import cite
from xiezhi.law.terms import Area, Force, Post, Term

SINCE = date(2020, 8, 4)
OFFICE = frozenset({Post.PERSONNEL, Post.ADMINISTRATOR})


class AbsenceKind(Term):
    """不可分案事由: why no case is given to a person over some days."""

    LEAVE = "leave", "休假"
    SECONDMENT = "secondment", "借调"
    TRAINING = "training", "培训"
    STOP = "stop_assign", "停止分案"


class RelationKind(Term):
    """关系类型: what ties a person of the court to somebody, as declared."""

    SPOUSE = "spouse", "配偶"
    LINEAL = "lineal", "直系血亲"
    COLLATERAL = "collateral", "三代以内旁系血亲"
    IN_LAW = "in_law", "近姻亲"
    HOLDING = "holding", "本人或者近亲属持股的公司"
    INTEREST = "interest", "有其他利害关系的人"


NEAR = frozenset(
    {RelationKind.SPOUSE, RelationKind.LINEAL, RelationKind.COLLATERAL, RelationKind.IN_LAW}
)
"""近亲属: the relations of 法释〔2011〕12号第1条 and 法官法第23条."""


class AccountKind(Term):
    """账号类型: whose account it is."""

    STAFF = "staff", "法院工作人员"
    PARTY = "party", "当事人"
    LAWYER = "lawyer", "律师"


@dataclass(frozen=True, kw_only=True)
class PersonData:
    """人员登记: a person of the court, with the first account if a login is given."""

    name: str = ask("姓名", most=100)
    sort_key: str = ask("拼音", most=200, default="")
    is_juror: bool = ask("人民陪审员", default=False)
    login: str = ask("登录名", most=60, default="")
    kind: AccountKind = ask("账号类型", default=AccountKind.STAFF)
    password: str = ask("初始口令", most=200, default="", sealed=True)


@dataclass(frozen=True, kw_only=True)
class TenureData:
    """任职: who holds which post, where, from when."""

    person: int = ask("人员", "person")
    post: Post = ask("职务")
    division: int | None = ask("内设机构", "number", default=None)
    areas: tuple[Area, ...] = ask("分管领域", default=())
    share: int = ask("办案份额（‰）", most=1000, default=1000)
    since: date = ask("起始日期")


@dataclass(frozen=True, kw_only=True)
class TenureEnd:
    """免职: whose post ends, on which day."""

    person: int = ask("人员", "person")
    post: Post = ask("职务")
    until: date = ask("截止日期")


@dataclass(frozen=True, kw_only=True)
class AbsenceData:
    """不可分案登记: over which days, why."""

    person: int = ask("人员", "person")
    kind: AbsenceKind = ask("事由")
    since: date = ask("起始日期")
    until: date = ask("截止日期（当日恢复）")
    reason: str = ask("说明", most=500, default="")


@dataclass(frozen=True, kw_only=True)
class RelationData:
    """关系申报: with whom; `relative` where he or she is on the rolls of a court too."""

    kind: RelationKind = ask("关系")
    name: str = ask("对方姓名（名称）", most=100)
    firm: str = ask("对方执业机构", most=100, default="", hint="律师事务所等，没有的不填")
    relative: int | None = ask(
        "对方在册编号", "person", default=None, hint="对方是法院工作人员的，从名册中选定"
    )


@dataclass(frozen=True, kw_only=True)
class RelationEnd:
    """关系终止: which declared relation no longer is."""

    relation: int = ask("已申报的关系", "number", least=1)


@dataclass(frozen=True, kw_only=True)
class ImportData:
    """导入裁判文书: a batch of published texts as lines of JSON (`text`, `title`), from a file."""

    file: str = ask("文件名", most=200)
    texts: str = ask("裁判文书（每行一件，JSON）", "long", most=200_000_000, sealed=True)


def _court(code: str, name: str, gloss: str, data: type[object], **more: object) -> Act:
    values: dict[str, object] = {
        "source": cite("法院组织法", 40),
        "since": SINCE,
        "force": Force.POWER,
        "subject": "court",
        "holders": OFFICE,
    }
    return Act(code=code, name=name, gloss=gloss, data=data, **(values | more))  # type: ignore[arg-type]


REGISTER_PERSON = _court(
    "people.register",
    "登记人员",
    "register a person",
    PersonData,
    rules=(rules.login_is_free, password_is_strong),
)
APPOINT = _court(
    "people.appoint",
    "登记任职",
    "record that a person holds a post",
    TenureData,
    rules=(
        rules.person_is_known,
        rules.post_is_a_court_post,
        rules.division_is_of_the_court,
        rules.no_relatives_in_posts,
    ),
)
END_TENURE = _court(
    "people.end_tenure", "登记免职", "record that a post ends", TenureEnd, rules=(rules.holds_it,)
)
ABSENCE = _court(
    "people.record_absence",
    "登记不可分案期间",
    "record days on which no case is given",
    AbsenceData,
    source=cite("法发〔2020〕26号", 7),
    holders=OFFICE | {Post.PRESIDENT, Post.VICE_PRESIDENT, Post.DIVISION_HEAD},
    rules=(rules.person_is_known, rules.days_run_forward, stop_is_approved),
)
IMPORT = _court(
    "judgments.import_batch",
    "导入裁判文书",
    "import published judgments",
    ImportData,
    source=cite("法发〔2020〕24号"),
    holders=frozenset({Post.TRIAL_MANAGEMENT, Post.ADMINISTRATOR, Post.SYSTEM}),
)

_RELATION: dict[str, object] = {
    "source": cite("法官法", 23),
    "also": (cite("法官法", 24), cite("法释〔2011〕12号", 1)),
    "subject": "person",
    "holders": frozenset({Post.SELF, Post.PERSONNEL}),
}
DECLARE_RELATION = _court(
    "people.declare_relation",
    "申报近亲属及利害关系",
    "declare a relation that recusal depends on",
    RelationData,
    rules=(rules.relative_is_another,),
    **(_RELATION | {"force": Force.DUTY}),
)
END_RELATION = _court(
    "people.end_relation",
    "撤销已申报的关系",
    "record that a declared relation is no more",
    RelationEnd,
    rules=(rules.relation_is_declared,),
    **_RELATION,
)
