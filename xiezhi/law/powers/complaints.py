"""对审判人员的反映: taken in, verified, read by who is not concerned; the source of F4 flags."""

from dataclasses import dataclass

from xiezhi.law.act import Act, Duty
from xiezhi.law.fields import ask
from xiezhi.law.powers.supervision import OFFICES, SINCE
from xiezhi.law.rules import complaints as rules
from xiezhi.law.rules.supervision import LADDER, about_sits
from xiezhi.law.sources import cite
from xiezhi.law.terms import Force, Post

_R30 = cite("法发〔2021〕30号")
INSPECTORS = frozenset({Post.INSPECTION, Post.TRIAL_MANAGEMENT})


@dataclass(frozen=True, kw_only=True)
class ComplaintData:
    """反映: of whom, by whom, with which clues; identity and clues are sealed."""

    about: int = ask("所反映的人员", "person")
    named: bool = ask("实名", default=False)
    complainant: str = ask("反映人", most=200, default="", sealed=True)
    of_delay: bool = ask("反映诉讼拖延", default=False)
    has_clues: bool = ask("附有具体线索", default=False)
    clues: str = ask("反映内容和线索", "long", most=20_000, default="", sealed=True)


@dataclass(frozen=True, kw_only=True)
class ComplaintChoice:
    """反映编号: which complaint."""

    complaint: int = ask("反映编号", "number", least=1)


@dataclass(frozen=True, kw_only=True)
class ComplaintFinding(ComplaintChoice):
    """核查结果: whether there is something in it."""

    found: bool = ask("发现可能存在违法审判行为或者违反审限管理规定", default=False)
    note: str = ask("核查情况", "long", most=20_000, least=4, sealed=True)


RECORD_COMPLAINT = Act(
    code="screening.record_complaint",
    name="登记对审判人员的反映",
    gloss="record a complaint about a judge",
    source=_R30,
    since=SINCE,
    force=Force.DUTY,
    holders=OFFICES,
    data=ComplaintData,
    rules=(
        about_sits,
        rules.recorded_by_another,
        rules.named_has_a_name,
        rules.clues_are_concrete,
    ),
    raises=(
        Duty("screening.verify_complaint", frozenset({Post.INSPECTION}), "complaints.verify_days"),
    ),
)

VERIFY_COMPLAINT = Act(
    code="screening.verify_complaint",
    name="登记反映核查结果",
    gloss="record what the verification of a complaint found",
    source=_R30,
    since=SINCE,
    force=Force.DUTY,
    holders=INSPECTORS,
    data=ComplaintFinding,
    rules=(
        rules.somebody_complained,
        rules.complaint_is_known,
        rules.not_verified_yet,
        rules.reader_is_not_concerned,
    ),
    raises=(
        Duty(
            "screening.verify_complaint",
            frozenset({Post.INSPECTION}),
            "complaints.verify_days",
            when=rules.another_to_verify,
        ),
    ),
)

READ_COMPLAINT = Act(
    code="screening.read_complaint",
    name="查阅反映内容",
    gloss="read who complained of what",
    source=_R30,
    since=SINCE,
    force=Force.VIEW,
    holders=INSPECTORS | frozenset(LADDER),
    data=ComplaintChoice,
    rules=(
        rules.somebody_complained,
        rules.complaint_is_known,
        rules.reader_is_not_concerned,
    ),
)
