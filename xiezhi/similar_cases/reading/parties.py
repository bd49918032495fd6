"""当事人: the lines that name parties and who acts for them."""

import re
from dataclasses import dataclass

from xiezhi.law.terms import Area, PartyKind, PartyRole
from xiezhi.similar_cases.reading.judgment import Counsel, Party

PARTY_LINES_MAX = 600
NAME_CHARS_MAX = 60
NATURAL_CHARS_MAX = 6

_WORDS = (
    "附带民事诉讼原告人", "附带民事诉讼原告", "附带民事诉讼被告人", "附带民事诉讼被告",
    "公诉机关", "抗诉机关", "被告单位", "被告人", "自诉人", "被上诉人", "上诉人",
    "申请再审人", "再审申请人", "再审被申请人", "被申请再审人", "被申诉人", "申诉人", "第三人",
    "申请执行人", "被执行人", "被申请人", "申请人", "复议申请人", "异议人", "案外人", "起诉人",
    "原告人", "原告", "被告",
)  # fmt: skip
_PREFIX = "(?:原审|一审|二审|原一审|原二审|原再审|再审|本诉|反诉|刑事|共同|原)*"
_ROLE = rf"{_PREFIX}(?:{'|'.join(_WORDS)})"
_FULL_ROLE = rf"{_ROLE}(?:（[^）]{{1,60}}）)?(?:[暨兼、及]?{_ROLE}(?:（[^）]{{1,60}}）)?)*"
_PARTY = re.compile(
    rf"(?P<role>{_FULL_ROLE})(?:[一二三四五六七八九十\d]{{1,2}}(?=[：:、]))?[：:、 ]*"
    rf"(?:自报|（自报）|（自报姓名）)?(?P<name>(?:[^，。,；;：:（\s]|（(?![原一二以曾反系下])[^）]{{1,12}}）(?=[^，。；：（\s])){{1,{NAME_CHARS_MAX}}})(?P<rest>.*)"
)
_COUNSEL = re.compile(
    r"(?:[^，。：（]{0,30}?的?)?(?:共同)?(?:特别授权)?(?P<role>委托诉讼代理人|诉讼委托代理人|委托代理人|诉讼代理人|指定辩护人|辩护人|辩护律师|代理人)"
    r"(?:（[^）]{1,30}）)?[：:、 ]*(?:暨[^：]{2,20}：?)?(?P<names>[^，。,；;：:（\s]{1,40})"
)
_COURSE = re.compile(
    r"一案|案一审|审理终结|向本院(?:提起|提出|起诉|申请|移送)|(?:指控|起诉).{0,120}犯|纠纷(?:再审)?案"
    r"|不服.{0,80}(?:判决|裁定|决定)|申请再审(?!人)|提起公诉|提起上诉"
)
_ABOUT_A_PERSON = re.compile(
    r".{0,120}?(?:，|。|；)(?:男|女|性别|曾用名|绰号|生于|出生|[\d×X*＊]{4}年)"
)
_NO_NAME = re.compile(
    r"代理人|辩护人|诉称|辩称|认为|提出|请求|因与|均|及其|诉被告|犯|涉嫌|的|到庭|称$"
)
_AUTHORITY = re.compile(r"(?:检察院|委员会|政府|[局厅部署]|支队|大队|海关|办事处)$")
_ORGANISATION = re.compile(
    r"(?:分公司|支公司|支行|分行|营业部|分社|分部|店|经营部|服务部|事务所|合伙企业|（有限合伙）|工作室|商行|项目部|管理人|分理处)$"
)
_LEGAL = re.compile(
    r"公司|集团|银行|厂|大学|学院|学校|医院|协会|基金会|合作社|联社|企业|中心|公社|研究院|研究所|村|社区|居民"
    r"|小组|门诊部|酒店|宾馆|市场|报社|电视台|商场|[组社场站馆所室处会院庄]$"
)


_CRIMINAL_ROLES = {
    "公诉机关": PartyRole.PROSECUTION,
    "抗诉机关": PartyRole.PROSECUTION,
    "附带民事诉讼原告": PartyRole.INCIDENTAL_PLAINTIFF,
    "自诉人": PartyRole.PRIVATE_PROSECUTOR,
}
_PLAIN_ROLES = {
    "第三人": PartyRole.THIRD_PARTY,
    "被上诉人": PartyRole.APPELLEE,
    "上诉人": PartyRole.APPELLANT,
    "被告": PartyRole.DEFENDANT,
    "被执行人": PartyRole.DEFENDANT,
    "案外人": PartyRole.THIRD_PARTY,
}


