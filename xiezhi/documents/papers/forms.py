"""表格: service receipt, extension of the time limit, list and remarks of a volume."""

from xiezhi.documents.case_paper import CasePaper, Delivery, ListedFile, VolumeFacts
from xiezhi.documents.paper import Cell, Grid, Heading, Paper, label
from xiezhi.documents.wording import blank, day, fill
from xiezhi.law.terms import Volume


def service_receipt(case: CasePaper) -> Paper:
    """送达回证: proves what reached whom, when and how."""
    sent = case.delivery or Delivery("")
    rows = (
        (label("案　号"), Cell(case.number), label("案　由"), Cell(fill(case.cause, "案由"))),
        (label("受送达人"), Cell(fill(sent.addressee, "受送达人"), 3)),
        (label("送达地址"), Cell(fill(sent.address, "送达地址"), 3)),
        (
            label("送达文书名称和件数", lines=3),
            Cell("\n".join(sent.documents) or blank("文书名称和件数"), 3, 3),
        ),
        (label("送达方式"), Cell(fill(sent.method, "送达方式"), 3)),
        (
            label("受送达人签名或者盖章", lines=2),
            Cell(f"{blank('签名')}　　　　年　　月　　日", 3, 2),
        ),
        (label("代收人签名及代收理由", lines=2), Cell("　　　　　　　　年　　月　　日", 3, 2)),
        (label("备　注", lines=2), Cell("", 3, 2)),
        (
            label("填发人"),
            Cell(fill(case.clerk, "填发人")),
            label("送达人"),
            Cell(blank("送达人签名")),
        ),
    )
    return Paper(
        "送达回证", (Heading(case.court, "送达回证"), Grid((3, 6, 3, 5), rows)), forms=True
    )


def extension_form(case: CasePaper) -> Paper:
    """延长审理期限审批表: how long, why, by which article, and who approves."""
    asked = case.extension
    judge = case.bench[0].name if case.bench else blank("承办法官")
    days = f"{asked.days}日" if asked else blank("申请延长的天数")
    rows = (
        (label("案　号"), Cell(case.number), label("案　由"), Cell(fill(case.cause, "案由"))),
        (
            label("立案日期"),
            Cell(day(case.filed_on, "立案日期")),
            label("承办法官"),
            Cell(judge),
        ),
        (
            label("审限届满日"),
            Cell(day(asked.due_on if asked else None, "审限届满日")),
            label("申请延长"),
            Cell(days),
        ),
        (
            label("延长理由", lines=5),
            Cell(fill(asked.reason if asked else "", "不能在审限内审结的具体原因"), 3, 5),
        ),
        (label("法律依据", lines=2), Cell(fill(asked.basis if asked else "", "条文"), 3, 2)),
        (label("审判组织意见", lines=4), Cell(_opinion("合议庭或者独任法官"), 3, 4)),
        (label("庭长意见", lines=4), Cell(_opinion("庭长"), 3, 4)),
        (label("审批意见", lines=4), Cell(_opinion("有权批准的院领导或者上级人民法院"), 3, 4)),
    )
    return Paper(
        "延长审理期限审批表",
        (Heading(case.court, "延长审理期限审批表"), Grid((3, 6, 3, 5), rows)),
        confidential=True,
        forms=True,
    )


def _opinion(who: str) -> str:
    return f"{blank(f'{who}的意见、签名')}\n　　　　　　　　　　年　　月　　日"


def file_list(case: CasePaper) -> Paper:
    """卷内目录: the files of a volume with the page each starts at."""
    volume = case.volume or VolumeFacts(Volume.MAIN)
    head = (label("序号"), label("文　书　名　称"), label("页　次"), label("备　注"))
    rows = tuple(_line(number, file) for number, file in enumerate(volume.files, 1))
    title = f"卷内目录（{volume.volume.label}）"
    empty = ((Cell("—", align="center"), Cell(blank("本卷文件"), 3)),)
    return Paper(
        title,
        (Heading(case.court, title, case.number), Grid((2, 10, 3, 4), (head, *(rows or empty)), 1)),
        confidential=volume.volume is Volume.INTERNAL,
        forms=True,
    )


def _line(number: int, file: ListedFile) -> tuple[Cell, ...]:
    last = file.first + file.pages - 1
    pages = str(file.first) if last <= file.first else f"{file.first}-{last}"
    return (
        Cell(str(number), align="center"),
        Cell(file.name),
        Cell(pages, align="center"),
        Cell(file.remark),
    )


def remarks(case: CasePaper) -> Paper:
    """备考表: the state of the volume, who compiled and who checked it."""
    volume = case.volume or VolumeFacts(Volume.MAIN)
    pages = sum(file.pages for file in volume.files)
    state = f"本卷共{len(volume.files)}件、{pages}页。"
    rows = (
        (label("本卷情况说明", lines=12), Cell(f"{state}\n{volume.remarks}".strip(), 3, 12)),
        (
            label("立卷人"),
            Cell(fill(volume.compiled_by, "立卷人")),
            label("检查人"),
            Cell(fill(volume.checked_by, "检查人")),
        ),
        (label("立卷时间"), Cell(day(volume.compiled_on, "立卷时间"), 3)),
    )
    return Paper(
        "卷内备考表",
        (Heading(case.court, "卷内备考表", case.number), Grid((3, 6, 3, 5), rows)),
        confidential=volume.volume is Volume.INTERNAL,
        forms=True,
    )
