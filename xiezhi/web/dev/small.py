"""Heads, tags, buttons, notes, tabs and the like, in every state."""

from datetime import date

from xiezhi.web import components as c
from xiezhi.web.dev.samples import CASE, GAUGE, HERE

HEAD = c.Head(
    title=CASE,
    number=True,
    subtitle="周启明等十二人诉江陵宏澜置业有限公司商品房预售合同纠纷一案",
    tags=(c.Tag("四类案件　群体性纠纷", "mark"), c.Tag("普通程序"), c.Tag("合议庭")),
    buttons=(
        c.Button(label="打印", icon="print", kind="quiet", href=HERE),
        c.Button(label="电子卷宗　3 册 412 页", href=HERE),
    ),
    body=(
        GAUGE.limit,
        c.Facts(
            rows=(
                c.Fact("原告", "周启明等 12 人", "代表人 周启明、秦素云"),
                c.Fact("审判长", "沈砚秋", "民一庭庭长"),
                c.Fact("立案", "2026-03-10", "六个月，民诉法第152条"),
                c.Fact("被告", "江陵宏澜置业有限公司", "代理人 方知远 律师", HERE),
                c.Fact("合议庭", "陆景行（承办）、何淑贞（陪审员）"),
                c.Fact("标的额", "3,864,200.00 元", "关联案件 2 件"),
            )
        ),
    ),
)
HEAD_LIST = c.Head(
    title="案件",
    plain=True,
    subtitle="民一庭、民二庭　未结 214 件",
    buttons=(c.Button(label="导入", href=HERE),),
)
LEDE = c.Lede(
    crumb="2026-11-23　星期一　第 48 周",
    parts=(
        "今日应办 3 件，",
        c.Figure("逾期 1 件", late=True),
        "；最近的审限届满是 ",
        c.Figure("民初1284号", HERE),
        "，剩 16 日。",
    ),
)
STAGES = c.Steps(
    label="办案阶段",
    steps=(
        c.Step("立案", "done"),
        c.Step("分案", "done"),
        c.Step("送达答辩", "done"),
        c.Step("开庭", "done"),
        c.Step("评议", "now"),
        c.Step("裁判文书"),
        c.Step("归档"),
    ),
)
WIZARD = c.Steps(
    label="立案步骤",
    down=True,
    steps=(
        c.Step("材料", "done", "7 份，已自动编目", HERE),
        c.Step("诉请与查重", "now", "发现 2 件可能重复"),
        c.Step("立案决定", "todo", "生成案号、通知书"),
    ),
)
COUNTS = c.Counts(
    items=(c.Count(9, "送达答辩", HERE), c.Count(0, "评议", HERE), c.Count(4151, "裁判文书", HERE))
)
SEGMENTS = c.Segments(
    label="分组", tabs=(c.Tab("按到期", HERE, current=True), c.Tab("按案件", HERE))
)
VIEWS = c.Views(
    save="/dev/dialog",
    tabs=(
        c.Tab("全部未结", HERE, count=1214),
        c.Tab("本周有进展", HERE, current=True, count=14),
        c.Tab("久押未决", HERE, count=0),
        c.Tab("我存的：建设工程施工合同与装饰装修", HERE, count=31),
    ),
)