@dataclass(frozen=True)
class People:
    """当事人和代理人, and the place of the first line after them."""

    parties: tuple[Party, ...]
    counsel: tuple[Counsel, ...]
    start: int
    end: int


def read_people(lines: list[str], start: int, area: Area) -> People:
    """Return the parties and counsel of the lines from `start` to where the course is told."""
    parties: list[Party] = []
    counsel: list[Counsel] = []
    first, place = None, start
    for place in range(start, min(len(lines), start + PARTY_LINES_MAX)):
        line = lines[place]
        if is_course(line):
            break
        if party := _party(line, area):
            first = place if first is None else first
            parties.append(party)
        elif match := _COUNSEL.match(line):
            of = len(parties) - 1 if parties else None
            counsel.extend(Counsel(n, match["role"], of) for n in _names(match["names"]))
    else:
        place = start
    return People(tuple(parties), tuple(counsel), start if first is None else first, place)


def is_course(line: str) -> bool:
    """Return whether a line tells how the case came to the court, and not who a party is."""
    if _PARTY.match(line) and _ABOUT_A_PERSON.match(line) and "审理终结" not in line:
        match = _COURSE.search(line)
        about = _ABOUT_A_PERSON.match(line)
        return bool(match and about and match.start() < about.end() - 2)
    return bool(_COURSE.search(line))


def aliases(course: str) -> list[str]:
    """Return the short names that the course introduces (以下简称…)."""
    return re.findall(r"（(?:以下)?(?:简称|统称)[：:]?[“\"]?([^）”\"]{1,20})[”\"]?）", course)


def _party(line: str, area: Area) -> Party | None:
    match = _PARTY.match(line)
    if match is None or (_COUNSEL.match(line) and not _starts_with_role_only(match)):
        return None
    name = match["name"].strip('*“”"')
    if not name or _NO_NAME.search(name) or name.startswith(("委托", "法定", "诉讼代")):
        return None
    role_text = match["role"]
    return Party(_role(role_text, area), role_text, name, _kind(name, match["rest"]))


def _starts_with_role_only(match: re.Match[str]) -> bool:
    return not re.match(r"(?:的|之)?(?:共同)?(?:委托|诉讼代理|辩护|法定)", match["name"])


def _role(text: str, area: Area) -> PartyRole:
    for word, role in _CRIMINAL_ROLES.items():
        if word in text:
            return role
    if area is Area.CRIMINAL and re.search("被告人|被告单位|罪犯|申诉人|上诉人", text):
        return PartyRole.ACCUSED
    outer = re.sub(r"（[^）]*）", "", text)
    if re.search("(?:再审申请|申请再审|申诉|被申请|申请|异议|再审)人?", outer):
        return _first_instance_role(text, outer, area)
    for word, role in _PLAIN_ROLES.items():
        if word in outer:
            agency = role is PartyRole.DEFENDANT and area is Area.ADMINISTRATIVE
            return PartyRole.AGENCY if agency else role
    return PartyRole.PLAINTIFF


def _first_instance_role(text: str, outer: str, area: Area) -> PartyRole:
    """Applicants for retrial keep the role that they had at first instance."""
    inner = re.sub("反诉(?:原告|被告)", "", text.removeprefix(outer))
    if re.search("第三人|案外人", inner):
        return PartyRole.THIRD_PARTY
    if re.search("被告", inner):
        return PartyRole.AGENCY if area is Area.ADMINISTRATIVE else PartyRole.DEFENDANT
    if "原告" in inner:
        return PartyRole.PLAINTIFF
    against = re.search("被申请|被申诉", outer)
    return PartyRole.DEFENDANT if against else PartyRole.PLAINTIFF


def _kind(name: str, rest: str) -> PartyKind:
    if re.search(r"^[^。]{0,30}?(?:，|（)(?:男|女)", rest) or len(name) <= 3:
        return PartyKind.NATURAL
    if _AUTHORITY.search(name) and not re.search("村民|居民|业主", name):
        return PartyKind.AUTHORITY
    if _ORGANISATION.search(name):
        return PartyKind.ORGANISATION
    foreign = "·" in name or name.isascii()
    long_name = len(name) > NATURAL_CHARS_MAX and not foreign
    return PartyKind.LEGAL if _LEGAL.search(name) or long_name else PartyKind.NATURAL


def _names(text: str) -> list[str]:
    return [name for name in re.split("[、和]", text) if name]
