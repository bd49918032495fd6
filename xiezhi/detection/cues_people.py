"""群体信号: how many people stand behind a case, named, counted or as a group (F2a, F2c)."""

from collections.abc import Iterator
from functools import lru_cache

from xiezhi.detection import counting, names
from xiezhi.detection.reading import Reading
from xiezhi.detection.signals import Area, Signal, Span, words

CROWD = (
    r"(?:业主|购房人|购房者|购房户|买受人|住户|居民|村民|农户|承包户|承包经营户|社员|拆迁户|被拆迁人|被征收人|回迁户"
    r"|安置户|置换户|团购户|商户|租户|承租户|经营户|摊主|消费者|客户|用户|家长|学员|学生|患者|投资人|投资者|股民"
    r"|储户|集资参与人|会员|职工|员工|工人|民工|教师|群众|被害人|受害人|游客|乘客|旅客)"
)
"""What people are called of whom there are mostly many."""
_FELLOWS = r"(?:业主|村民|住户|居民|职工|员工|购房|买受人|拆迁户|被拆迁|家长|消费者|农户|承包|商户|投资者)"


@lru_cache(maxsize=2)
def _counts(plain: str) -> tuple[counting.Count, ...]:
    """Return the people that a text counts; asked for by a dozen signals in turn."""
    return (*counting.counts(plain), *names.lists(plain))


def _counted(role: str, least: int = counting.MANY) -> Signal:
    def find(reading: Reading) -> Iterator[Span]:
        for count in _counts(reading.plain):
            if count.role == role and count.number >= least:
                yield count.start, count.end

    return Signal(f"count.{role}", f"十人以上：{role}", find)


def _large(reading: Reading) -> Iterator[Span]:
    for count in _counts(reading.plain):
        if count.number >= 30 and count.role not in ("companies", "holders"):
            yield count.start, count.end


def _listed(reading: Reading) -> Iterator[Span]:
    for count in names.lists(reading.plain):
        yield count.start, count.end


def _homes(reading: Reading) -> Iterator[Span]:
    for count in counting.homes(reading.plain):
        yield count.start, count.end


_PEOPLE = ("parties", "victims", "savers", "residents", "workers", "buyers")


def _people(reading: Reading) -> Iterator[Span]:
    for count in _counts(reading.plain):
        if count.role in _PEOPLE:
            yield count.start, count.end


