"""Lists of invented cases and duties, selected and not."""

from typing import Any

from xiezhi.web import components as c
from xiezhi.web.dev.samples import CASE, HERE, simple_gauge

SOON, LATE = simple_gauge("m1", 180, 164, gap=18), simple_gauge("m2", 90, 96)
FINE, GAP = simple_gauge("m3", 180, 72), simple_gauge("m4", 240, 150, gap=60)
_LONG = "云溪县第二建筑安装工程有限责任公司临津市分公司诉江陵省某某某某投资发展集团"
_CASES: tuple[tuple[Any, ...], ...] = (
    ("民初0872号", "郎月等 4 人诉石渡矿业", "劳动争议", "庭前准备", LATE, "late", "逾 6 日", 4),
    ("民初1284号", "周启明等 12 人诉宏澜置业", "商品房预售", "评议", SOON, "soon", "16 日", 4),
    ("民初1398号", "杜衡等 2 人诉云溪客运", "运输合同", "待开庭", GAP, "", "90 日", 0),
    ("民初1540号", _LONG, "建设工程", "送达答辩", FINE, "", "108 日", 0),
)
_COLUMNS = (
    c.Column("案号", sort=HERE),
    c.Column("当事人"),
    c.Column("案由"),
    c.Column("标记"),
    c.Column("阶段"),
    c.Column("审限已用", sort=HERE, sorted="descending"),
    c.Column("剩余", end=True),
)


def cases(select: bool) -> c.Table:
    """Return a list of cases; the names are long where they can be."""
    rows = tuple(
        c.Row(
            id=number,
            name=number,
            mark=mark,
            selected=select and mark == "soon",
            cells=(
                c.Cell(f"（2026）江0326{number}", href=HERE, nowrap=True),
                c.Cell(parties),
                c.Cell(cause, tone="soft"),
                c.Cell(parts=(c.Tag("四类", "mark"),) if types else ()),
                c.Cell(stage, tone="soft"),
                c.Cell(parts=(gauge.mini,)),
                c.Cell(left, tone=mark),
            ),
        )
        for number, parties, cause, stage, gauge, mark, left, types in _CASES
    )
    return c.Table(
        label="案件列表", columns=_COLUMNS, rows=rows, select=select, stack=True, labels=True
    )


BULK = c.Bulk(
    url=HERE,
    precheck="/dev/components/precheck",
    selected=3,
    ready=2,
    blocked=("民初1284号　院长已批准延长一次",),
    select_all=c.Link("选中全部 14 件", HERE),
    buttons=(
        c.Button(label="提醒承办法官", name="act", value="remind"),
        c.Button(label="批量申请延长审限　2 件", kind="main", name="act", value="extend"),
    ),
)
BULK_NONE = c.Bulk(url=HERE, precheck="/dev/components/precheck", key="bulk-none")

DESK = c.Table(
    label="应办事项",
    plain=True,
    stack=True,
    head=1,
    columns=(
        c.Column("到期"),
        c.Column("事项与依据"),
        c.Column("案件"),
        c.Column("办理", end=True, hidden_label=True),
    ),
    rows=(
        c.Row(group="已逾期　1", group_late=True),
        c.Row(
            mark="late",
            cells=(
                c.Cell("11-20　逾 3 日", tone="late", nowrap=True),
                c.Cell("告知当事人审判组织变更", sub="法发〔2020〕26号 第7条", strong=True),
                c.Cell("（2026）江0326民初1502号", href=HERE, sub="孟祥安诉恒丰纸业　买卖合同"),
                c.Cell(
                    parts=(c.Button(label="告知", href="/dev/dialog", dialog=True, kind="main"),)
                ),
            ),
        ),
        c.Row(group="本周　1"),
        c.Row(
            cells=(
                c.Cell("11-25 周三", tone="soft", nowrap=True),
                c.Cell("提请专业法官会议", sub="法发〔2021〕2号 第4条", strong=True),
                c.Cell(CASE, href=HERE, sub="周启明等 12 人诉江陵宏澜置业"),
                c.Cell(parts=(c.Button(label="提请", href="/dev/dialog", dialog=True),)),
            )
        ),
    ),
)
