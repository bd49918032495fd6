"""账号: passwords, one-time codes, tokens; locks and resets. Signing in is no act."""

from dataclasses import dataclass
from datetime import date

from xiezhi.law.act import Act
from xiezhi.law.fields import ask
from xiezhi.law.rules import accounts as rules
from xiezhi.law.sources import cite
from xiezhi.law.terms import Force, Post

SINCE = date(2020, 8, 4)


@dataclass(frozen=True, kw_only=True)
class PasswordChange:
    """更换口令: the one in use and a new one."""

    current: str = ask("现用口令", most=200, sealed=True)
    password: str = ask("新口令", most=200, least=10, sealed=True)


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
class TokenChoice:
    """令牌编号."""

    token: int = ask("令牌", "number", least=1)


@dataclass(frozen=True, kw_only=True)
class OneTimeCode:
    """动态口令: the code that the device shows, which proves the secret."""

    secret: str = ask("密钥", most=64, least=16, sealed=True)
    code: str = ask("动态口令", most=8, least=6, sealed=True)


@dataclass(frozen=True, kw_only=True)
class CodesOff:
    """停用动态口令: the password in use, and a code that the device shows."""

    current: str = ask("现用口令", most=200, sealed=True)
    code: str = ask("动态口令", most=8, least=6, sealed=True)


def _account(code: str, name: str, gloss: str, **more: object) -> Act:
    known = (rules.has_an_account, *more.pop("rules", ()))  # type: ignore[misc]
    values: dict[str, object] = {
        "source": cite("平台约定"),
        "since": SINCE,
        "force": Force.POWER,
        "subject": "person",
        "holders": frozenset({Post.SELF}),
        "rules": known,
    }
    return Act(code=code, name=name, gloss=gloss, **(values | more))  # type: ignore[arg-type]


CHANGE_PASSWORD = _account(
    "account.change_password",
    "更换口令",
    "change one's password",
    data=PasswordChange,
    rules=(rules.tries_are_left, rules.knows_the_password, rules.password_is_strong),
)
ENABLE_TOTP = _account(
    "account.enable_totp",
    "启用动态口令",
    "switch on one-time codes",
    data=OneTimeCode,
    rules=(rules.codes_are_off, rules.code_proves_the_secret),
)
SWITCH_CODES_OFF = _account(
    "account.switch_codes_off",
    "停用动态口令",
    "switch one's one-time codes off",
    data=CodesOff,
    rules=(rules.codes_are_on, rules.tries_are_left, rules.knows_the_password, rules.knows_a_code),
)
MAKE_TOKEN = _account(
    "account.make_token",
    "签发访问令牌",
    "make an API token for oneself",
    data=TokenData,
    rules=(rules.scopes_are_known, rules.token_ends_in_time),
)
REVOKE_TOKEN = _account(
    "account.revoke_token",
    "撤销访问令牌",
    "revoke a token",
    data=TokenChoice,
    rules=(rules.token_is_ones_own,),
)
_OFFICE: dict[str, object] = {"holders": frozenset({Post.ADMINISTRATOR})}
UNLOCK = _account("account.unlock", "解除账号锁定", "unlock an account", **_OFFICE)
RESET = _account(
    "account.reset",
    "重设口令",
    "give an account a new password and switch its one-time codes off",
    data=Password,
    rules=(rules.password_is_strong,),
    **_OFFICE,
)
SUSPEND = _account(
    "account.suspend",
    "停用账号",
    "suspend an account",
    rules=(rules.account_is_active,),
    **_OFFICE,
)
RESTORE = _account(
    "account.restore",
    "恢复账号",
    "restore a suspended account",
    rules=(rules.account_is_suspended,),
    **_OFFICE,
)