_GROUPS: tuple[Signal, ...] = (
    *(_counted(role) for role in counting.ROLES),
    _counted("loose"),
    Signal("count.people", "十人以上的当事人、被害人或者同类群体", _people),
    Signal("count.large", "三十人以上", _large),
    Signal("count.listed", "十人以上的名单", _listed),
    Signal("count.homes", "二十套以上房屋", _homes),
    words(
        "group.many",
        "众多的人",
        rf"众多的?[^,。;]{{0,3}}{CROWD}",
        rf"{CROWD}(?:人数)?众多",
        r"人数众多",
        *(rf"{much}(?:的|[^,。;]{{0,3}}){CROWD}" for much in ("大量", "大批", "许多", "不少", "多数")),
        r"广大(?:业主|村民|群众|职工|居民|投资者|储户|购房)",
        rf"数[十百千]名[^,。;]{{0,4}}{CROWD}",
        r"全体(?:村民|住户|职工|员工|购房人|社员|居民)",
        unless=r"众多股东|围观|积水|对方当事人|民事权益",
    ),
    words(
        "group.public",
        "面向社会公众",
        r"不特定(?:多数)?(?:多?人|对象|公众|群众|客户|人员|人群|的)",
        r"社会公众",
        near=r"吸收|吸纳|集资|募集|投资|宣传|推广|借款|销售|招揽|吸引|诈骗|发布|加盟|发送",
        reach=16,
        unless=r"公众号|没有公开|没有向|并未|误解|误导|评价",
    ),
    words(
        "group.fellows",
        "与原告同在其列的人",
        rf"原告[^,。;]{{0,4}}等(?:多名|多位|多个|部分|全体|人及)?{_FELLOWS}",
        rf"[^,。;]等(?:多名|多位|全体)?(?:业主|村民|住户|购房人|拆迁户|家长|农户|职工)",
        r"包括(?:本案)?原告在内",
        rf"原告(?:和|与|及|以及)其他(?:农村|本村|被)?(?:土地)?{CROWD}",
        unless=r"等?学生带",
    ),
    words(
        "group.others",
        "其他同类的人",
        rf"其[他余](?:的)?(?:农村|本村|土地|被)?(?:土地)?{CROWD}",
    ),
    words(
        "group.acting",
        "群体行动",
        rf"(?:部分|全体|各|众|广大|很多)?{CROWD}(?:们)?(?:集体|纷纷|陆续|多次|一致|联名|聚集)"
        r"(?:反映|上访|信访|聚集|围堵|要求|投诉|不满|维权|赶到|签名|签字|起诉|抗议|反对)",
        r"(?:村民|业主|住户|群众|居民|职工|购房人)(?:所|集体)反映",
        *(rf"{how}(?:本村|全村|当地|部分|其他)?(?:业主|村民|群众|居民|职工|住户|农户|商户)"
          for how in ("煽动", "召集", "带领", "纠集", "组织", "发动", "鼓动")),
        rf"引[发起](?:了)?{CROWD}",
        r"联名(?:信|上书|反映|签|要求|起诉)",
        r"聚众",
        r"围堵",
        unless=r"围观|聚众.{0,6}(?:斗殴|赌博|淫乱|吸毒)|用户体验|催",
    ),
    words(
        "group.kind",
        "只用于一群人的称谓",
        r"团购(?:户|客户|委员会)", r"置换户", r"拆迁户", r"回迁户", r"购房人", r"购房户", r"认购户", r"安置户", r"被征收人",
        r"摊贩", r"各(?:业主|住户|购房|农户|村民|消费者|投资)", r"农户", r"全村", r"全组", r"村民小组", r"投资者",
        unless=r"作为|[为系一该某]户?(?:拆迁户|回迁户|购房人|农户|被征收人)",
        reach=3,
        area=Area.CIVIL,
    ),
    words(
        "group.represented",
        "推选代表",
        rf"推[选举](?:了)?.{{0,8}}代表",
        r"[等个]人代表",
        rf"代表(?:全体|其他|部分|本组|全组|我们).{{0,4}}{CROWD}",
        unless=r"被告单位|单位诉讼|法定代表|人民代表大会|村民代表|职工代表大会|股东代表",
    ),
    words(
        "group.savers",
        "向公众吸收资金",
        r"非法吸收公众存款",
        r"集资诈骗",
        r"非法集资",
        r"吸收(?:资金|存款)",
        r"集资款",
        r"公开宣传",
        unless=r"不得",
        reach=6,
    ),
    words(
        "group.pyramid",
        "传销",
        r"传销",
        r"下线",
        r"层级",
        r"拉人头",
        near=r"传销|发展|返利|会员|组织|加入|计酬",
        reach=20,
    ),
    words(
        "group.unrest",
        "群众聚集、上访",
        *(f"{what}" for what in ("上访", "信访", "聚集", "围堵", "堵路", "阻断", "横幅", "静坐", "强烈不满", "投诉", "维权")),
        near=CROWD,
        reach=16,
        unless=r"信访局|信访办|投诉电话|投诉率|围观|聚集区|聚集在一起|消费者权益",
    ),
    words(
        "fraud.crowd",
        "面向不特定多数人的诈骗",
        *(rf"{how}(?:平台|社会|[^,。;]{{0,4}}注册)?[^,。;]{{0,4}}(?:客户|会员|投资者|投资人|被害人|受害人|股民|群众|学员|用户)"
          for how in ("诱骗", "诱导", "诱使", "骗取", "引诱", "吸引", "物色", "招揽", "联系", "欺骗", "推荐给")),
        r"(?:客户|会员|投资者|投资人)[^,。;]{0,8}(?:亏损|损失)",
        r"被害人[^,。;]{0,12}等人",
        r"各被害人",
        r"全国各地",
        near=r"骗|诈|投资|交易|加盟|销售|返利",
        reach=30,
        area=Area.CRIMINAL,
    ),
    words(
        "fraud.team",
        "团队作业的诈骗",
        r"业务员", r"话术", r"讲师", r"操盘", r"业务团队", r"营销团队", r"微信群", r"交易平台", r"邮币卡", r"开户入金",
        r"拨打(?!报警|1)[^,。;]{0,8}电话(?!报警)", r"投资理财", r"理财产品",
        area=Area.CRIMINAL,
    ),
    words("group.homeowners", "业主共同事务", r"业主大会", r"业主委员会", r"业委会", r"全体业主"),
    words(
        "group.village",
        "集体经济组织的分配",
        r"村民会议",
        r"村民大会",
        r"村民代表(?:大?会|会议)",
        r"分配方案",
        r"(?:土地|征地|征收|安置)补偿(?:费|款)",
        r"集体经济组织成员",
        r"村民待遇",
        near=r"村|组|社|集体",
        reach=30,
        area=Area.CIVIL,
    ),
)


def _any(name: str, gloss: str, *parts: str) -> Signal:
    known = {signal.name: signal for signal in _GROUPS}

    def find(reading: Reading) -> Iterator[Span]:
        for part in parts:
            yield from known[part].find(reading)

    return Signal(name, gloss, find)


def _both(name: str, gloss: str, one: str, other: str) -> Signal:
    known = {signal.name: signal for signal in _GROUPS}

    def find(reading: Reading) -> Iterator[Span]:
        first = known[one].spans(reading)
        if first and (second := known[other].spans(reading)):
            yield first[0]
            yield second[0]

    return Signal(name, gloss, find)


SIGNALS: tuple[Signal, ...] = (
    *_GROUPS,
    _any("group.any", "以任一方式称说的群体", "group.many", "group.others", "group.acting",
         "group.fellows", "group.kind", "group.represented"),
    _both("fraud.mass", "团队对多数人的诈骗", "fraud.crowd", "fraud.team"),
)  # fmt: skip
