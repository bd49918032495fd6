"""任职回避: relatives in posts, relatives who are lawyers, and judges who have left (法官法)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from xiezhi.law.finding import Finding
from xiezhi.law.parameters import parameter
from xiezhi.law.sources import cite
from xiezhi.law.terms import Post

_HEADS = frozenset({Post.DIVISION_HEAD, Post.DEPUTY_DIVISION_HEAD})
_PRESIDENTS = frozenset({Post.PRESIDENT, Post.VICE_PRESIDENT})
_LEADING = _HEADS | _PRESIDENTS | {Post.AC_MEMBER, Post.AC_FULLTIME_MEMBER}
_BENCH = frozenset({Post.JUDGE, Post.SOLE_JUDGE, Post.PRESIDING_JUDGE, Post.HANDLING_JUDGE})


@dataclass(frozen=True)
class Office:
    """任职: the posts somebody holds at one court; `upper_court` is the court one level up."""

    posts: frozenset[Post]
    court: str
    upper_court: str = ""
    division: str = ""


def check_relatives_in_office(one: Office, other: Office) -> list[Finding]:
    """Return why two relatives may not hold these offices at once (法官法第23条).

    The relation (spouse, lineal, collateral within three degrees, close in-law) is given.
    """
    item = next(
        (name for name, hit in _ITEMS if hit(one, other) or hit(other, one)),
        None,
    )
    if item is None:
        return []
    says = "法官之间有夫妻、直系血亲、三代以内旁系血亲以及近姻亲关系的，不得同时担任{item}。"
    return [Finding("E_POST_RECUSAL", says, cite("法官法", 23), given={"item": item})]


def _both_lead(one: Office, other: Office) -> bool:
    return one.court == other.court and bool(one.posts & _LEADING and other.posts & _LEADING)


def _president_and_judge(one: Office, other: Office) -> bool:
    same = one.court == other.court
    return same and bool(one.posts & _PRESIDENTS and other.posts & (_BENCH | _LEADING))


def _same_division(one: Office, other: Office) -> bool:
    same = one.court == other.court and one.division == other.division != ""
    return same and bool(one.posts & (_HEADS | _BENCH) and other.posts & (_HEADS | _BENCH))


def _adjacent_presidents(one: Office, other: Office) -> bool:
    adjacent = one.upper_court == other.court
    return adjacent and bool(one.posts & _PRESIDENTS and other.posts & _PRESIDENTS)


_ITEMS = (
    ("同一人民法院的院长、副院长、审判委员会委员、庭长、副庭长", _both_lead),
    ("同一人民法院的院长、副院长和审判员", _president_and_judge),
    ("同一审判庭的庭长、副庭长、审判员", _same_division),
    ("上下相邻两级人民法院的院长、副院长", _adjacent_presidents),
)


@dataclass(frozen=True, kw_only=True)
class FamilyPractice:
    """亲属执业: legal work of a judge's spouse, parent or child in the area of the court."""

    partner_or_founder: bool = False
    acts_as_lawyer: bool = False
    other_paid_services: bool = False


def check_family_practice(practice: FamilyPractice) -> list[Finding]:
    """Return why the judge must leave the post (法官法第24条)."""
    if practice.partner_or_founder:
        why = "担任该法院辖区内律师事务所的合伙人或者设立人"
        item = "第(一)项"
    elif practice.acts_as_lawyer or practice.other_paid_services:
        why = "在该法院辖区内担任诉讼代理人、辩护人，或者为诉讼当事人提供其他有偿法律服务"
        item = "第(二)项"
    else:
        return []
    says = "法官的配偶、父母、子女{why}，法官应当实行任职回避。"
    return [Finding("E_POST_RECUSAL", says, cite("法官法", 24, item=item), given={"why": why})]


@dataclass(frozen=True, kw_only=True)
class FormerJudge:
    """离任法官: where a representative or defender once was a judge, and how that ended."""

    courts: frozenset[str]
    left_on: date
    dismissed: bool = False


def check_former_judge(
    former: FormerJudge,
    *,
    courts: Collection[str],
    on: date,
    as_lawyer: bool,
    guardian_or_relative: bool = False,
) -> list[Finding]:
    """Return why a former judge may not represent or defend in this case (法官法第36条).

    `courts` are those that handle or handled the case; the exception for guardians and near
    relatives does not reach the two years without any lawyer's role.
    """
    found: list[Finding] = []
    years = parameter("recusal.former_judge_years", on)
    if as_lawyer and on < _years_after(former.left_on, years):
        says = "法官离任后{years}年内，不得以律师身份担任诉讼代理人或者辩护人。"
        given = {"years": years}
        found.append(Finding("E_FORMER_JUDGE", says, cite("法官法", 36, 1), given=given))
    if guardian_or_relative:
        return found
    exception = "但作为当事人的监护人或者近亲属的除外。"
    if former.dismissed:
        says = f"法官被开除后，不得担任诉讼代理人或者辩护人，{exception}"
        found.append(Finding("E_FORMER_JUDGE", says, cite("法官法", 36, 3)))
    elif former.courts & set(courts):
        says = f"法官离任后，不得担任原任职法院办理案件的诉讼代理人或者辩护人，{exception}"
        found.append(Finding("E_FORMER_JUDGE", says, cite("法官法", 36, 2)))
    return found


def _years_after(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)
