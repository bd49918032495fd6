"""审限术语: fields, starts, approving authorities, grounds of exclusion, extension and restart."""

from dataclasses import dataclass

from xiezhi.law.sources import Citation, cite
from xiezhi.law.terms import COURT_LEADERS, TRIAL_BODY, Level, Post, Term

RULES_2000 = "法释〔2000〕29号"
RULES_2019 = "法释〔2019〕4号"


class Field(Term):
    """审限领域: the field whose rules on counting, exclusion and extension apply."""

    CIVIL = "civil", "民事"
    CRIMINAL = "criminal", "刑事"
    ADMINISTRATIVE = "administrative", "行政"
    ENFORCEMENT = "enforcement", "执行"
    COMPENSATION = "compensation", "国家赔偿"


class Start(Term):
    """起算: the event from which a limit runs; its day is not counted."""

    FILING = "filing", "立案"
    ACCEPTANCE = "acceptance", "受理"
    RETRIAL_FILING = "retrial_filing", "再审立案"
    RETRIAL_DECISION = "retrial_decision", "作出提审、再审决定"
    APPLICATION = "application", "收到申请"
    SUGGESTION = "suggestion", "收到再审检察建议"


class Authority(Term):
    """批准机关: who approves a step of extension."""

    COURT = "court", "本院"
    PRESIDENT = "president", "本院院长"
    PRESIDENT_OR_VICE = "president_or_vice", "本院院长或者副院长"
    UPPER_COURT = "upper_court", "上一级人民法院"
    HIGH_COURT = "high_court", "高级人民法院"
    HIGH_COURT_OR_ABOVE = (
        "high_court_or_above",
        "高级人民法院（其审理的案件为最高人民法院）",
    )
    SUPREME_COURT = "supreme_court", "最高人民法院"

    @property
    def own(self) -> bool:
        """Whether the deciding court itself approves."""
        return self in (Authority.COURT, Authority.PRESIDENT, Authority.PRESIDENT_OR_VICE)


@dataclass(frozen=True)
class Approver:
    """批准人: the post that decides, the level of its court, and whether it is the trial court."""

    post: Post
    level: Level
    own: bool = True

    def is_authority(self, authority: Authority, court: Level) -> bool:
        """Whether this approver is the authority for a case that a court of level `court` hears."""
        levels = list(Level)
        upper = levels[min(levels.index(court) + 1, len(levels) - 1)]
        if authority is Authority.UPPER_COURT:
            return not self.own and self.level is upper
        if authority is Authority.HIGH_COURT:
            return self.level is Level.HIGH and self.own == (court is Level.HIGH)
        if authority is Authority.HIGH_COURT_OR_ABOVE:
            wanted = Level.SUPREME if court is Level.HIGH else Level.HIGH
            return not self.own and self.level is wanted
        if authority is Authority.SUPREME_COURT:
            return self.level is Level.SUPREME
        return self.own and self.post in _OWN_POSTS[authority]


_OWN_POSTS = {
    Authority.COURT: COURT_LEADERS | TRIAL_BODY - {Post.JUROR} | {Post.ADJUDICATION_COMMITTEE},
    Authority.PRESIDENT: {Post.PRESIDENT},
    Authority.PRESIDENT_OR_VICE: {Post.PRESIDENT, Post.VICE_PRESIDENT},
}


class ExtensionGround(Term):
    """延长事由: what the text requires before a criminal limit may be extended upward."""

    DEATH_PENALTY = "death_penalty", "可能判处死刑的案件"
    INCIDENTAL_CIVIL = "incidental_civil", "附带民事诉讼的案件"
    ARTICLE_158 = "article_158", "有刑诉法第158条规定情形之一的案件"


