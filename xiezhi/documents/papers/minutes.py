"""笔录: the minutes of a hearing and of a deliberation, with what is known filled in."""

from xiezhi.documents.case_paper import CasePaper
from xiezhi.documents.paper import Block, Heading, Paper, Signatures, Text
from xiezhi.documents.wording import blank, fill, listing, moment
from xiezhi.law.terms import Area


def hearing_minutes(case: CasePaper) -> Paper:
    """开庭笔录: the steps of the hearing in their order; what is said is written by the clerk."""
    sitting = case.sittings[-1] if case.sittings else None
    manner = "不公开" if sitting and not sitting.public else "公开"
    facts = (
        f"时间：{moment(sitting.at if sitting else None, '开庭时间')}至{blank('闭庭时间')}",
        f"地点：{fill(sitting.place if sitting else '', '法庭')}",
        f"案由：{fill(case.cause, '案由')}",
        f"审理方式：{manner}开庭",
        f"审判人员：{_bench(case)}",
        f"书记员：{fill(case.clerk, '书记员')}",
        f"到庭人员：{listing(sitting.present if sitting else (), '到庭人员')}",
    )
    parts = [Text(fact, indent=False) for fact in facts]
    parts += [Text(step) for step in _steps(case)]
    blocks: tuple[Block, ...] = (
        Heading(case.court, "开庭笔录", case.number),
        *parts,
        Text("以上笔录经阅读或者向本人宣读，确认无误。", indent=True),
        Signatures((("到庭人签名", blank("签名")), *_signing(case)), blank("签名日期")),
    )
    return Paper("开庭笔录", blocks, forms=True)


def _steps(case: CasePaper) -> list[str]:
    criminal = case.kind.area is Area.CRIMINAL
    claims = "公诉人宣读起诉书" if criminal else "起诉（上诉）一方陈述请求、事实和理由"
    last = "被告人最后陈述" if criminal else "各方当事人最后陈述"
    opened = (
        f"审判长（审判员）：现在开庭。本院审理{fill(case.cause, '案由')}一案，"
        f"由{_bench(case)}审理，{fill(case.clerk, '书记员')}担任记录。"
    )
    return [
        f"书记员：查明到庭情况，宣布法庭纪律。{blank('到庭情况')}",
        f"审判长（审判员）：核对当事人身份及代理权限。{blank('核对结果')}",
        opened,
        f"审判长（审判员）：告知诉讼权利义务，询问是否申请回避。{blank('各方回答')}",
        f"法庭调查。{claims}：{blank('陈述内容')}",
        f"答辩：{fill('；'.join(f'{who}：{says}' for who, says in case.defences), '答辩内容')}",
        f"举证、质证：{blank('举证质证内容')}",
        f"争议焦点：{blank('归纳的争议焦点')}",
        f"法庭辩论：{blank('辩论意见')}",
        f"{last}：{blank('最后陈述')}",
        f"调解情况：{blank('是否同意调解及结果')}",
        f"审判长（审判员）：{blank('休庭评议、宣判或者另定日期')}",
    ]


def deliberation_minutes(case: CasePaper) -> Paper:
    """合议庭评议笔录: each member's opinion, the handling judge first, the presiding one last.

    `case.bench` names the presiding judge as 审判长; the handling judge stands first.
    """
    presiding = [m for m in case.bench if m.title == "审判长"]
    others = [m for m in case.bench if m not in presiding]
    facts = (
        f"时间：{blank('评议时间')}",
        f"地点：{blank('评议地点')}",
        f"案由：{fill(case.cause, '案由')}",
        f"参加人：{_bench(case)}",
        f"主持人：{listing((m.name for m in presiding), '审判长')}",
        f"记录人：{fill(case.clerk, '书记员')}",
    )
    blocks: list[Block] = [Heading(case.court, "合议庭评议笔录", case.number)]
    blocks += [Text(fact, indent=False) for fact in facts]
    blocks.append(Text(f"承办法官汇报案件事实、证据和争议焦点：{blank('汇报内容')}"))
    blocks += [
        Text(f"{m.title}{m.name}：{blank(f'{m.name}的意见及理由')}") for m in (*others, *presiding)
    ] or [Text(blank("各成员的意见及理由"))]
    blocks.append(Text(f"评议结果：{blank('认定的事实、适用的法律、处理意见，有不同意见的写明')}"))
    blocks.append(Text("合议庭成员、记录人签名。", indent=False))
    blocks.append(Signatures(_signing(case), blank("签名日期")))
    return Paper("合议庭评议笔录", tuple(blocks), confidential=True, forms=True)


def _bench(case: CasePaper) -> str:
    return listing((f"{m.title}{m.name}" for m in case.bench), "审判组织成员")


def _signing(case: CasePaper) -> tuple[tuple[str, str], ...]:
    """Places to sign: names are printed only where the person signs, so here they are blanks."""
    rows = tuple((m.title, blank(f"{m.name}签名")) for m in case.bench)
    return (*rows, ("书记员", blank("签名")))
