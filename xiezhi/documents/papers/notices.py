"""通知与裁定: acceptance, response, bench, summons, and the ruling that changes the procedure."""

from xiezhi.documents.case_paper import CasePaper, PaperParty
from xiezhi.documents.paper import Block, Cell, Grid, Heading, Paper, Signatures, Text, label
from xiezhi.documents.papers.judgments import SUED, SUING, heads, names, signatures
from xiezhi.documents.wording import (
    amount,
    blank,
    counting,
    day,
    fill,
    formal_day,
    listing,
    moment,
)
from xiezhi.law.terms import Area, PartyRole


def conversion_ruling(case: CasePaper) -> Paper:
    """程序转换裁定书: the case goes on under another procedure."""
    title = f"{case.kind.area.label}裁定书"
    change = case.conversion
    source = change.source.label.partition("（")[0] if change else blank("原程序")
    target = change.target.label.partition("（")[0] if change else blank("转换后的程序")
    bench = "由审判员独任审理" if change and change.target.single else "依法组成合议庭审理"
    blocks: list[Block] = [
        Heading(case.court, title, case.number),
        *heads(case),
        Text(
            f"{_matter(case)}，本院于{day(case.filed_on, '立案日期')}立案后，"
            f"依法适用{source}进行审理。"
        ),
        Text(f"本院认为，{fill(change.reason if change else '', '转换程序的理由')}"),
        Text(f"依照{fill(change.basis if change else '', '所依据的法律条文')}规定，裁定如下："),
        Text(f"本案转为{target}，{bench}。"),
        signatures(case),
    ]
    return Paper(title, tuple(blocks))


def acceptance_notice(case: CasePaper) -> Paper:
    """受理案件通知书: tells the suing side that the case is registered, and what to do now."""
    days = counting(case.fee_days) if case.fee_days else blank("预交期限")
    items = [
        (
            "在诉讼进程中，当事人有权行使法律规定的诉讼权利，同时应当遵守诉讼秩序，"
            "履行诉讼义务，如实陈述事实。"
        ),
        (
            f"应当自收到交纳诉讼费用通知之次日起{days}日内，向本院预交案件受理费"
            f"{amount(case.fee_due, '案件受理费数额')}；"
            "确有困难的，可以在期限内申请缓交、减交或者免交。"
        ),
        (
            "自然人应当提交身份证件；法人或者非法人组织应当提交营业执照或者登记证书、"
            "法定代表人（负责人）身份证明书。委托诉讼代理人的，应当提交授权委托书，写明委托事项和权限。"
        ),
        f"本案承办法官{_handling(case)}，书记员{fill(case.clerk, '书记员')}。",
    ]
    opening = (
        f"{_matter(case)}的起诉材料已收到。经审查，符合法定起诉条件，本院于"
        f"{day(case.filed_on, '立案日期')}决定登记立案。现将有关事项通知如下："
    )
    return _notice(case, "受理案件通知书", case.of(*SUING), opening, items)


def response_notice(case: CasePaper) -> Paper:
    """应诉通知书: tells the side sued of the case, and when to answer."""
    days = counting(case.answer_days) if case.answer_days else blank("答辩期限")
    answer = (
        "提交答辩状以及作出行政行为的证据和所依据的规范性文件"
        if case.kind.area is Area.ADMINISTRATIVE
        else "提交答辩状，并按照对方当事人的人数提出副本"
    )
    items = [
        (
            "在诉讼进程中，当事人有权行使法律规定的诉讼权利，同时应当遵守诉讼秩序，"
            "履行诉讼义务，如实陈述事实。"
        ),
        f"应当在收到起诉状副本之日起{days}日内{answer}。不提交答辩状的，不影响本案的审理。",
        (
            "自然人应当提交身份证件；法人或者非法人组织应当提交营业执照或者登记证书、"
            "法定代表人（负责人）身份证明书。委托诉讼代理人的，应当提交授权委托书，写明委托事项和权限。"
        ),
        f"本案承办法官{_handling(case)}，书记员{fill(case.clerk, '书记员')}。",
    ]
    opening = (
        f"{_matter(case)}，本院已于{day(case.filed_on, '立案日期')}立案。"
        "随本通知书送达起诉状副本。现将有关事项通知如下："
    )
    return _notice(case, "应诉通知书", case.of(*SUED), opening, items)


