"""判决书: drafts of judgments in civil, criminal and administrative cases, both instances.

Only facts of the file are printed. Finding, reasoning and holding stay blank until a judge has
written them (R28-10).
"""

from collections.abc import Callable

from xiezhi.documents.case_paper import CasePaper, PaperParty
from xiezhi.documents.paper import Block, Heading, Paper, Signatures, Text, body
from xiezhi.documents.wording import blank, counting, day, fill, formal_day, listing, numbered
from xiezhi.law.terms import Area, CaseKind, Instance, PartyKind, PartyRole, Procedure

SUING = (PartyRole.PLAINTIFF, PartyRole.APPELLANT, PartyRole.PRIVATE_PROSECUTOR)
SUED = (PartyRole.DEFENDANT, PartyRole.APPELLEE, PartyRole.AGENCY, PartyRole.ACCUSED)
_STATUTES = {
    Area.CIVIL: "《中华人民共和国民事诉讼法》",
    Area.ADMINISTRATIVE: "《中华人民共和国行政诉讼法》",
    Area.CRIMINAL: "《中华人民共和国刑事诉讼法》",
}


def judgment(case: CasePaper) -> Paper:
    """判决书: a draft in the form of the case's kind."""
    title = f"{case.kind.area.label}判决书"
    blocks: list[Block] = [Heading(case.court, title, case.number), *heads(case)]
    blocks.append(Text(_OPENINGS[case.kind](case)))
    blocks += _claims(case)
    if case.kind.instance is Instance.SECOND:
        blocks += _earlier(case)
    blocks += _findings(case)
    blocks += _holding(case)
    blocks.append(signatures(case))
    return Paper(title, tuple(blocks))


def heads(case: CasePaper) -> list[Text]:
    """Return the introductions of the parties, each with its representative and agents."""
    found: list[Text] = []
    for party in case.parties:
        found.append(Text(_head(party)))
        if party.kind is not PartyKind.NATURAL and party.role is not PartyRole.PROSECUTION:
            head = "负责人" if party.kind is not PartyKind.LEGAL else "法定代表人"
            found.append(Text(f"{head}：{fill(party.representative, f'{party.name}的{head}')}。"))
        called = "辩护人" if party.role is PartyRole.ACCUSED else "委托诉讼代理人"
        found.extend(Text(f"{called}：{agent}。") for agent in party.counsel)
    return found or [Text(blank("当事人基本情况"))]


def _head(party: PaperParty) -> str:
    if party.role is PartyRole.PROSECUTION:
        return f"{party.title}{party.name}。"
    parts = [party.name]
    if party.kind is PartyKind.NATURAL:
        parts.append(fill(party.about, f"{party.name}的性别、出生日期、民族"))
    if party.identity:
        name = "公民身份号码" if party.kind is PartyKind.NATURAL else "统一社会信用代码"
        parts.append(f"{name}{party.identity}")
    home = "住" if party.kind is PartyKind.NATURAL else "住所地"
    parts.append(home + fill(party.address, f"{party.name}的住址"))
    return f"{party.title}：{'，'.join(parts)}。"


def names(parties: tuple[PaperParty, ...], hint: str) -> str:
    """Return parties as the text first names them: standing and name."""
    return listing((party.title + party.name for party in parties), hint)


def formed(case: CasePaper) -> str:
    """Return how the bench was formed and by which procedure, as the opening says it."""
    if case.procedure in (Procedure.SECOND_PANEL, Procedure.SECOND_SINGLE):
        return "依法由审判员独任审理" if case.procedure.single else "依法组成合议庭"
    form = "由审判员独任审理" if case.procedure.single else "组成合议庭"
    name = case.procedure.label.partition("（")[0]
    return f"依法适用{name}，{form}"


def heard(case: CasePaper) -> str:
    """Return when and how the case was heard and who came."""
    if not case.sittings:
        return f"{blank('开庭或者不开庭审理的情况')}本案现已审理终结。"
    days = listing((day(sitting.at.date()) for sitting in case.sittings), "")
    manner = "公开" if all(sitting.public for sitting in case.sittings) else "不公开"
    came = tuple(dict.fromkeys(who for sitting in case.sittings for who in sitting.present))
    return (
        f"于{days}{manner}开庭进行了审理。{listing(came, '到庭人员')}到庭参加诉讼。"
        "本案现已审理终结。"
    )


def _civil_first(case: CasePaper) -> str:
    return (
        f"{names(case.of(*SUING), '原告')}与{names(case.of(*SUED), '被告')}"
        f"{fill(case.cause, '案由')}一案，本院于{day(case.filed_on, '立案日期')}立案后，"
        f"{formed(case)}，{heard(case)}"
    )


def _criminal_first(case: CasePaper) -> str:
    prosecution = listing((party.name for party in case.of(PartyRole.PROSECUTION)), "公诉机关")
    return (
        f"{prosecution}以{fill(case.charge_document, '起诉书文号')}指控"
        f"{names(case.of(PartyRole.ACCUSED), '被告人')}犯{_charge(case)}，"
        f"于{day(case.charged_on, '起诉日期')}向本院提起公诉。本院{formed(case)}，{heard(case)}"
    )


def _administrative_first(case: CasePaper) -> str:
    return (
        f"{names(case.of(*SUING), '原告')}不服{names(case.of(*SUED), '被告')}作出的"
        f"{fill(case.agency_act, '被诉行政行为')}，向本院提起行政诉讼。本院于"
        f"{day(case.filed_on, '立案日期')}立案后，{formed(case)}，{heard(case)}"
    )