BUTTONS = (
    c.Button(label="签发", kind="main", small=False),
    c.Button(label="保存草稿", small=False),
    c.Button(label="撤回", kind="quiet", small=False),
    c.Button(label="驳回申请", kind="seal", small=False),
    c.Button(label="提交中", kind="main", small=False, busy=True),
    c.Button(label="报告", kind="main", href="/dev/dialog", dialog=True),
    c.Button(label="打印", icon="print"),
    c.Button(label="办理", kind="quiet"),
)
TAGS = (
    c.Tag("未开始", icon="circle"),
    c.Tag("进行中", "work"),
    c.Tag("已完成", "good"),
    c.Tag("剩 2 日", "warn"),
    c.Tag("逾 3 日", "seal"),
    c.Tag("四类案件　群体性纠纷", "mark"),
    c.Tag("普通程序"),
    c.Tag("已封存", icon="lock"),
)
DUES = (
    c.Due(date(2026, 11, 20), -3),
    c.Due(date(2026, 11, 23), 0, clock="17:30"),
    c.Due(date(2026, 11, 25), 2),
    c.Due(date(2026, 12, 9), 16),
)
NOTES = (
    c.Note(
        title="十五日内审限届满",
        text="可以在 11-24 前申请延长。",
        button=c.Button(label="申请", href="/dev/dialog", dialog=True),
    ),
    c.Note(title="晚录入", text="扣除自 11-02 起，11-09 才录入，审管办可见。", tone="warn"),
    c.Note(title="未获准：两项条件未满足", text="逐项列出，各有依据与补救。", tone="seal"),
    c.Note(title="验证通过，五项相符", text="重算用时 0.02 秒。", tone="good"),
)
EMPTIES = (
    c.Empty(title="今日没有应办", text="下一件在 11-25，提请专业法官会议"),
    c.Empty(
        title="没有符合条件的案件",
        text="已用 3 个条件；去掉“程序”可得 12 件",
        button=c.Button(label="去掉“程序”", href=HERE),
    ),
)
LOADING = c.Loading(label="留痕")

CONDITIONS = c.Filters(
    url=HERE,
    placeholder="案号、当事人",
    clear=HERE,
    chips=(
        c.Chip("审判庭", "民一庭、民二庭", off=HERE),
        c.Chip("审限剩余", "不限", edit=HERE),
        c.Chip("留痕", "11-16 至今", off=HERE, edit=HERE),
    ),
    more=(c.Link("程序", HERE), c.Link("案由", HERE)),
)
CHOOSER = c.ColumnChooser(
    url=HERE,
    columns=(
        c.Choosable("number", "案号", shown=True, fixed=True),
        c.Choosable("parties", "当事人", shown=True),
        c.Choosable("cause", "案由", shown=False),
    ),
)
EXPORTS = c.Exports(rows=14, links=(c.Link("Excel（xlsx）", HERE), c.Link("CSV", HERE)))
PAGERS = (
    c.Pager(
        first=1,
        last=50,
        total=1204,
        next=HERE,
        legend=True,
        sizes=(c.Tab("50", HERE, current=True), c.Tab("200", HERE)),
    ),
    c.Pager(first=51, last=100, previous=HERE, next=HERE, label="分页，总数未知"),
    c.Pager(first=0, last=0, total=0, label="分页，空"),
)
NO_CASES = c.Table(label="空列表", columns=(c.Column("案号"),), empty=EMPTIES[1])
ONE_CASE = c.Table(
    label="一行",
    plain=True,
    columns=(c.Column("部门"), c.Column("件数", end=True)),
    rows=(c.Row(cells=(c.Cell("民一庭", href=HERE), c.Cell("1"))),),
    totals=(c.Cell("合计"), c.Cell("1")),
)
PROGRESS = c.Tag("已封存 2 / 3", "work")

BALLOTS = c.Ballots(
    items=(
        c.Ballot(
            name="陆景行",
            role="承办法官，先发表",
            state="sealed",
            at="11-23 09:12",
            digest="7f3a 91c0 … c21e",
            tag=c.Tag("本人可验", "good"),
        ),
        c.Ballot(
            name="何淑贞",
            role="人民陪审员",
            state="opened",
            at="11-25 09:40",
            opinion="支持调减违约金至日万分之二",
            reasons="原告举示的租金低于约定标准的一半。",
        ),
        c.Ballot(
            name="沈砚秋",
            role="审判长，最后发表",
            state="missing",
            due="11-25",
            button=c.Button(label="提醒", href="/dev/dialog", dialog=True),
        ),
    )
)
