"""数人: how many people a text speaks of and who they are, by its grammar."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

MANY = 10
"""人数众多: ten and more (民诉解释第75条), as `screening.many_persons` has it for structure."""

ROLES: dict[str, str] = {
    "parties": r"原告|被告(?!人)|当事人|上诉人|被上诉人|申请人|被申请人|申请执行人|被执行人|第三人"
    r"|债权人|起诉人|案件|买受人|承租人|权利人|共有人|委托人",
    "victims": r"被害人|受害人|受害者|被害者|伤者|死者|遇难者|受骗者|被骗人|伤员",
    "savers": r"投资人|投资者|投资户|投资客户|集资参与人|集资人|集资户|存款人|储户|出借人|会员|下线"
    r"|社会公众|公众|不特定(?:对象|人员|人群|人|客户|群众|多人|社会公众)?|参与人员|参与者|参与人|加盟商"
    r"|传销人员|人员参与|社员|股民|群众|客户|代理商",
    "residents": r"业主|住户|居民|购房人|购房者|购房户|团购户|拆迁户|被拆迁人|被征收人|回迁户"
    r"|安置户|置换户|村民|农户|承包户|养殖户|种植户|农民(?!工)|商户|租户|承租户|经营户|摊主|户主|住房户"
    r"|职工家属|家庭|社区居民|集体经济组织成员|组民|社员",
    "workers": r"职工|员工|工人|农民工|民工|教师|劳动者|工友|司机|业务员|退休人员|在册人员|船员"
    r"|快递员|雇员|劳务人员|下岗",
    "buyers": r"消费者|用户|顾客|家长|学生|学员|患者|病人|游客|旅客|乘客|旅游者|幼儿|儿童|考生|读者"
    r"|粉丝|网民|网友|买家|客人|购票人",
    "companies": r"公司|企业|单位|商家|供应商|经销商|分包商|工厂|厂家|门店|加盟店",
    "holders": r"股东|合伙人|发起人|出资人|继承人|子女",
}
LOOSE = "loose"
"""People without a role."""

_ROLE = re.compile("|".join(f"(?P<{name}>{words})" for name, words in ROLES.items()))

_HAN = r"[一二三四五六七八九两]?[十百千万][零〇一二三四五六七八九十百千]{0,7}"
_NUMBER = re.compile(
    rf"(?<![\dA-Za-z某×*第.年月号])(?<!\d,)"
    rf"(?:(?P<digits>\d{{1,3}}(?:,\d{{3}})+|\d{{1,8}})(?P<times>[万千百十](?=[余多几来名位户家个人]))?"
    rf"|(?P<vague>[数几上][十百千万])|(?P<han>{_HAN}))"
    rf"(?P<about>余|多|几|来)?(?P<class>名|位|户|家|个|人次|人)?"
)
_ADDRESS = re.compile(r"(?:单元|[号栋幢座]楼?|楼|层|室)$")
_NO_HOUSEHOLD = re.compile(r"[主口型籍外名内头均]")
_NO_PERSON = re.compile(r"[民均份形口身工员才事力体寿格行为参保数]|名下|以上|以下|以内|轿车|座")
_BEFORE = re.compile(
    r"(?:等|其他|其余|另有|另外|共有?|共计|合计|总计|全体|在内的?|骗取|造成|致使?|导致|超过|达到?|逾|近|约"
    r"|发展|吸收|向|下线|名单\(?共?|涉及|包括|召集|纠集|组织|带领|连同|各类|以及|和|及|由|的|有|裁减|安置)$"
)
_FIGHT = re.compile(
    r"参赌|赌博|吸毒|卖淫|嫖|斗殴|械斗|殴打|打架|持械|证人|民警|干警|警察|陪审|评委|核载|核定载|限载|定员"
    r"|载客|注册资本|身份证|名义|编制|鉴定人|评估|演员|会议|到会|参会|出席|表决|投保|保安|护林|职员|董事"
    r"|监事|以上|以下|不超过|不足|不得超过|总户数|户数|平面图|规划|变更为|作弊"
)
_WHO: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "victims",
        re.compile(r"被害|受害|被骗|骗取|受伤|[轻重]微?伤|死亡|身亡|遇难|中毒|感染|受骗|诈骗"),
    ),
    ("savers", re.compile(r"吸收|集资|投资|下线|传销|存款|层级|会员|理财|不特定|发展")),
    ("workers", re.compile(r"职工|员工|工资|裁减|划转|劳动|工人|民工|安置费|下岗|工龄|社保")),
    ("residents", re.compile(r"村|业主|住户|拆迁|征收|征地|回迁|小区|组民|承包|房屋|购房")),
    ("parties", re.compile(r"原告|起诉|诉至|上诉|申请|诉讼|被告(?!人)|债权")),
    ("buyers", re.compile(r"消费|用户|学生|学员|患者|游客|乘客|旅客|客户")),
)
_HOMES = re.compile(r"(?<![\dA-Za-z.])(\d{2,5})余?套(?!房产证|图|设备|装|件|模|取)")


@dataclass(frozen=True)
class Count:
    """人数: how many people of which role a text names, and where."""

    role: str
    number: int
    start: int
    end: int


def counts(plain: str) -> Iterator[Count]:
    """Yield the numbers of people of ten and more that a text speaks of.

    A classifier or a word of approximation must stand beside the number: the digits by which names
    are made anonymous (某18) are no number of people.
    """
    for match in _NUMBER.finditer(plain):
        if not (match["about"] or match["class"]):
            continue
        number = _value(match)
        if number < MANY:
            continue
        role, end = _role(plain, match)
        if role:
            yield Count(role, number, match.start(), end)


def homes(plain: str) -> Iterator[Count]:
    """Yield the numbers of flats or houses of twenty and more that a text speaks of."""
    for match in _HOMES.finditer(plain):
        near = plain[max(0, match.start() - 24) : match.end() + 16]
        if int(match[1]) >= 2 * MANY and re.search(r"房|住宅|公寓|商铺|户型|回迁|楼", near):
            yield Count("homes", int(match[1]), match.start(), match.end())


def _value(match: re.Match[str]) -> int:
    if match["digits"]:
        times = {"十": 10, "百": 100, "千": 1000, "万": 10_000}.get(match["times"] or "", 1)
        return int(match["digits"].replace(",", "")) * times
    if match["vague"]:
        return {"十": 30, "百": 300, "千": 3000, "万": 30_000}[match["vague"][1]]
    return _han_value(match["han"])


def _han_value(text: str) -> int:
    digits = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
    units = {"十": 10, "百": 100, "千": 1000}
    total = digit = 0
    for char in text:
        if char in digits:
            digit = digits[char]
        elif char == "万":
            total, digit = (total + digit or 1) * 10_000, 0
        else:
            total, digit = total + (digit or 1) * units[char], 0
    return total + digit


def _role(plain: str, match: re.Match[str]) -> tuple[str, int]:
    """Return the role of the counted people, empty where none are counted, and where it ends."""
    end, kind = match.end(), match["class"]
    before, after = plain[max(0, match.start() - 14) : match.start()], plain[end : end + 14]
    clause = re.split(r"[,。;:\n]", after)[0]
    before = re.split(r"[,。;:\n]", before)[-1]
    if _FIGHT.search(before + match[0] + clause):
        return "", end
    named = _ROLE.search(clause[:10])
    if kind in ("名", "位", "个", "家", None) and named and _direct(clause, named, kind):
        return named.lastgroup or "", end + named.end()
    if kind == "户" and not _NO_HOUSEHOLD.match(after) and not _ADDRESS.search(before):
        return "residents", end
    if kind in ("人", "人次") and not _NO_PERSON.match(after):
        return _people(before, clause, kind), end
    if kind in ("名", "位") and _BEFORE.search(before):
        return _people(before, clause, kind), end
    return "", end


def _direct(clause: str, named: re.Match[str], kind: str | None) -> bool:
    """Return whether the role belongs to the number: no other number, little else in between."""
    between = clause[: named.start()]
    most = 8 if kind in ("名", "位") else 4
    return len(between) <= most and not re.search(r"\d|元|月|年|日|天|次|亩|根据|由|被", between)


def _people(before: str, clause: str, kind: str) -> str:
    near = before + clause
    for role, words in _WHO:
        if words.search(near):
            return role if kind != "人次" or role == "savers" else ""
    return LOOSE if kind != "人次" and _BEFORE.search(before) else ""