def bench_notice(case: CasePaper) -> Paper:
    """审判组织成员告知书: who tries the case, and that recusal may be asked for."""
    bench = listing((f"{m.title}{m.name}" for m in case.bench), "审判组织成员")
    form = "由审判员独任审理" if case.procedure.single else "组成合议庭进行审理"
    assistant = f"法官助理{case.assistant}、" if case.assistant else ""
    title = "审判人员告知书" if case.procedure.single else "合议庭组成人员告知书"
    opening = f"本院立案的{_matter(case)}，{form}。现将审判人员告知如下："
    items = [
        f"{bench}；{assistant}书记员{fill(case.clerk, '书记员')}。",
        (
            "认为上列人员有应当回避的法定情形的，有权申请其回避。申请回避应当说明理由，"
            "在案件开始审理时提出；回避事由在案件开始审理后知道的，也可以在法庭辩论终结前提出。"
        ),
        "是否申请回避，请在送达回证上注明，或者以书面形式告知本院。",
    ]
    return _notice(case, title, case.parties, opening, items)


def _notice(
    case: CasePaper,
    title: str,
    to: tuple[PaperParty, ...],
    opening: str,
    items: list[str],
) -> Paper:
    """Return a letter to the addressee, or to the parties of one side where none is named."""
    named = case.addressee or "、".join(party.name for party in to)
    blocks: list[Block] = [
        Heading(case.court, title, case.number),
        Text(f"{fill(named, '受通知人')}：", indent=False),
        Text(opening),
        *(Text(f"{counting(n)}、{item}") for n, item in enumerate(items, 1)),
        Text(f"特此{'告' if title.endswith('告知书') else '通'}知。"),
        Signatures((), formal_day(case.signed_on, "发出日期")),
        Text("（院印）", align="right", indent=False),
    ]
    return Paper(title, tuple(blocks))


def _matter(case: CasePaper) -> str:
    """Return the case as papers name it: the parties and the cause."""
    accused = case.of(PartyRole.ACCUSED)
    if case.kind.area is Area.CRIMINAL and accused:
        return f"{names(accused, '被告人')}犯{fill(case.cause.removesuffix('罪'), '罪名')}罪一案"
    return (
        f"{names(case.of(*SUING), '原告')}与{names(case.of(*SUED), '被告')}"
        f"{fill(case.cause, '案由')}一案"
    )


def _handling(case: CasePaper) -> str:
    return case.bench[0].name if case.bench else blank("承办法官")


def summons(case: CasePaper) -> Paper:
    """传票: calls one person to a place at a time."""
    person = next((p for p in case.parties if p.name == case.addressee), None)
    address = fill(person.address if person else "", "被传唤人住址")
    advice = (
        "1.被传唤人必须准时到达应到处所。\n2.本传票由被传唤人携带来院报到。\n"
        "3.被传唤人收到传票后，应在送达回证上签名或者盖章。"
    )
    judge = _handling(case)
    grid = Grid(
        (3, 9),
        (
            (label("案　　号"), Cell(case.number)),
            (label("案　　由"), Cell(fill(case.cause, "案由"))),
            (label("被传唤人"), Cell(fill(case.addressee, "被传唤人"))),
            (label("住　　址"), Cell(address)),
            (label("传唤事由"), Cell("开庭")),
            (label("应到时间"), Cell(moment(case.appear_at, "应到时间"))),
            (label("应到处所"), Cell(fill(case.appear_place, "应到处所"))),
            (label("注意事项", lines=4), Cell(advice, lines=4)),
        ),
    )
    signed = Signatures(
        (("审判员", judge),),
        formal_day(case.signed_on, "发出日期"),
        (("书记员", fill(case.clerk, "书记员")),),
    )
    blocks = (
        Heading(case.court, "传票"),
        grid,
        signed,
        Text("（院印）", align="right", indent=False),
    )
    return Paper("传票", blocks, forms=True)
