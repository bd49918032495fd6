"""Cases for the tests of papers: invented persons, invented facts."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from xiezhi.documents.case_paper import (
    BenchMember,
    CasePaper,
    Conversion,
    Delivery,
    Extension,
    ListedFile,
    PaperParty,
    Sitting,
    VolumeFacts,
)
from xiezhi.law.terms import CaseKind, PartyKind, PartyRole, Procedure, Volume

ZONE = ZoneInfo("Asia/Shanghai")
SITTING = Sitting(
    datetime(2026, 10, 15, 9, 30, tzinfo=ZONE),
    "第三法庭",
    present=("原告林砚秋及其委托诉讼代理人周闻", "被告青禾商贸有限公司的委托诉讼代理人方予"),
)
PLAINTIFF = PaperParty(
    PartyRole.PLAINTIFF,
    "林砚秋",
    about="女，1985年3月2日出生，汉族",
    address="江州市临河区柳巷8号",
    counsel=("周闻，江州明衡律师事务所律师",),
)
DEFENDANT = PaperParty(
    PartyRole.DEFENDANT,
    "青禾商贸有限公司",
    PartyKind.LEGAL,
    address="江州市临河区新港路12号",
    representative="何川，执行董事",
    counsel=("方予，江州至正律师事务所律师",),
)
CIVIL = CasePaper(
    court="江州市临河区人民法院",
    number="（2026）江0102民初1234号",
    kind=CaseKind.CIVIL_FIRST,
    procedure=Procedure.ORDINARY_PANEL,
    cause="民间借贷纠纷",
    parties=(PLAINTIFF, DEFENDANT),
    bench=(
        BenchMember("审判长", "沈维"),
        BenchMember("审判员", "罗一帆"),
        BenchMember("人民陪审员", "陶敏"),
    ),
    assistant="江晓",
    clerk="白露",
    filed_on=date(2026, 8, 20),
    sittings=(SITTING,),
    claims=("判令青禾商贸有限公司偿还借款本金500000元", "本案诉讼费用由青禾商贸有限公司负担"),
    grounds="2025年6月1日，双方签订借款合同，约定借款500000元，期限一年。到期后未还。",
    defences=(("青禾商贸有限公司", "对借款事实无异议，请求分期偿还"),),
    fee="案件受理费8800元，由青禾商贸有限公司负担。",
    fee_due=Decimal(8800),
    fee_days=7,
    answer_days=15,
    appeal_days=15,
    upper_court="江州市中级人民法院",
    addressee="青禾商贸有限公司",
    appear_at=datetime(2026, 10, 15, 9, 30, tzinfo=ZONE),
    appear_place="本院第三法庭",
    conversion=Conversion(
        Procedure.SUMMARY, Procedure.ORDINARY_PANEL, "本案案情复杂，不宜适用简易程序。"
    ),
    delivery=Delivery("青禾商贸有限公司", ("起诉状副本一份", "应诉通知书一份"), "直接送达"),
    extension=Extension(date(2027, 2, 20), 180, "需委托鉴定，鉴定意见尚未作出。"),
    volume=VolumeFacts(
        Volume.MAIN,
        (ListedFile("起诉状", 3, 1), ListedFile("受理案件通知书", 1, 4)),
        compiled_by="白露",
        checked_by="沈维",
        compiled_on=date(2026, 11, 24),
    ),
)
FINISHED = replace(
    CIVIL,
    evidence="林砚秋提交了借款合同、转账凭证，青禾商贸有限公司对其真实性无异议，本院予以确认。",
    found="2025年6月1日，林砚秋向青禾商贸有限公司转账500000元。",
    reasoning="双方之间的借款合同合法有效，青禾商贸有限公司应当按照约定返还借款。",
    basis=("《中华人民共和国民法典》第六百七十五条",),
    result=("青禾商贸有限公司于本判决生效之日起十日内偿还林砚秋借款本金500000元",),
    signed_on=date(2026, 11, 24),
)
CRIMINAL = replace(
    CIVIL,
    number="（2026）江0102刑初88号",
    kind=CaseKind.CRIMINAL_FIRST,
    cause="盗窃罪",
    parties=(
        PaperParty(PartyRole.PROSECUTION, "江州市临河区人民检察院", PartyKind.AUTHORITY),
        PaperParty(PartyRole.ACCUSED, "石某", about="男，1990年5月6日出生，汉族", address="江州市"),
    ),
    charge_document="江临检刑诉〔2026〕77号起诉书",
    charged_on=date(2026, 8, 19),
    appeal_days=10,
    defences=(),
    claims=(),
    grounds="",
)
SECOND = replace(
    FINISHED,
    court="江州市中级人民法院",
    number="（2026）江01民终567号",
    kind=CaseKind.CIVIL_SECOND,
    procedure=Procedure.SECOND_PANEL,
    parties=(
        replace(DEFENDANT, role=PartyRole.APPELLANT, formerly="原审被告"),
        replace(PLAINTIFF, role=PartyRole.APPELLEE, formerly="原审原告"),
    ),
    original_court="江州市临河区人民法院",
    original_number="（2026）江0102民初1234号",
    original_found="同意分期的约定不成立。",
    original_result=("偿还借款本金500000元",),
)