class ExclusionGround(Term):
    """扣除审限事由: periods that do not count, each in the fields whose texts name it."""

    PUBLIC_NOTICE = "public_notice", "公告"
    APPRAISAL = "appraisal", "鉴定"
    SETTLEMENT = "settlement", "双方当事人和解"
    MEDIATION = "mediation", "调解"
    JURISDICTION_OBJECTION = "jurisdiction_objection", "管辖异议"
    JURISDICTION_DISPUTE = "jurisdiction_dispute", "管辖争议"
    AUDIT = "audit", "审计"
    VALUATION = "valuation", "评估"
    ASSET_CLEARING = "asset_clearing", "资产清理"
    SUSPENSION = "suspension", "中止"
    PSYCHIATRIC_APPRAISAL = "psychiatric_appraisal", "精神病鉴定"
    FILE_READING = "file_reading", "检察院阅卷"
    NEW_COUNSEL = "new_counsel", "另行委托辩护人"
    NEW_EVIDENCE = "new_evidence", "通知新证人、调取新证据、重新鉴定延期审理"
    COORDINATION = "coordination", "执行协调"
    STAY = "stay", "暂缓执行"
    AUCTION = "auction", "拍卖、变卖"

    def source(self, field: Field) -> Citation | None:
        """Return the text that excludes the period in a field, None where no text does."""
        return _GROUNDS[field].get(self)

    @property
    def cap(self) -> str:
        """The figure of the longest period it excludes, empty where the text sets none."""
        return f"exclusion.{self.value}" if self in _CAPPED else ""

    @classmethod
    def of(cls, field: Field) -> list["ExclusionGround"]:
        """Return the grounds that a field knows."""
        return list(_GROUNDS[field])


_CAPPED = (ExclusionGround.NEW_COUNSEL, ExclusionGround.NEW_EVIDENCE)
_G = ExclusionGround
_RULE_9 = cite(RULES_2000, 9)
_CIVIL_243, _ADMIN_50 = cite("民诉解释", 243), cite("行诉解释", 50)
_ACCOUNTS = dict.fromkeys((_G.AUDIT, _G.VALUATION, _G.ASSET_CLEARING), _RULE_9)
_GROUNDS: dict[Field, dict[ExclusionGround, Citation]] = {
    Field.CIVIL: {
        _G.PUBLIC_NOTICE: _CIVIL_243,
        _G.APPRAISAL: _CIVIL_243,
        _G.SETTLEMENT: _CIVIL_243,
        _G.JURISDICTION_OBJECTION: _CIVIL_243,
        _G.JURISDICTION_DISPUTE: _CIVIL_243,
        **_ACCOUNTS,
        _G.SUSPENSION: _RULE_9,
    },
    Field.ADMINISTRATIVE: {
        _G.PUBLIC_NOTICE: _ADMIN_50,
        _G.APPRAISAL: _ADMIN_50,
        _G.MEDIATION: _ADMIN_50,
        _G.JURISDICTION_OBJECTION: _ADMIN_50,
        _G.JURISDICTION_DISPUTE: _ADMIN_50,
        **_ACCOUNTS,
        _G.SUSPENSION: _ADMIN_50,
    },
    Field.CRIMINAL: {
        _G.PSYCHIATRIC_APPRAISAL: cite("刑诉解释", 211),
        _G.SUSPENSION: cite("刑诉法", 206),
        _G.FILE_READING: cite("刑诉解释", 396),
        _G.NEW_COUNSEL: _RULE_9,
        _G.NEW_EVIDENCE: _RULE_9,
    },
    Field.ENFORCEMENT: {
        _G.PUBLIC_NOTICE: _RULE_9,
        _G.APPRAISAL: _RULE_9,
        _G.JURISDICTION_DISPUTE: _RULE_9,
        _G.COORDINATION: _RULE_9,
        _G.STAY: _RULE_9,
        _G.SUSPENSION: _RULE_9,
        _G.AUCTION: cite("执行程序解释", 13),
    },
    Field.COMPENSATION: {},
}


class RestartGround(Term):
    """重新计算审限事由: after which a limit runs anew from the day of the event."""

    SUPPLEMENTARY_INVESTIGATION = "supplementary_investigation", "补充侦查完毕移送法院"
    JURISDICTION_CHANGED = "jurisdiction_changed", "改变管辖后的法院收到案件"
    REMAND = "remand", "发回重审的法院收到案件"
    COUNTER_PETITION = "counter_petition", "再审审查期间被申请人等提出再审申请"


class PostponementGround(Term):
    """延期开庭事由: why a civil hearing is postponed."""

    NAMED = "named", "法律列明的延期情形"
    FORCE_MAJEURE = "force_majeure", "不可抗力"
    ACCIDENT = "accident", "意外事件"
    OTHER = "other", "其他情形"
