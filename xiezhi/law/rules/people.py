"""人员规则: posts, absences, accounts. Pure."""

from typing import Any

from xiezhi.law.act import needs
from xiezhi.law.facts import CourtFacts
from xiezhi.law.finding import Finding
from xiezhi.law.sources import cite
from xiezhi.law.terms import Post

_DESIGN = cite("平台约定")
_JUDGES = cite("法官法", 23)

COURT_POSTS = frozenset(
    {
        Post.PRESIDENT,
        Post.VICE_PRESIDENT,
        Post.AC_FULLTIME_MEMBER,
        Post.AC_MEMBER,
        Post.DIVISION_HEAD,
        Post.DEPUTY_DIVISION_HEAD,
        Post.JUDGE,
        Post.JUROR,
        Post.JUDGE_ASSISTANT,
        Post.CLERK,
        Post.FILING_OFFICER,
        Post.TRIAL_MANAGEMENT,
        Post.INSPECTION,
        Post.PERSONNEL,
        Post.ARCHIVIST,
        Post.AUDITOR,
        Post.ADMINISTRATOR,
        Post.ADJUDICATION_COMMITTEE,
    }
)
"""Posts that are held at a court; the others come from a case or an account."""

SCOPES = ("read", "act", "file", "log")
"""What an API token may do: read, act on cases, file new ones, read the log."""


@needs("persons")
def person_is_known(facts: CourtFacts, data: Any) -> Finding | None:
    """Posts and absences are those of registered persons."""
    if data.person in facts.persons:
        return None
    says = "名册中没有所选人员，请先登记人员"
    return Finding("E_NO_PERSON", says, _DESIGN, "people.register", {"field": "person"})


def post_is_a_court_post(facts: CourtFacts, data: Any) -> Finding | None:
    """Seats of a case are not given here."""
    if data.post in COURT_POSTS:
        return None
    says = "“{post}”由具体案件产生，不在此处登记"
    return Finding("E_POST", says, _DESIGN, given={"post": data.post.label, "field": "post"})


@needs("persons")
def no_relatives_in_posts(facts: CourtFacts, data: Any) -> list[Finding]:
    """法官法 23: near relatives do not both lead one court, or sit in one division."""
    known = facts.persons.get(data.person)
    if known is None or not known.barred_posts:
        return []
    return [
        Finding("E_POST_RECUSAL", "{why}", _JUDGES, given={"why": why, "field": "post"})
        for post, why in known.barred_posts
        if post == data.post
    ]


@needs("persons")
def holds_it(facts: CourtFacts, data: Any) -> Finding | None:
    """What ends is a post that is held."""
    known = facts.persons.get(data.person)
    if known is not None and data.post in known.posts:
        return None
    says = "所选人员现未担任{post}"
    return Finding("E_POST", says, _DESIGN, given={"post": data.post.label, "field": "post"})


def days_run_forward(facts: CourtFacts, data: Any) -> Finding | None:
    """An absence ends after it begins."""
    if data.until > data.since:
        return None
    says = "截止日期须晚于起始日期"
    return Finding("E_DATE_ORDER", says, _DESIGN, given={"field": "until"})


@needs("logins")
def login_is_free(facts: CourtFacts, data: Any) -> Finding | None:
    """A login is given once."""
    if not data.login or data.login not in facts.logins:
        return None
    says = "登录名“{login}”已被使用，请另选"
    return Finding("E_LOGIN", says, _DESIGN, given={"login": data.login, "field": "login"})


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


def scopes_are_known(facts: Any, data: Any) -> Finding | None:
    """A token has scopes that exist."""
    unknown = sorted(set(data.scopes) - set(SCOPES))
    if not unknown:
        return None
    says = "没有权限范围“{what}”，可选：{all}"
    given = {"what": "、".join(unknown), "all": "、".join(SCOPES), "field": "scopes"}
    return Finding("E_SCOPE", says, _DESIGN, given=given)
