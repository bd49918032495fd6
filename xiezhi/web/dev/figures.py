"""Invented figures, calendars, similar cases and a party's page for the page of components."""

from datetime import date, datetime

from xiezhi.web import components as c
from xiezhi.web.dev.samples import HERE, TODAY

COURTS = ("临津市中院", "云溪县院", "石渡县院", "鹿鸣区院", "南汀县院")

CHARTS = (
    c.Chart(
        key="c1",
        title="四类案件 86 件，6 件事后才被发现",
        kind="bars",
        unit="件",
        level=3,
        sub="未结与本年已结，按类型与识别环节，件　2026-11-23 14:00",
        category="类型",
        categories=("重大疑难复杂敏感", "群体性、影响稳定", "与类案可能冲突", "反映违法审判"),
        series=(
            c.Series("立案时识别", (22, 21, 3, 2)),
            c.Series("审理中识别", (8, 5, 11, 8), "d3"),
            c.Series("结案后发现", (1, 1, 2, 2), "seal"),
        ),
        rows=c.Link("看 86 件", HERE),
        download=HERE,
    ),
    c.Chart(
        key="c2",
        title="云溪 4 名法官在手超过上限",
        kind="dots",
        unit="件",
        level=3,
        sub="每名法官加权未结件数，每点一人　竖线为本院中位数",
        category="法院",
        categories=COURTS,
        strong=("云溪县院",),
        limit=("上限", 90),
        series=(
            c.Series(
                "法官",
                (
                    (24, 26, 33, 39, 42, 44, 46, 51, 58, 66),
                    (36, 45, 62, 66, 72, 78, 84, 88, 95, 99, 112),
                    (36, 44, 49, 52, 63, 70),
                    (24, 37, 47, 52, 58, 64, 68),
                    (),
                ),
            ),
        ),
        rows=c.Link("看 110 人", HERE),
        download=HERE,
    ),
    c.Chart(
        key="c3",
        title="未结案件连降三月，仍高于去年同期",
        kind="lines",
        unit="件",
        level=3,
        sub="月末未结，件　纵轴自 3,600 起",
        category="月份",
        floor=3600,
        categories=("2025-12", "01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11"),
        series=(
            c.Series(
                "本年", (4121, 4210, 4060, 4188, 4301, 4390, 4452, 4510, 4563, 4420, 4288, 4151)
            ),
            c.Series(
                "上年",
                (3889, 3940, 3790, 3860, 3920, 3985, 4030, 4090, 4131, 4100, 4074, 4038),
                "d3",
                dashed=True,
            ),
        ),
        rows=c.Link("看 4,151 件", HERE),
        download=HERE,
    ),
    c.Chart(
        key="c4",
        title="三季度起简易程序过半",
        kind="columns",
        unit="件",
        level=3,
        sub="一审民事收案，按程序，件",
        category="季度",
        categories=("一季度", "二季度", "三季度"),
        series=(c.Series("简易", (310, 402, 530)), c.Series("普通", (420, 415, 390), "d3")),
    ),
    c.Chart(
        key="c5",
        title="十一月新开专栏，收到 14 件",
        kind="lines",
        unit="件",
        level=3,
        sub="网上立案，件",
        category="月份",
        categories=("2026-11",),
        series=(c.Series("网上立案", (14,)),),
    ),
    c.Chart(
        key="c6",
        title="本季没有超审限案件",
        kind="bars",
        unit="件",
        level=3,
        sub="未结案件超出审限的日数，件",
        empty="本季没有超审限的案件",
    ),
    c.Chart(
        key="c7",
        title="正在计算",
        kind="lines",
        unit="件",
        level=3,
        sub="月末未结，件",
        loading=True,
    ),
)

SCORE = c.Score(
    key="sc",
    title="繁简得分 29 分，由六项相加",
    total="合计 29　低于 60 为简",
    rows=(
        c.ScoreRow(text="案由基准（承揽合同）", points=22),
        c.ScoreRow(text="标的额高于 64,610", points=5),
        c.ScoreRow(text="申请工程质量鉴定", points=12),
        c.ScoreRow(text="双方同意电子送达", points=-3),
        c.ScoreRow(text="无争议事实记载", points=-10),
    ),
)


def event(day: int, hour: int, half: int, hours: float, title: str, **more: str) -> c.Event:
    """Return an event of November 2026."""
    at = datetime(2026, 11, day, hour, half)  # noqa: DTZ001 - the court's own clock
    until = datetime(2026, 11, day, hour + int(hours), half + (30 if hours % 1 else 0))  # noqa: DTZ001
    return c.Event(at=at, until=until, title=title, **more)  # type: ignore[arg-type]


EVENTS = (
    event(23, 9, 0, 1.5, "开庭　第三法庭", note="民初1477号　民间借贷", href=HERE),
    event(23, 14, 30, 1, "庭前会议", note="民初1611号", href=HERE, kind="meeting"),
    event(24, 9, 30, 2, "开庭　第一法庭", note="民初1655号　建设工程，合议庭", href=HERE),
    event(24, 10, 0, 1, "开庭　第五法庭", note="与上一项冲突", href=HERE, kind="held"),
    event(24, 15, 0, 1.5, "专业法官会议", note="列席", kind="meeting"),
    event(24, 17, 0, 0.5, "调解", href=HERE),
    event(24, 8, 0, 0.5, "晨会", kind="meeting"),
    event(26, 9, 0, 3, "开庭　第二法庭", note="民初1398号　运输合同", href=HERE),
)
WEEK = c.Week(
    label="2026 年第 48 周",
    monday=date(2026, 11, 23),
    today=TODAY,
    events=EVENTS,
    previous=HERE,
    next=HERE,
    rests=((date(2026, 11, 28), "休"), (date(2026, 11, 29), "休")),
)
MONTH = c.Month(
    label="2026 年 11 月",
    first=date(2026, 11, 1),
    today=TODAY,
    events=EVENTS,
    previous=HERE,
    next=HERE,
)
AGENDA = c.Agenda(
    days=(
        (
            "今日 11-23",
            (
                c.AgendaItem("09:00", "开庭　第三法庭", "民初1477号　民间借贷，简易程序"),
                c.AgendaItem(
                    "14:30", "庭前会议　调解室二", "民初1611号　金融借款合同，20 分钟后", now=True
                ),
            ),
        ),
        ("明日 11-24", (c.AgendaItem("09:30", "开庭　第一法庭", "民初1655号", HERE),)),
    )
)

