"""Papers: what a plaintiff of the demo hands in, drawn from the filing and received like an upload."""

import io
from datetime import date
from functools import cache

from xiezhi.documents.drawing import FontMissing, check_fonts, to_pdf
from xiezhi.documents.paper import Block, Cell, Grid, Heading, Paper, Text, label
from xiezhi.documents.wording import formal_day, numbered
from xiezhi.efiles.uploads import Received, receive
from xiezhi.law.powers.files import Upload
from xiezhi.law.powers.filing import FilingData, PartyEntry
from xiezhi.law.terms import PartyRole

INVENTED = "（演示材料：人名、单位、地名均为虚构。）"
_EVIDENCE = {
    "民间借贷纠纷": (("借条", "借款的合意和期限"), ("转账凭证", "款项已经交付"), ("催款记录", "到期催要未还")),
    "买卖合同纠纷": (("买卖合同", "货物、价款和付款期限"), ("送货单", "货物已经交付"), ("对账单", "尚欠的货款数额")),
    "物业服务合同纠纷": (("物业服务合同", "服务内容和收费标准"), ("欠费明细", "欠费的期间和数额"), ("催收通知", "已经催交")),
    "机动车交通事故责任纠纷": (("事故认定书", "事故责任"), ("病历和医疗费票据", "治疗经过和费用"), ("误工证明", "误工的时间和收入")),
    "离婚纠纷": (("结婚证", "婚姻关系"), ("房屋权属证明", "夫妻共同财产"), ("租房合同", "分居的事实和时间")),
    "追索劳动报酬纠纷": (("劳动合同", "劳动关系和工资标准"), ("考勤记录", "提供劳动的时间"), ("工资结算单", "拖欠的数额")),
    "房屋租赁合同纠纷": (("租赁合同", "租金、期限和腾退的约定"), ("租金收付记录", "逾期支付的租金"), ("解除通知", "合同已经解除")),
    "商品房预售合同纠纷": (("商品房预售合同", "交房期限和违约金"), ("付款凭证", "购房款已经付清"), ("交房通知", "实际交房的日期")),
}  # fmt: skip
"""Of each cause: what is handed in, and what it is to prove."""


@cache
def printable() -> bool:
    """Return whether papers can be drawn here; without Chinese fonts the demo goes on without."""
    try:
        check_fonts()
    except FontMissing:
        return False
    return True


def complaint(data: FilingData, court: str, day: date) -> Upload:
    """Return the complaint of a case, received, for its place in the catalogue."""
    return _upload("complaint", "民事起诉状", _complaint(data, court, day), day)


@cache
def evidence_list(cause: str, year: int) -> Upload:
    """Return the list of evidence, received; it is one and the same for all cases of a cause."""
    day = date(year, 1, 1)
    head = (label("序号"), label("证据名称"), label("证明内容"), label("页数"))
    rows = tuple(
        (Cell(str(number), align="center"), Cell(name), Cell(proves), Cell("1", align="center"))
        for number, (name, proves) in enumerate(_EVIDENCE[cause], 1)
    )
    table = Grid((2, 6, 8, 2), (head, *rows), header=1)
    blocks = (Heading(cause, "证据目录"), table, Text(INVENTED, small=True))
    return _upload("evidence", "证据目录", Paper("证据目录", blocks, forms=True), day)


def _upload(item: str, name: str, paper: Paper, day: date) -> Upload:
    content = to_pdf(paper, on=day, draft=False)
    received = receive(io.BytesIO(content), f"{name}.pdf", day)
    assert isinstance(received, Received), received
    return Upload(file=received.sha256, name=received.name, item=item)


def _complaint(data: FilingData, court: str, day: date) -> Paper:
    suing = [party for party in data.parties if party.role is PartyRole.PLAINTIFF]
    blocks: list[Block] = [
        Heading("", "民事起诉状"),
        *(Text(_introduced(party)) for party in data.parties),
        Text("诉讼请求："),
        *map(Text, numbered((data.claims, "诉讼费用由被告负担"), "诉讼请求")),
        Text("事实和理由："),
        Text(data.facts),
        Text("此致"),
        Text(court, indent=False),
        Text(f"具状人：{'、'.join(party.name for party in suing[:3])}", align="right"),
        Text(formal_day(day), align="right"),
        Text("附：证据目录一份", small=True),
        Text(INVENTED, small=True),
    ]
    return Paper("民事起诉状", tuple(blocks))


def _introduced(party: PartyEntry) -> str:
    said = f"{party.role.label}：{party.name}，住{party.address}。"
    return f"{said}委托诉讼代理人：{party.counsel}，{party.firm}律师。" if party.counsel else said