def _second(case: CasePaper) -> str:
    court = fill(case.original_court, "原审人民法院")
    original = f"{fill(case.original_number, '原审案号')}{case.kind.area.label}判决"
    tried = f"本院于{day(case.filed_on, '立案日期')}立案后，{formed(case)}，{heard(case)}"
    if case.kind.area is Area.CRIMINAL:
        accused = names(case.of(PartyRole.APPELLANT, PartyRole.ACCUSED), "原审被告人")
        return (
            f"{court}审理的{accused}犯{_charge(case)}一案，作出{original}。"
            f"{accused}不服，提出上诉。{tried}"
        )
    return (
        f"{names(case.of(PartyRole.APPELLANT), '上诉人')}因与"
        f"{names(case.of(PartyRole.APPELLEE), '被上诉人')}{fill(case.cause, '案由')}一案，"
        f"不服{court}{original}，向本院提起上诉。{tried}"
    )


def _charge(case: CasePaper) -> str:
    return fill(case.cause.removesuffix("罪"), "罪名") + "罪"


_OPENINGS: dict[CaseKind, Callable[[CasePaper], str]] = {
    CaseKind.CIVIL_FIRST: _civil_first,
    CaseKind.CRIMINAL_FIRST: _criminal_first,
    CaseKind.ADMINISTRATIVE_FIRST: _administrative_first,
    CaseKind.CIVIL_SECOND: _second,
    CaseKind.CRIMINAL_SECOND: _second,
    CaseKind.ADMINISTRATIVE_SECOND: _second,
}


def _claims(case: CasePaper) -> list[Text]:
    """What each side asks and says."""
    criminal = case.kind.area is Area.CRIMINAL
    second = case.kind.instance is Instance.SECOND
    asked = "".join(numbered(case.claims, "诉讼请求"))
    reasons = fill(case.grounds, "事实和理由")
    suing = listing((party.name for party in case.of(*SUING)), "起诉一方")
    if criminal and not second:
        accusing = listing((p.name for p in case.of(PartyRole.PROSECUTION)), "公诉机关")
        found = [Text(f"{accusing}指控，{fill(case.grounds, '指控的事实')}")]
    elif second:
        found = [Text(f"{suing}上诉请求：{asked}事实和理由：{reasons}")]
    else:
        found = [Text(f"{suing}向本院提出诉讼请求：{asked}事实和理由：{reasons}")]
    answers = case.defences or ((blank("答辩一方"), blank("答辩意见")),)
    found += [Text(f"{who}辩称，{says.rstrip('。')}。") for who, says in answers]
    return found


def _earlier(case: CasePaper) -> list[Text]:
    """What the court of first instance found and decided."""
    return [
        Text(f"原审法院认定事实：{fill(case.original_found, '原审认定的事实')}"),
        Text(f"原审判决：{''.join(numbered(case.original_result, '原审判决主文'))}"),
    ]


def _findings(case: CasePaper) -> list[Text]:
    """The evidence, the facts found and the reasons, in the judge's words or blank."""
    return [
        *body(fill(case.evidence, "举证、质证和认证情况")),
        *body("经审理查明，" + fill(case.found, "查明的事实，由法官撰写")),
        *body("本院认为，" + fill(case.reasoning, "裁判理由，由法官撰写")),
    ]


def _holding(case: CasePaper) -> list[Text]:
    """The articles, the holding, the fee, and how to appeal."""
    articles = listing(case.basis, "所依据的法律条文")
    found = [Text(f"依照{articles}规定，判决如下：")]
    found += [Text(item) for item in numbered(case.result, "判决主文，由法官撰写")]
    area, second = case.kind.area, case.kind.instance is Instance.SECOND
    if area is Area.CIVIL:
        article = fill(case.late_interest_basis, "迟延履行债务利息的条文")
        found.append(
            Text(
                "如果未按本判决指定的期间履行给付金钱义务，应当依照"
                f"{_STATUTES[area]}{article}规定，加倍支付迟延履行期间的债务利息。"
            )
        )
    if area is not Area.CRIMINAL:
        found.append(Text(fill(case.fee, "案件受理费及其负担")))
    return [*found, Text("本判决为终审判决。" if second else _appeal(case))]


def _appeal(case: CasePaper) -> str:
    days = f"{_days(case.appeal_days, '上诉期限')}日内"
    upper = fill(case.upper_court, "上一级人民法院")
    if case.kind.area is Area.CRIMINAL:
        return (
            f"如不服本判决，可在接到判决书的第二日起{days}，通过本院或者直接向{upper}提出上诉。"
            "书面上诉的，应当提交上诉状正本及副本。"
        )
    return (
        f"如不服本判决，可以在判决书送达之日起{days}，向本院递交上诉状，"
        f"并按照对方当事人的人数提出副本，上诉于{upper}。"
    )


def _days(days: int | None, hint: str) -> str:
    return counting(days) if days else blank(hint)


def signatures(case: CasePaper) -> Signatures:
    """Return the bench, the date, and assistant and clerk below it."""
    bench = tuple((member.title, member.name) for member in case.bench)
    below = (("法官助理", case.assistant),) if case.assistant else ()
    return Signatures(
        bench or (("审判员", blank("签署人")),),
        formal_day(case.signed_on),
        (*below, ("书记员", fill(case.clerk, "书记员"))),
    )
