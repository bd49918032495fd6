"""账号规则: passwords, one-time codes, tokens. Pure."""

import base64
import binascii
import hmac
from datetime import datetime, timedelta
from typing import Any

from xiezhi.law.act import needs
from xiezhi.law.facts import PersonFacts
from xiezhi.law.finding import Finding
from xiezhi.law.parameters import parameter
from xiezhi.law.sources import cite

_DESIGN = cite("平台约定")

SCOPES = ("read", "act", "file", "log")
"""What an API token may do: read, act on cases, file new ones, read the log."""

STEP_SECONDS = 30


def has_an_account(facts: PersonFacts) -> Finding | None:
    """Only an account can be changed."""
    if facts.has_account:
        return None
    return Finding("E_NO_ACCOUNT", "该人员没有账号", _DESIGN, "people.register")


@needs("misses")
def tries_are_left(facts: PersonFacts) -> Finding | None:
    """Nobody guesses passwords and codes at an open screen without end."""
    if not _spent(facts):
        return None
    says = "口令或者动态口令已有 {most} 次不符，请 {minutes} 分钟后再办理；忘记的，由系统管理员重设"
    return Finding("E_TOO_MANY", says, _DESIGN, "account.reset", _bounds(facts))


def _bounds(facts: PersonFacts) -> dict[str, int]:
    return {
        "most": parameter("accounts.failures_max", facts.today),
        "minutes": parameter("accounts.lock_minutes", facts.today),
    }


def _spent(facts: PersonFacts) -> bool:
    return facts.misses > 0 and facts.misses >= _bounds(facts)["most"]


@needs("password", "misses")
def knows_the_password(facts: PersonFacts, data: Any) -> Finding | None:
    """An open screen is not enough to take an account over; a guess too many learns nothing."""
    if facts.knows_password or _spent(facts):
        return None
    says = "现用口令不符。忘记口令的，由系统管理员重设"
    return Finding("E_PASSWORD", says, _DESIGN, "account.reset", {"field": "current"})


def password_is_strong(facts: Any, data: Any) -> Finding | None:
    """Ten characters at least, not all of one kind."""
    text = getattr(data, "password", "")
    if not text and not getattr(data, "login", ""):
        return None
    kinds = sum(
        any(test(letter) for letter in text)
        for test in (str.isdigit, str.islower, str.isupper, lambda c: not c.isalnum())
    )
    if len(text) >= 10 and kinds >= 2:
        return None
    says = "口令须不少于 10 位，并含有数字、字母、符号中的两类以上"
    return Finding("E_PASSWORD", says, _DESIGN, given={"field": "password"})


def code_proves_the_secret(facts: PersonFacts, data: Any) -> Finding | None:
    """One-time codes are switched on once the device has shown one: nobody locks himself out."""
    if code_is_right(data.secret, data.code, facts.at):
        return None
    says = "动态口令与密钥不符。请核对设备时间，输入设备现在显示的 6 位数字"
    return Finding("E_ONE_TIME_CODE", says, _DESIGN, given={"field": "code"})


@needs("codes")
def codes_are_on(facts: PersonFacts) -> Finding | None:
    """Only what is on can be switched off."""
    if facts.codes_on or not facts.has_account:
        return None
    return Finding("E_CODES_OFF", "该账号没有启用动态口令", _DESIGN, "account.enable_totp")


@needs("codes")
def codes_are_off(facts: PersonFacts) -> Finding | None:
    """Nobody puts another device in the place of the one in use without a code of it."""
    if not facts.codes_on:
        return None
    says = "该账号已经启用动态口令。更换密钥的，先停用，再重新启用"
    return Finding("E_CODES_ON", says, _DESIGN, "account.switch_codes_off")


@needs("codes", "misses")
def knows_a_code(facts: PersonFacts, data: Any) -> Finding | None:
    """Who switches one-time codes off has the device still; a guess too many learns nothing."""
    if facts.knows_code or _spent(facts):
        return None
    says = (
        "动态口令不符或者已经用过，请输入设备现在显示的 6 位数字；刚用它登录的，等下一个。"
        "设备遗失的，由系统管理员重设"
    )
    return Finding("E_ONE_TIME_CODE", says, _DESIGN, "account.reset", {"field": "code"})


def code_is_right(secret: str, code: str, at: datetime) -> bool:
    """Return whether a code is that of the moment, or of the step before or after it."""
    return step_of(secret, code, at) is not None


def step_of(secret: str, code: str, at: datetime) -> datetime | None:
    """Return the beginning of the step to which a code belongs: that of `at` or one beside it."""
    typed = code.strip().encode()
    now = at - timedelta(seconds=at.timestamp() % STEP_SECONDS)
    steps = [now + timedelta(seconds=STEP_SECONDS * n) for n in (-1, 0, 1)]
    codes = [one_time_code(secret, step).encode() for step in steps]
    hits = [hmac.compare_digest(one, typed) for one in codes]
    return next((step for step, hit in zip(steps, hits, strict=True) if hit and typed), None)


def one_time_code(secret: str, at: datetime) -> str:
    """Return the six digits of RFC 6238 (SHA-1, 30 s) at a moment; empty for a bad secret."""
    plain = secret.replace(" ", "").upper()
    try:
        key = base64.b32decode(plain + "=" * (-len(plain) % 8))
    except (binascii.Error, ValueError):
        return ""
    counter = int(at.timestamp()) // STEP_SECONDS
    digest = hmac.digest(key, counter.to_bytes(8, "big"), "sha1")
    start = digest[-1] & 15
    number = int.from_bytes(digest[start : start + 4], "big") & 0x7FFF_FFFF
    return f"{number % 1_000_000:06}"


def scopes_are_known(facts: Any, data: Any) -> Finding | None:
    """A token has scopes that exist."""
    unknown = sorted(set(data.scopes) - set(SCOPES))
    if not unknown:
        return None
    says = "没有权限范围“{what}”，可选：{all}"
    given = {"what": "、".join(unknown), "all": "、".join(SCOPES), "field": "scopes"}
    return Finding("E_SCOPE", says, _DESIGN, given=given)


def token_ends_in_time(facts: PersonFacts, data: Any) -> Finding | None:
    """A token begins today and does not outlive the longest term."""
    most = parameter("accounts.token_days_max", facts.today)
    last = facts.today + timedelta(days=most)
    if facts.today <= data.until <= last:
        return None
    says = "令牌有效期自今日起不超过 {most} 日，请在 {today} 至 {last} 之间选择"
    given = {"most": most, "today": facts.today, "last": last, "field": "until"}
    return Finding("E_DATE_ORDER", says, _DESIGN, given=given)


@needs("belongings")
def token_is_ones_own(facts: PersonFacts, data: Any) -> Finding | None:
    """Who made a token revokes it."""
    if data.token in facts.tokens:
        return None
    says = "您没有编号为 {n} 的有效令牌"
    given = {"n": data.token, "field": "token"}
    return Finding("E_TOKEN", says, _DESIGN, "account.make_token", given)


def account_is_active(facts: PersonFacts) -> Finding | None:
    """What is suspended is an account in use."""
    if facts.active or not facts.has_account:
        return None
    return Finding("E_ACCOUNT", "该账号已经停用", _DESIGN, "account.restore")


def account_is_suspended(facts: PersonFacts) -> Finding | None:
    """What is restored was suspended."""
    if not facts.active or not facts.has_account:
        return None
    return Finding("E_ACCOUNT", "该账号正在使用，不必恢复", _DESIGN, "account.suspend")
