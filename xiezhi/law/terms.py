"""术语: posts, case kinds, procedures, states and roles as enums with the field's Chinese terms.

The glossary is generated from this module; a new term starts here.
"""

from enum import StrEnum
from typing import Self


class Term(StrEnum):
    """术语: a value that is stored, with its Chinese term and its English one."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        """Make a member of its stored value and its Chinese term."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member

    @property
    def english(self) -> str:
        """The English term, from the member's name."""
        return self.name.replace("_", " ").lower()

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Return (value, Chinese term) pairs in the declared order."""
        return [(member.value, member.label) for member in cls]


class Level(Term):
    """法院层级: the four levels of court."""

    BASIC = "basic", "基层人民法院"
    INTERMEDIATE = "intermediate", "中级人民法院"
    HIGH = "high", "高级人民法院"
    SUPREME = "supreme", "最高人民法院"


class Area(Term):
    """审判领域: the field of law of a case."""

    CIVIL = "civil", "民事"
    CRIMINAL = "criminal", "刑事"
    ADMINISTRATIVE = "administrative", "行政"


class Instance(Term):
    """审级: the instance in which a case is heard."""

    FIRST = "first", "第一审"
    SECOND = "second", "第二审"
    RETRIAL = "retrial", "再审"


class CaseKind(Term):
    """案件类型: area and instance; the type code of the case number hangs on it."""

    CIVIL_FIRST = "civil_first", "民事第一审"
    CIVIL_SECOND = "civil_second", "民事第二审"
    CRIMINAL_FIRST = "criminal_first", "刑事第一审"
    CRIMINAL_SECOND = "criminal_second", "刑事第二审"
    ADMINISTRATIVE_FIRST = "administrative_first", "行政第一审"
    ADMINISTRATIVE_SECOND = "administrative_second", "行政第二审"

    @property
    def area(self) -> Area:
        """The field of law."""
        return Area(self.value.rsplit("_", 1)[0])

    @property
    def instance(self) -> Instance:
        """The instance."""
        return Instance(self.value.rsplit("_", 1)[1])

    @property
    def type_code(self) -> str:
        """类型代字: 民初, 刑终 … (法〔2015〕137号)."""
        return self.area.label[0] + {"first": "初", "second": "终"}[self.instance.value]


class Procedure(Term):
    """审理程序: the procedure a case is heard under, the form of organisation included."""

    ORDINARY_PANEL = "ordinary_panel", "普通程序（合议）"
    ORDINARY_SINGLE = "ordinary_single", "普通程序（独任）"
    SUMMARY = "summary", "简易程序"
    SUMMARY_PANEL = "summary_panel", "简易程序（合议）"
    SMALL_CLAIMS = "small_claims", "小额诉讼程序"
    FAST_TRACK = "fast_track", "速裁程序"
    SECOND_PANEL = "second_panel", "第二审程序（合议）"
    SECOND_SINGLE = "second_single", "第二审程序（独任）"

    @property
    def single(self) -> bool:
        """Whether one judge hears the case alone."""
        return self in (
            Procedure.ORDINARY_SINGLE,
            Procedure.SUMMARY,
            Procedure.SMALL_CLAIMS,
            Procedure.FAST_TRACK,
            Procedure.SECOND_SINGLE,
        )


class Origin(Term):
    """案件来源: how the case came to this court."""

    NEW = "new", "新收"
    APPEAL = "appeal", "上诉"
    PROTEST = "protest", "抗诉"
    REMAND = "remand", "发回重审"
    ORDERED_RETRIAL = "ordered_retrial", "指令再审"
    TRANSFER = "transfer", "移送管辖"
    HISTORY = "history", "历史案件导入"


class State(Term):
    """案件状态: the stage a case has reached; only acts move it."""

    RECEIVED = "received", "收案待审查"
    CORRECTING = "correcting", "补正"
    REGISTERED = "registered", "已立案"
    TRIAGED = "triaged", "已分流"
    POOLED = "pooled", "候选名单已封存"
    ASSIGNED = "assigned", "已分案"
    ON_TRIAL = "on_trial", "审理中"
    SUSPENDED = "suspended", "中止审理"
    DELIBERATING = "deliberating", "评议中"
    DECIDED = "decided", "已评议"
    SIGNING = "signing", "文书签署"
    ISSUED = "issued", "已签发"
    PRONOUNCED = "pronounced", "已宣判"
    CLOSED = "closed", "已结案"
    EFFECTIVE = "effective", "已生效"
    APPEALED = "appealed", "上诉移送"
    ARCHIVED = "archived", "已归档"
    REFUSED = "refused", "不予受理"


class Post(Term):
    """职务: what a person is towards a court or a case when acting."""

    PRESIDENT = "president", "院长"
    VICE_PRESIDENT = "vice_president", "副院长"
    AC_FULLTIME_MEMBER = "ac_fulltime_member", "审判委员会专职委员"
    AC_MEMBER = "ac_member", "审判委员会委员"
    DIVISION_HEAD = "division_head", "庭长"
    DEPUTY_DIVISION_HEAD = "deputy_division_head", "副庭长"
    TEAM_LEADER = "team_leader", "审判团队负责人"
    JUDGE = "judge", "员额法官"
    PRESIDING_JUDGE = "presiding_judge", "审判长"
    HANDLING_JUDGE = "handling_judge", "承办法官"
    PANEL_MEMBER = "panel_member", "合议庭成员"
    SOLE_JUDGE = "sole_judge", "独任法官"
    JUROR = "juror", "人民陪审员"
    JUDGE_ASSISTANT = "judge_assistant", "法官助理"
    CLERK = "clerk", "书记员"
    FILING_OFFICER = "filing_officer", "立案人员"
    TRIAL_MANAGEMENT = "trial_management", "审判管理办公室"
    INSPECTION = "inspection", "监察督察部门"
    PERSONNEL = "personnel", "政治部（人事）"
    ARCHIVIST = "archivist", "档案人员"
    AUDITOR = "auditor", "审计人员"
    ADMINISTRATOR = "administrator", "系统管理员"
    ADJUDICATION_COMMITTEE = "adjudication_committee", "审判委员会"
    UPPER_PRESIDENT = "upper_president", "上级人民法院院长"
    PARTY = "party", "当事人"
    COUNSEL = "counsel", "诉讼代理人（辩护人）"
    SELF = "self", "本人"
    PUBLIC = "public", "社会公众"
    SYSTEM = "system", "系统"


class PartyRole(Term):
    """诉讼地位: the standing of a party in a case."""

    PLAINTIFF = "plaintiff", "原告"
    DEFENDANT = "defendant", "被告"
    THIRD_PARTY = "third_party", "第三人"
    APPELLANT = "appellant", "上诉人"
    APPELLEE = "appellee", "被上诉人"
    PROSECUTION = "prosecution", "公诉机关"
    ACCUSED = "accused", "被告人"
    PRIVATE_PROSECUTOR = "private_prosecutor", "自诉人"
    INCIDENTAL_PLAINTIFF = "incidental_plaintiff", "附带民事诉讼原告人"
    AGENCY = "agency", "被告行政机关"


class PartyKind(Term):
    """当事人类型: what kind of subject a party is."""

    NATURAL = "natural", "自然人"
    LEGAL = "legal", "法人"
    ORGANISATION = "organisation", "非法人组织"
    AUTHORITY = "authority", "国家机关"


class FourType(Term):
    """四类案件: the sub-categories of 法发〔2021〕30号 and the cases treated like them."""

    F1A = "F1a", "涉及国家利益、社会公共利益"
    F1B = "F1b", "对事实认定或者法律适用存在较大争议"
    F1C = "F1c", "具有首案效应的新类型案件"
    F1D = "F1d", "具有普遍法律适用指导意义"
    F1E = "F1e", "涉及国家安全、外交、民族、宗教等敏感案件"
    F2A = "F2a", "当事人或者被害人人数众多，可能引发群体性事件"
    F2B = "F2b", "可能或者已经引发社会广泛关注，存在激化社会矛盾风险"
    F2C = "F2c", "具有示范效应、可能引发后续批量诉讼"
    F2D = "F2d", "可能对特定行业产业发展、特定群体利益、社会和谐稳定产生较大影响"
    F3A = "F3a", "与本院或者上级法院近三年类案生效裁判可能发生冲突"
    F3B = "F3b", "与本院正在审理的类案裁判结果可能发生冲突"
    F3C = "F3c", "本院近三年类案生效裁判存在重大法律适用分歧"
    F4A = "F4a", "当事人实名反映法官有违法审判行为且提供线索"
    F4B = "F4b", "当事人实名反映诉讼拖延且初步核实违反审限管理规定"
    F4C = "F4c", "巡查、评查、信访接待等发现法官可能存在违法审判行为"
    F4D = "F4d", "存在违反“三个规定”情形，可能影响司法公正"
    LIKE = "L*", "参照四类案件监督管理"


class FlagState(Term):
    """四类案件标识状态: how far a flag has come."""

    SUSPECTED = "suspected", "疑似"
    CONFIRMED = "confirmed", "已确认"
    REJECTED = "rejected", "已排除"
    WITHDRAWN = "withdrawn", "已撤销"
    CLOSED = "closed", "已办结"


class RuleState(Term):
    """识别规则状态: whether a rule of detection speaks, and if not, who silenced it."""

    ON = "on", "启用"
    OFF = "off", "停用"
    MUTED = "muted", "静默"


class FlagStage(Term):
    """识别阶段: when in its course a four-type case was told to be one."""

    FILING = "filing", "立案分案阶段"
    TRIAL = "trial", "审理阶段"
    AFTER = "after", "裁判后"


class MeasureKind(Term):
    """监督管理措施: what a leader may do about a four-type case (法发〔2021〕30号 第10条)."""

    ADJUST_ASSIGNMENT = "M1", "按权限调整分案"
    REQUIRE_REPORT = "M2", "要求报告案件进展和评议结果"
    REQUIRE_SEARCH = "M3", "要求提供类案裁判文书或者检索报告"
    READ_PAPERS = "M4", "审阅庭审提纲、审理报告"
    INSPECT = "M5", "调阅卷宗、旁听庭审"
    RECONSIDER = "M6", "要求合议庭复议并报告复议结果"
    REFER_TO_MEETING = "M7", "提交专业法官会议讨论"
    REFER_TO_COMMITTEE = "M8", "提交审判委员会讨论"
    REPORT_UPWARD = "M9", "报请上一级人民法院审理"
    OTHER = "M10", "其他与其职权相适应的必要措施"


class AlertKind(Term):
    """预警事由: what a leader is warned of."""

    UNCONFIRMED = "unconfirmed", "疑似四类案件逾期未确认"
    SHOULD_SUBMIT = "should_submit", "应当提交讨论而未提交"


class BoundKind(Term):
    """分案预警事由: which bound of assignment is passed."""

    CONCENTRATION = "concentration", "同一案由过度集中于一个审判组织"
    FEW_ORGANISATIONS = "few_organisations", "抽取所及的审判组织过少"
    DESIGNATION = "designation", "指定分案占比超过上限"


class LinkageState(Term):
    """关联状态: whether a case is heard with an earlier one of its series."""

    PROPOSED = "proposed", "建议一并办理"
    JOINED = "joined", "一并办理"
    SPLIT = "split", "分别办理"


class Force(Term):
    """规范效力: the law's force of an act."""

    POWER = "power", "有权"
    DUTY = "duty", "应当"
    VIEW = "view", "查阅"
    BAN = "ban", "不得"


