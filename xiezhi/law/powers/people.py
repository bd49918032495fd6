"""人员与账号: courts, posts, absences, teams, accounts, tokens, imported judgments."""

from dataclasses import dataclass
from datetime import date

from xiezhi.law.act import Act
from xiezhi.law.fields import ask
from xiezhi.law.rules import people as rules
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
class Password:
    """口令: a new one."""

    password: str = ask("新口令", most=200, least=10, sealed=True)


@dataclass(frozen=True, kw_only=True)
class TokenData:
    """访问令牌: what it is for, what it may do, until when."""

    name: str = ask("用途", most=60)
    scopes: tuple[str, ...] = ask("权限范围", "choices")
    until: date = ask("有效至")


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
    rules=(rules.login_is_free, rules.password_is_strong),
)
APPOINT = _court(
    "people.appoint",
    "登记任职",
    "record that a person holds a post",
    TenureData,
    rules=(rules.person_is_known, rules.post_is_a_court_post, rules.no_relatives_in_posts),
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
    rules=(rules.person_is_known, rules.days_run_forward),
)
IMPORT = _court(
    "judgments.import_batch",
    "导入裁判文书",
    "import published judgments",
    ImportData,
    source=cite("法发〔2020〕24号"),
    holders=frozenset({Post.TRIAL_MANAGEMENT, Post.ADMINISTRATOR}),
)

CHANGE_PASSWORD = Act(
    code="account.change_password",
    name="更换口令",
    gloss="change one's password",
    source=cite("平台约定"),
    since=SINCE,
    force=Force.POWER,
    subject="person",
    holders=frozenset({Post.SELF}),
    data=Password,
    rules=(rules.password_is_strong,),
)

MAKE_TOKEN = Act(
    code="account.make_token",
    name="签发访问令牌",
    gloss="make an API token for oneself",
    source=cite("平台约定"),
    since=SINCE,
    force=Force.POWER,
    subject="person",
    holders=frozenset({Post.SELF}),
    data=TokenData,
    rules=(rules.scopes_are_known,),
)


@dataclass(frozen=True, kw_only=True)
class TokenChoice:
    """令牌编号."""

    token: int = ask("令牌", "number", least=1)


REVOKE_TOKEN = Act(
    code="account.revoke_token",
    name="撤销访问令牌",
    gloss="revoke a token",
    source=cite("平台约定"),
    since=SINCE,
    force=Force.POWER,
    subject="person",
    holders=frozenset({Post.SELF}),
    data=TokenChoice,
)


@dataclass(frozen=True, kw_only=True)
class OneTimeCode:
    """动态口令: the code that the device shows, which proves the secret."""

    secret: str = ask("密钥", most=64, least=16, sealed=True)
    code: str = ask("动态口令", most=8, least=6, sealed=True)


ENABLE_TOTP = Act(
    code="account.enable_totp",
    name="启用动态口令",
    gloss="switch on one-time codes",
    source=cite("平台约定"),
    since=SINCE,
    force=Force.POWER,
    subject="person",
    holders=frozenset({Post.SELF}),
    data=OneTimeCode,
)

UNLOCK = Act(
    code="account.unlock",
    name="解除账号锁定",
    gloss="unlock an account",
    source=cite("平台约定"),
    since=SINCE,
    force=Force.POWER,
    subject="person",
    holders=frozenset({Post.ADMINISTRATOR}),
)
