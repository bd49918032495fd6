"""Matters: invented filings of the usual kinds, in roughly the proportions of a basic court."""

from decimal import Decimal
from random import Random
from typing import Any

from xiezhi.demo import names
from xiezhi.law.powers.deliberation import Disposition
from xiezhi.law.powers.filing import FilingData, PartyEntry
from xiezhi.law.powers.judgment import DraftData
from xiezhi.law.terms import Area, CaseKind, Origin, PartyKind, PartyRole

_CIVIL = (
    ("民间借贷纠纷", "判令被告偿还借款本金 {amount} 元及利息", "被告因资金周转向原告借款，约定期限届满后未还。", 18),
    ("买卖合同纠纷", "判令被告支付货款 {amount} 元及逾期付款损失", "原告依约供货，被告收货后尚欠货款未付。", 12),
    ("物业服务合同纠纷", "判令被告支付物业费 {amount} 元及违约金", "被告系小区业主，多期物业费经催交未付。", 10),
    ("机动车交通事故责任纠纷", "判令被告赔偿各项损失 {amount} 元", "双方车辆相撞，交警认定被告负主要责任。", 10),
    ("离婚纠纷", "判令原、被告离婚，依法分割夫妻共同财产", "双方婚后性格不合，长期分居。", 12),
    ("追索劳动报酬纠纷", "判令被告支付拖欠工资 {amount} 元", "原告在被告处工作，离职后工资未结清。", 8),
    ("房屋租赁合同纠纷", "判令被告支付租金 {amount} 元并腾退房屋", "被告承租房屋后逾期支付租金。", 6),
    ("商品房预售合同纠纷", "判令被告支付逾期交房违约金 {amount} 元", "被告未按合同约定期限交付房屋。", 4),
)  # fmt: skip
_CRIMINAL = (
    ("盗窃罪", "被告人秘密窃取他人财物，价值 {amount} 元。", 10),
    ("危险驾驶罪", "被告人醉酒后在道路上驾驶机动车，被当场查获。", 2),
    ("故意伤害罪", "被告人因琐事与他人争执，致被害人轻伤。", 14),
    ("诈骗罪", "被告人虚构事实骗取他人钱款 {amount} 元。", 30),
    ("寻衅滋事罪", "被告人酒后滋事，随意殴打他人，情节恶劣。", 16),
)
_ADMINISTRATIVE = ("行政处罚", "政府信息公开", "行政征收或者征用")


def filing(random: Random, place: str) -> FilingData:
    """Return an invented filing of a basic court."""
    dice = random.random()
    if dice < 0.72:
        return _civil(random, place)
    return _criminal(random, place) if dice < 0.93 else _administrative(random, place)


def _party(random: Random, place: str, role: PartyRole, *, firm: bool) -> PartyEntry:
    name = names.company(random, place[:2]) if firm else names.person(random)
    kind = PartyKind.LEGAL if firm else PartyKind.NATURAL
    counsel = f"{names.person(random)}" if random.random() < 0.35 else ""
    return PartyEntry(
        role=role,
        name=f"{name}",
        kind=kind,
        address=f"江陵省{place}{random.randint(1, 400)}号",
        phone=f"000{random.randint(10_000_000, 99_999_999)}",
        counsel=counsel,
        firm="江陵明衡律师事务所" if counsel else "",
    )


def _civil(random: Random, place: str) -> FilingData:
    cause, claim, facts, _ = random.choices(_CIVIL, weights=[row[-1] for row in _CIVIL])[0]
    amount = Decimal(random.randint(8, 4000) * 100 + random.randint(0, 99))
    many = 11 if cause == "商品房预售合同纠纷" and random.random() < 0.25 else 1
    firm = cause in ("买卖合同纠纷", "物业服务合同纠纷")
    sued_firm = cause in ("追索劳动报酬纠纷", "商品房预售合同纠纷", "买卖合同纠纷")
    plaintiffs = [_party(random, place, PartyRole.PLAINTIFF, firm=firm) for _ in range(many)]
    defendant = _party(random, place, PartyRole.DEFENDANT, firm=sued_firm)
    money = cause != "离婚纠纷"
    return FilingData(
        kind=CaseKind.CIVIL_FIRST,
        cause=cause,
        parties=(*plaintiffs, defendant),
        claims=claim.format(amount=amount),
        facts=facts,
        amount=amount if money else None,
        clear=many == 1 and random.random() < 0.85,
        money_only=money,
        status_or_title=not money,
        missing_defendant=random.random() < 0.04,
        appraisal=cause == "机动车交通事故责任纠纷" and random.random() < 0.4,
    )