class Volume(Term):
    """卷宗: the main file and the internal one."""

    MAIN = "main", "正卷"
    INTERNAL = "internal", "副卷"


class Seat(Term):
    """审判席位: the place a person holds in the trial of a case."""

    HANDLING = "handling", "承办法官"
    PRESIDING = "presiding", "审判长"
    MEMBER = "member", "合议庭其他成员"
    JUROR = "juror", "人民陪审员"
    ASSISTANT = "assistant", "法官助理"
    CLERK = "clerk", "书记员"


class TeamType(Term):
    """团队类型: what a trial team is for (法发〔2020〕26号 第6条)."""

    FAST_TRACK = "fast_track", "速裁快审团队"
    SPECIALISED = "specialised", "专业化审判团队"
    COMPLEX = "complex", "普通（繁案）审判团队"
    ENFORCEMENT = "enforcement", "执行团队"
    MIXED = "mixed", "综合审判团队"


class TeamRole(Term):
    """团队角色: in which post a person works in a team; the values are those of `Post`."""

    JUDGE = "judge", "员额法官"
    JUDGE_ASSISTANT = "judge_assistant", "法官助理"
    CLERK = "clerk", "书记员"


class Quarter(Term):
    """季度: a quarter of a year."""

    FIRST = "1", "第一季度"
    SECOND = "2", "第二季度"
    THIRD = "3", "第三季度"
    FOURTH = "4", "第四季度"


COURT_LEADERS = frozenset(
    {
        Post.PRESIDENT,
        Post.VICE_PRESIDENT,
        Post.AC_FULLTIME_MEMBER,
        Post.DIVISION_HEAD,
        Post.DEPUTY_DIVISION_HEAD,
    }
)
"""院庭长（含审判委员会专职委员）, 法发〔2020〕26号 第4条."""

TRIAL_BODY = frozenset(
    {Post.SOLE_JUDGE, Post.PRESIDING_JUDGE, Post.HANDLING_JUDGE, Post.PANEL_MEMBER, Post.JUROR}
)
"""审判组织成员: whoever sits in the case."""

JUDGES_ON_CASE = TRIAL_BODY - {Post.JUROR}
"""本案法官: the judges who sit in the case."""
