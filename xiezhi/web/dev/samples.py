"""Invented courts, persons and cases in every state of every component."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from xiezhi.web import components as c

TODAY = date(2026, 11, 23)
HERE = "/dev/components"
CASE = "（2026）江0326民初1284号"

CHROME = c.Chrome(
    court="江陵省云溪县人民法院",
    home=HERE,
    nav=(
        c.NavItem("工作台", HERE, "d", current=True),
        c.NavItem("案件", HERE, "c"),
        c.NavItem("日程", HERE, "r"),
        c.NavItem("文书", HERE, "w"),
        c.NavItem("统计", HERE, "s"),
    ),
    search=HERE,
    person="陆景行",
    post="民一庭　员额法官",
    posts=(c.Link("民一庭　副庭长（受委托）", HERE),),
    demo=True,
    list_version="2026-03",
    checkpoint="#48 213",
    checkpoint_at="2026-11-23 14:05:00",
    links=(c.Link("组件", HERE), c.Link("当事人页", "/dev/party")),
)

GAUGE = c.Gauge(
    start=date(2026, 3, 10),
    segments=(
        c.Segment(20, note="03-10 立案，六个月"),
        c.Segment(18, "excluded", "管辖异议", "管辖异议 03-30 至 04-17，扣除 18 日"),
        c.Segment(3),
        c.Segment(40, "excluded", "司法鉴定", "司法鉴定 04-20 至 05-30，扣除 40 日"),
        c.Segment(163),
        c.Segment(30, "extended", "院长批准延长 30 日", "院长批准延长 30 日，11-09 → 12-09"),
    ),
    today=TODAY,
    used=200,
    allowed=216,
    left=16,
    key="g1",
)


def simple_gauge(key: str, total: int, used: int, *, gap: int = 0, compact: bool = True) -> c.Gauge:
    """Return a gauge of `total` days, `used` of them gone, `gap` of them excluded."""
    segments = (
        (c.Segment(20), c.Segment(gap, "excluded", "公告"), c.Segment(total - 20 - gap))
        if gap
        else (c.Segment(total),)
    )
    allowed, spent = total - gap, used - gap
    return c.Gauge(
        start=TODAY - timedelta(days=used),
        segments=segments,
        today=TODAY,
        used=spent,
        allowed=allowed,
        left=allowed - spent,
        compact=compact,
        key=key,
    )


GAUGES = (
    simple_gauge("g2", 180, 72),
    simple_gauge("g3", 240, 150, gap=60),
    simple_gauge("g4", 180, 164, gap=18),
    simple_gauge("g5", 90, 96),
    simple_gauge("g6", 180, 0),
)
PANEL_DARK, PANEL_LARGE = (
    simple_gauge("g9", 240, 150, gap=60),
    simple_gauge("g10", 240, 150, gap=60),
)
OVER = c.Gauge(
    start=TODAY - timedelta(days=96),
    segments=(c.Segment(90, note="三个月"),),
    today=TODAY,
    used=96,
    allowed=90,
    left=-6,
    key="g7",
)
PAUSED = c.Gauge(
    start=TODAY - timedelta(days=80),
    segments=(
        c.Segment(50, note="09-04 立案，三个月"),
        c.Segment(30, "excluded", "中止诉讼", "中止诉讼 10-24 起，至今 30 日"),
        c.Segment(40),
    ),
    today=TODAY,
    used=50,
    allowed=90,
    left=40,
    paused="中止中，暂停计算",
    key="g8",
)


def entry(day: int, hour: int, act: str, by: str, post: str = "", **more: object) -> c.TraceEntry:
    """Return an entry of November 2026."""
    at = datetime(2026, 11, day, hour, (day * hour) % 60)  # noqa: DTZ001 - the court's own clock
    return c.TraceEntry(at=at, act=act, by=by, post=post, **more)  # type: ignore[arg-type]


ENTRIES = (
    entry(
        23,
        10,
        "封存评议意见",
        "何淑贞",
        "人民陪审员",
        proof=HERE,
        changes=(c.Change("已封存 1 → 2，共 3 份"),),
        source="法释〔2002〕25号 第10条",
    ),
    entry(
        20,
        17,
        "查阅评议意见",
        "顾维桢",
        "副院长",
        kind="refused",
        proof=HERE,
        changes=(c.Change("三份意见封存前，任何人不得查阅"),),
        source="法发〔2020〕26号 第5条",
    ),
    entry(
        19,
        10,
        "要求报告进展和评议结果",
        "顾维桢",
        "副院长（分管民事）",
        kind="supervision",
        changes=(c.Change("新增应办：11-25 前报告"),),
        proof=HERE,
        source="法发〔2020〕26号 第5条第2款",
    ),
    entry(
        9,
        15,
        "批准延长审限",
        "程允之",
        "院长",
        kind="supervision",
        proof=HERE,
        changes=(c.Change("届满日", "2026-11-09", "2026-12-09"),),
        source="民诉法 第152条",
    ),
    entry(
        9,
        9,
        "提示审限将届满",
        "系统",
        kind="system",
        changes=(c.Change("届满前 15 日，可申请延长"),),
    ),
)
FILTERS = (
    c.Filter("person", "人员", (("1", "何淑贞"), ("2", "顾维桢"))),
    c.Filter("act", "行为", (("seal", "封存评议意见"),)),
    c.Filter("stage", "阶段", (("deliberation", "评议"),), "deliberation"),
)
TRACE = c.Trace(entries=ENTRIES, total=84, url=HERE, filters=FILTERS, verify=HERE, more=HERE)
TRACE_EMPTY = c.Trace(entries=(), total=0, url=HERE, key="trace-empty")


def long_trace() -> c.Trace:
    """Return a trace of 200 entries, some by a person of a long name."""
    names = ("何淑贞", "陆景行", "阿依努尔·买买提明·艾合买提江", "系统")
    entries = tuple(
        entry(
            1 + (199 - place) // 9,
            18 - place % 9,
            f"办理第 {200 - place} 项事务",
            names[place % 4],
            "云溪县人民法院民事审判第一庭员额法官",
            proof=HERE,
            kind="system" if place % 4 == 3 else "act",
            source="法发〔2020〕26号 第4条",
        )
        for place in range(200)
    )
    return c.Trace(entries=entries, total=200, key="trace-long")


DUTIES = (
    c.ActEntry(
        name="告知当事人审判组织变更",
        source="法发〔2020〕26号 第7条",
        force="duty",
        url="/dev/dialog",
        verb="告知",
        due=c.Due(date(2026, 11, 20), -3),
    ),
    c.ActEntry(
        name="提请专业法官会议",
        source="法发〔2021〕2号 第4条",
        force="duty",
        url="/dev/dialog",
        verb="提请",
        due=c.Due(date(2026, 11, 25), 2),
    ),
    c.ActEntry(
        name="制作评议笔录",
        source="民诉法 第45条",
        force="duty",
        url="/dev/dialog",
        verb="起草",
        due=c.Due(date(2026, 11, 27), 4, note="评议后即办"),
    ),
)
POWERS = (
    c.ActEntry(
        name="扣除审限（当事人申请庭外和解）", source="民诉法解释 第243条", url="/dev/dialog"
    ),
    c.ActEntry(name="委托法官助理起草文书", source="法院组织法 第48条", url="/dev/dialog"),
    c.ActEntry(name="提请提交审判委员会讨论", source="法院组织法 第39条", url="/dev/dialog"),
)
REFUSED = (
    c.ActEntry(
        name="签发判决书",
        force="no",
        source="法院组织法 第32条",
        reasons=("评议未完成：尚缺审判长意见；会议未提请",),
        remedy="看全部 4 项理由",
        all_reasons="/dev/dialog?refused=1",
    ),
    c.ActEntry(
        name="再次报院长延长审限",
        force="no",
        source="民诉法 第152条",
        reasons=("院长已于 10-28 批准一次",),
        remedy="报请上级人民法院批准",
        remedy_url="/dev/dialog",
    ),
    c.ActEntry(
        name="转为独任审理",
        force="no",
        source="民诉法 第42条",
        reasons=("群体性纠纷，不得独任",),
        never=True,
    ),
)
ACTS = c.ActsColumn(
    duties=DUTIES, powers=POWERS, refused=REFUSED, as_whom="陆景行，承办法官", shown=2
)
ACTS_NONE = c.ActsColumn(key="acts-none")

REASONS = (
    c.Reason(
        says="合议庭评议尚未完成，缺审判长沈砚秋的意见",
        remedy="提醒审判长提交，11-25 届满",
        source="法释〔2002〕25号 第9条、第10条",
        go=c.Button(label="提醒", href="/dev/dialog", dialog=True),
    ),
    c.Reason(
        says="四类案件应当提请专业法官会议，尚未提请",
        remedy="提请会议；会议后由合议庭复议",
        source="法发〔2021〕2号 第4条；法发〔2020〕26号 第5条",
        go=c.Button(label="提请", href="/dev/dialog", dialog=True),
    ),
    c.Reason(
        says="原告提交的案例，判决说理未予回应",
        remedy="在说理中增写是否参照及理由",
        source="法发〔2020〕24号 第10条",
        go=c.Button(label="去回应", href=HERE),
    ),
)

FINDINGS = c.Findings(reasons=REASONS)

PANEL = (
    c.Option("1", "沈砚秋　庭长", "民一庭"),
    c.Option("2", "陆景行　员额法官", "民一庭"),
    c.Option("3", "尹怀瑾　员额法官", "民二庭"),
)
PARTY_BLANK = (
    c.FormField(name="name", label="姓名或名称", required=True, prefix="p-__n__-"),
    c.FormField(name="amount", label="金额", kind="money", prefix="p-__n__-"),
)


_PARTY = (
    c.FormField(name="name", label="姓名或名称", value="冉启航", prefix="p-0-"),
    c.FormField(name="amount", label="金额", kind="money", value="162000.00", prefix="p-0-"),
)
_FIELDS = (
    c.FormField(name="reason", label="申请事由", required=True, hint="写明依据"),
    c.FormField(
        name="filed",
        label="立案日",
        kind="date",
        value="2026-03-10",
        source="自立案登记带入",
        readonly=True,
    ),
    c.FormField(
        name="claim",
        label="标的额",
        kind="money",
        unit="元",
        value="3,864,200.00",
    ),
    c.FormField(name="days", label="延长日数", kind="number", value="30", unit="日"),
    c.FormField(name="at", label="开庭时间", kind="datetime", value="2026-12-03T09:30"),
    c.FormField(
        name="cause",
        label="案由",
        kind="choice",
        required=True,
        value="a",
        options=(
            c.Option("a", "商品房预售合同纠纷"),
            c.Option("b", "承揽合同纠纷"),
            c.Option("c", "买卖合同纠纷"),
            c.Option("d", "劳动争议"),
        ),
        source="自民事起诉状识别",
    ),
    c.FormField(
        name="way",
        label="送达方式",
        kind="choice",
        required=True,
        value="e",
        options=(c.Option("e", "电子"), c.Option("m", "邮寄")),
    ),
    c.FormField(name="judge", label="承办法官", kind="person", options=PANEL),
    c.FormField(
        name="also",
        label="同时申请",
        kind="choices",
        value=("p",),
        options=(c.Option("p", "财产保全"), c.Option("e", "鉴定")),
    ),
    c.FormField(name="panel", label="合议庭成员", kind="persons", options=PANEL, value=("1", "2")),
    c.FormField(
        name="paper",
        label="材料",
        kind="file",
        accept=".pdf,.jpg,.png",
        hint="PDF 或图片，不超过 20 MB",
    ),
    c.FormField(name="p", label="诉讼请求", kind="rows", blank=PARTY_BLANK),
    c.FormField(
        name="why",
        label="理由",
        kind="long",
        value="鉴定机构因设备检修延长出具意见的时间。",
        hint="将写入决定书，送达当事人",
    ),
    c.FormField(name="seen", label="已阅读回避告知", kind="boolean", value="true"),
)
_WRONG: dict[str, dict[str, Any]] = {"claim": {"value": "38,64", "error": "应当写到分，如 38.64"}}


def fields(prefix: str = "", *, wrong: bool = False) -> tuple[c.FormField, ...]:
    """Return a field of every kind; `wrong` leaves one as a refusal would."""
    told = _WRONG if wrong else {}
    party = tuple(replace(one, prefix=f"{prefix}{one.prefix}") for one in _PARTY)
    rows: dict[str, dict[str, Any]] = {"p": {"rows": (party,)}}
    return tuple(
        replace(one, prefix=prefix, **told.get(one.name, {}), **rows.get(one.name, {}))
        for one in _FIELDS
    )


def dialog(*, refused: bool, modal: bool) -> c.ActDialog:
    """Return the dialog of an act, as it opens or after a refusal."""
    return c.ActDialog(
        title="签发判决书",
        about=f"{CASE}　　陆景行，承办法官",
        url="/dev/dialog?refused=1",
        back=HERE,
        submit="签发",
        fields=fields("d-", wrong=refused),
        source="法院组织法 第32条",
        reasons=REASONS if refused else (),
        record="凭证 #48 214　2026-11-23 14:07:31" if refused else "",
        modal=modal,
        files=True,
    )