def _criminal(random: Random, place: str) -> FilingData:
    cause, facts, months = random.choice(_CRIMINAL)
    amount = random.randint(20, 900) * 100
    plea = random.random() < 0.8
    accused = _party(random, place, PartyRole.ACCUSED, firm=False)
    prosecution = PartyEntry(
        role=PartyRole.PROSECUTION, name=f"{place}人民检察院", kind=PartyKind.AUTHORITY
    )
    return FilingData(
        kind=CaseKind.CRIMINAL_FIRST,
        cause=cause,
        parties=(prosecution, accused),
        facts=facts.format(amount=amount),
        clear=plea,
        plea=plea,
        consent=plea and random.random() < 0.7,
        in_custody=random.random() < 0.4,
        months_expected=max(1, int(months * random.uniform(0.5, 1.8))),
    )


def _administrative(random: Random, place: str) -> FilingData:
    agency = PartyEntry(
        role=PartyRole.AGENCY, name=f"{place}市场监督管理局", kind=PartyKind.AUTHORITY
    )
    plaintiff = _party(random, place, PartyRole.PLAINTIFF, firm=random.random() < 0.3)
    cause = random.choice(_ADMINISTRATIVE[:2])
    return FilingData(
        kind=CaseKind.ADMINISTRATIVE_FIRST,
        cause=cause,
        parties=(plaintiff, agency),
        claims="撤销被告作出的行政行为",
        facts="原告不服被告作出的行政行为，经复议维持后起诉。",
        clear=random.random() < 0.5,
        information_case=cause == "政府信息公开",
    )


def appeal(random: Random, of: FilingData, former: int) -> FilingData:
    """Return the filing of an appeal in the court above."""
    kind = CaseKind(of.kind.value.replace("first", "second"))
    others = [party for party in of.parties if party.role is not PartyRole.PROSECUTION]
    if kind.area is Area.CRIMINAL:
        parties = tuple(_as(party, PartyRole.APPELLANT) for party in others)
    else:
        first = random.randrange(len(others))
        parties = tuple(
            _as(party, PartyRole.APPELLANT if n == first else PartyRole.APPELLEE)
            for n, party in enumerate(others)
        )
    if len({party.role for party in parties}) == 1 and kind.area is not Area.CRIMINAL:
        parties = (parties[0], *(_as(party, PartyRole.APPELLEE) for party in parties[1:]))
    return FilingData(
        kind=kind,
        cause=of.cause,
        parties=parties,
        claims="请求撤销原判，依法改判",
        facts="上诉人认为原判认定事实不清，适用法律错误。",
        amount=of.amount,
        origin=Origin.APPEAL,
        former=former,
    )


def _as(party: PartyEntry, role: PartyRole) -> PartyEntry:
    return PartyEntry(
        role=role,
        name=party.name,
        kind=party.kind,
        address=party.address,
        phone=party.phone,
        counsel=party.counsel,
        firm=party.firm,
    )


def disposition(data: FilingData, random: Random) -> Disposition:
    """Return an invented conclusion that fits the kind of case."""
    if data.kind.instance.value == "second":
        return random.choices((Disposition.UPHOLD, Disposition.CHANGE), weights=(85, 15))[0]
    if data.kind.area is Area.CRIMINAL:
        return Disposition.GUILTY
    if data.kind.area is Area.ADMINISTRATIVE:
        return random.choice((Disposition.DISMISS_CLAIM, Disposition.REVOKE))
    support = (Disposition.SUPPORT, Disposition.SUPPORT_IN_PART, Disposition.DISMISS_CLAIM)
    return random.choices(support, weights=(50, 35, 15))[0]


def draft(view: Any) -> DraftData:
    """Return an invented document of judgment."""
    return DraftData(
        facts=f"经审理查明：{view.data.facts}上述事实有当事人陈述、书证等证据证实。",
        reasoning="本院认为，双方争议的法律关系成立，当事人应当依法承担相应责任。",
        legal_basis="《中华人民共和国民事诉讼法》相关规定",
        result="一、依法支持的部分，义务人于本判决生效之日起十日内履行；\n二、驳回其他请求。",
    )