HIT = c.Hit(
    title="卢万山诉青禾置业有限公司商品房预售合同纠纷案",
    href=HERE,
    line="入库编号 2024-07-2-091-006　　江陵省高级人民法院　　2024-09-18 生效",
    tag=c.Tag("认定类案", "good"),
    level=c.Tag("参考案例"),
    holding=(
        c.Marked("市政配套迟延不当然构成不可抗力；开发商未及时通知并采取减损措施的，"),
        c.Marked("不得据此免除逾期交房责任", marked=True),
        c.Marked("。"),
    ),
    likeness=(
        c.Likeness("事实", 91, "预售、逾期超 180 日、配套工程停工"),
        c.Likeness("争点", 94, "停工能否免责；违约金是否过高"),
        c.Likeness("法律", 88, "民法典第585条第2款、第590条"),
    ),
    treatment=c.Segments(
        label="处理",
        tabs=(c.Tab("参考", HERE, current=True), c.Tab("区别", HERE), c.Tab("背离", HERE)),
    ),
    compare=HERE,
)
CONTRARY = c.Contrary(
    title="秦岚诉恒岳置业有限公司案",
    href=HERE,
    line="（2025）江03民终0871号　临津市中院　2025-06-12 生效",
    holding=(
        c.Marked("认定政府统一停工属不可归责事由，"),
        c.Marked("扣除停工 126 日", marked=True),
        c.Marked("后按约定支付。"),
    ),
    alike="预售、配套停工、约定违约金标准",
    unlike="该案停工令直接针对小区；本案为市政道路",
    tag=c.Tag("应当回应", "warn"),
    answer=c.FormField(name="answer", label="本案为何不同或为何不采", kind="long", required=True),
)
TIERS = c.Tiers(
    items=(
        c.Tier("最高院指导性案例", "不限年份　检得 0 件", HERE, 0),
        c.Tier("案例库、典型案例、最高院裁判", "近三年　检得 6 件", HERE, 6, current=True),
        c.Tier("本市中院、本院裁判", "可不检：前顺位已有类案", HERE, word="选检"),
    )
)

CHECKS = c.Checks(
    items=(
        c.Check(
            "封池摘要与候选人、权重一致", "ok", "一致", detail="sha-256  4be1 c07d 93aa … 1f6c"
        ),
        c.Check("类案检索报告：八项要素差一项", "wait", "法发〔2020〕24号 第8条"),
        c.Check("由种子重算抽取值", "no", "不同", detail="0.5512，回执为 0.5513"),
        c.Check("完成类案检索", "ok", "看报告", HERE),
    )
)
RECEIPT = c.Receipt(
    title="分案回执",
    court="江陵省云溪县人民法院",
    day="二〇二六年十一月二十三日",
    seal="分案专用",
    download=HERE,
    rows=(
        c.ReceiptRow("案号", "（2026）江0326民初1672号"),
        c.ReceiptRow("承办法官", "尹怀瑾"),
        c.ReceiptRow("抽取时间", "2026-11-23 09:31:02"),
        c.ReceiptRow("种子", "c19e 5a70 02fb d83e 6641 …", digest=True),
    ),
)
JOBS = (
    c.Job(name="批量分案", done=318, total=500, rate=46, left=4, cancel=HERE, key="j1"),
    c.Job(
        name="导入收案表",
        done=1204,
        total=1204,
        state="failed",
        unit="行",
        errors=3,
        errors_url=HERE,
        result="未写入任何一行",
        key="j2",
    ),
    c.Job(name="归档", done=12, total=12, state="done", result="12 件已归档", key="j3"),
    c.Job(name="识别扫描件", done=0, total=412, state="waiting", unit="页", key="j4"),
)

PARTY_STEPS = c.Steps(
    label="案件进程",
    down=True,
    steps=(
        c.Step("立案", "done", "3 月 10 日"),
        c.Step("送达、答辩", "done", "对方 4 月 2 日提交答辩状"),
        c.Step("开庭", "done", "11 月 18 日，笔录可以查看"),
        c.Step("合议庭评议", "now", "三名成员讨论，内容依法不公开"),
        c.Step("宣判", "todo", "时间确定后三日前通知您"),
    ),
)
NEXT = c.NextStep(
    by="11 月 30 日前",
    what="补交租房损失的付款凭证。",
    otherwise="还有 7 天。不交，法院将按现有证据认定。",
    button=c.Button(label="拍照提交", href=HERE, kind="main", small=False),
)
PAPERS = c.PlainList(
    items=(
        c.PlainItem("受理通知书", "3 月 10 日，PDF，2 页", HERE, "download"),
        c.PlainItem("分案回执", "3 月 11 日，可验证", HERE, "download"),
    )
)
BENCH = c.PlainList(
    items=(
        c.PlainItem("沈砚秋　审判长", "民一庭庭长", HERE),
        c.PlainItem("陆景行　承办法官", "随机抽取产生，3 月 11 日", HERE),
    )
)
