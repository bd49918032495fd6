"""人员规则: posts, absences, declared relations. Pure."""

from typing import Any

from xiezhi.law.act import needs
from xiezhi.law.facts import CourtFacts, PersonFacts
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


@needs("divisions")
def division_is_of_the_court(facts: CourtFacts, data: Any) -> Finding | None:
    """A post is held in a division of this court."""
    if data.division is None or data.division in facts.divisions:
        return None
    says = "所选内设机构不属于本院，请从本院内设机构中选择"
    return Finding("E_DIVISION", says, _DESIGN, given={"field": "division"})


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


@needs("persons")
def relative_is_another(facts: PersonFacts, data: Any) -> Finding | None:
    """A relation is to somebody else, who is on the rolls where a number is given."""
    if data.relative is None:
        return None
    given = {"field": "relative"}
    if data.relative == facts.subject:
        return Finding("E_RELATION", "不能申报与本人的关系，请改选对方", _DESIGN, given=given)
    if data.relative in facts.persons:
        return None
    says = "名册中没有所选人员；对方不在册的，此项不填"
    return Finding("E_NO_PERSON", says, _DESIGN, "people.register", given)


@needs("belongings")
def relation_is_declared(facts: PersonFacts, data: Any) -> Finding | None:
    """What ends is a declared relation of this person."""
    if data.relation in facts.relations:
        return None
    says = "该人员没有编号为 {n} 的已申报关系"
    given = {"n": data.relation, "field": "relation"}
    return Finding("E_RELATION", says, _DESIGN, "people.declare_relation", given)
