"""案件要素: the facts of a case as its papers print them; values only, gathered by the caller."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from xiezhi.law.terms import CaseKind, PartyKind, PartyRole, Procedure, Volume


@dataclass(frozen=True)
class PaperParty:
    """当事人: as the head of a judgment introduces it; empty strings are left out or asked for."""

    role: PartyRole
    name: str
    kind: PartyKind = PartyKind.NATURAL
    about: str = ""
    """自然人: 性别、出生日期、民族、职业."""
    identity: str = ""
    """公民身份号码 or 统一社会信用代码."""
    address: str = ""
    representative: str = ""
    """法定代表人（负责人）: name and position."""
    counsel: tuple[str, ...] = ()
    """Agents or defenders, each with the firm: 「赵某，江苏某律师事务所律师」."""
    formerly: str = ""
    """原审诉讼地位 in a second instance: 「原审原告」."""

    @property
    def title(self) -> str:
        """The standing with the earlier one: 「上诉人（原审原告）」."""
        return f"{self.role.label}（{self.formerly}）" if self.formerly else self.role.label


@dataclass(frozen=True)
class Sitting:
    """开庭: one hearing; `present` are those who came, as the judgment names them."""

    at: datetime
    place: str = ""
    public: bool = True
    present: tuple[str, ...] = ()


@dataclass(frozen=True)
class BenchMember:
    """审判人员: a person with the title signed under: 审判长, 审判员, 人民陪审员."""

    title: str
    name: str


@dataclass(frozen=True)
class Conversion:
    """程序转换: from one procedure to another, why and by which article."""

    source: Procedure
    target: Procedure
    reason: str = ""
    basis: str = ""


@dataclass(frozen=True)
class Delivery:
    """送达: whom the papers go to, and how."""

    addressee: str
    documents: tuple[str, ...] = ()
    method: str = ""
    address: str = ""


@dataclass(frozen=True)
class Extension:
    """延长审限: how many days are asked for and why; `due_on` is the last day before it."""

    due_on: date
    days: int
    reason: str = ""
    basis: str = ""


@dataclass(frozen=True)
class ListedFile:
    """卷内文件: one line of a volume's list; pages count from `first`."""

    name: str
    pages: int
    first: int
    remark: str = ""


@dataclass(frozen=True)
class VolumeFacts:
    """卷宗: what its list and its remarks print."""

    volume: Volume
    files: tuple[ListedFile, ...] = ()
    remarks: str = ""
    compiled_by: str = ""
    checked_by: str = ""
    compiled_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class CasePaper:
    """案件要素: what is known of the case; a draft asks for what is empty and invents nothing."""

    court: str
    number: str
    kind: CaseKind
    procedure: Procedure
    cause: str
    parties: tuple[PaperParty, ...]
    bench: tuple[BenchMember, ...] = ()
    assistant: str = ""
    clerk: str = ""
    filed_on: date | None = None
    sittings: tuple[Sitting, ...] = ()
    claims: tuple[str, ...] = ()
    grounds: str = ""
    defences: tuple[tuple[str, str], ...] = ()
    evidence: str = ""
    found: str = ""
    """认定的事实; paragraphs are separated by line breaks, as in all long texts."""
    reasoning: str = ""
    basis: tuple[str, ...] = ()
    """Articles relied on, each in full: 「《中华人民共和国民法典》第六百七十五条」."""
    result: tuple[str, ...] = ()
    late_interest_basis: str = ""
    """The article under which interest doubles on late payment: 「第…条」."""
    fee: str = ""
    fee_due: Decimal | None = None
    fee_days: int | None = None
    answer_days: int | None = None
    appeal_days: int | None = None
    upper_court: str = ""
    signed_on: date | None = None
    # 刑事
    charge_document: str = ""
    charged_on: date | None = None
    # 行政
    agency_act: str = ""
    # 第二审
    original_court: str = ""
    original_number: str = ""
    original_found: str = ""
    original_result: tuple[str, ...] = ()
    # 各文书
    addressee: str = ""
    appear_at: datetime | None = None
    appear_place: str = ""
    conversion: Conversion | None = None
    delivery: Delivery | None = None
    extension: Extension | None = None
    volume: VolumeFacts | None = None

    def of(self, *roles: PartyRole) -> tuple[PaperParty, ...]:
        """Return the parties of these roles, in their order."""
        return tuple(party for party in self.parties if party.role in roles)
