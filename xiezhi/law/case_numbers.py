"""案号: reading, writing and issuing case numbers (法〔2015〕137号, 法〔2018〕335号)."""

import csv
import re
import unicodedata
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib import resources

from xiezhi.law.courts import is_court, provinces, special_trials
from xiezhi.law.finding import Finding
from xiezhi.law.sources import cite
from xiezhi.law.terms import Area, Post, Term

RULES = "法〔2015〕137号"
REVIEW = "刑核"
REVIEW_DIGITS = 8
"""刑核 numbers are random and this long (案号规定第10条)."""

_COURT = rf"最高法|[{provinces()}]\d{{0,4}}"
_SUFFIX = r"之[一二三四五六七八九十百]+"
_SHAPE = re.compile(rf"\((\d{{4}})\)({_COURT})([^\d()]+)(\d+)号({_SUFFIX})?", re.ASCII)
_OPEN, _CLOSE = "([{〔【〖「『", ")]}〕】〗」』"
_BRACKETS = str.maketrans(_OPEN + _CLOSE, "(" * len(_OPEN) + ")" * len(_CLOSE))


class CaseClass(Term):
    """案件类别: the class of a type code in the standard of case types."""

    JURISDICTION = "jurisdiction", "管辖案件"
    CRIMINAL = "criminal", "刑事案件"
    CIVIL = "civil", "民事案件"
    ADMINISTRATIVE = "administrative", "行政案件"
    COMPENSATION = "compensation", "国家赔偿与司法救助案件"
    INTERREGIONAL = "interregional", "区际司法协助案件"
    INTERNATIONAL = "international", "国际司法协助案件"
    SANCTION = "sanction", "司法制裁案件"
    PRESERVATION = "preservation", "非诉保全审查案件"
    ENFORCEMENT = "enforcement", "执行类案件"
    INSOLVENCY = "insolvency", "强制清算与破产案件"


@dataclass(frozen=True)
class TypeCode:
    """类型代字: one to three characters with the kinds of case it stands for."""

    code: str
    kind: CaseClass
    area: Area | None
    """None where the code itself does not tell the field of law."""
    names: tuple[str, ...]


class CaseNumberError(ValueError):
    """A text is no case number; `finding` says what stands in the way."""

    def __init__(self, finding: Finding) -> None:
        self.finding = finding
        super().__init__(str(finding))


@dataclass(frozen=True, order=True)
class CaseNumber:
    """案号: year of filing, court, special trial code, type code, serial, and the suffix 之一."""

    year: int
    court: str
    type_code: str
    serial: int
    special: str = ""
    suffix: str = ""

    def __str__(self) -> str:
        digits = f"{self.serial:0{REVIEW_DIGITS}d}" if self.type_code == REVIEW else self.serial
        place = f"{self.court}{self.special}{self.type_code}"
        return f"（{self.year}）{place}{digits}号{self.suffix}"

    @property
    def series(self) -> tuple[int, str, str, str]:
        """Year, court, special code and type code: what a serial is counted within."""
        return self.year, self.court, self.special, self.type_code

    @property
    def case(self) -> "CaseNumber":
        """The number of the case, without the suffix of one of its documents."""
        return replace(self, suffix="")

    @property
    def type(self) -> TypeCode:
        """What the type code stands for."""
        return type_codes()[self.type_code]


@cache
def type_codes() -> dict[str, TypeCode]:
    """Return every type code, longest first, so that 刑医解 is tried before 刑医 (N5)."""
    text = (resources.files("xiezhi.law") / "case_types.tsv").read_text(encoding="utf-8")
    found = [
        TypeCode(
            row["code"],
            CaseClass(row["class"]),
            Area(row["area"]) if row["area"] else None,
            tuple(row["name"].split("；")),
        )
        for row in csv.DictReader(text.splitlines(), delimiter="\t")
    ]
    found.sort(key=lambda code: -len(code.code))
    return {code.code: code for code in found}


def parse(text: str, known_courts: Collection[str] | None = None) -> CaseNumber:
    """Return the case number that `text` writes, in full-width or half-width forms.

    `known_courts` is the loaded table of court codes; without it only the structure is checked.
    Raises `CaseNumberError`.
    """
    match = _SHAPE.fullmatch(_normalised(text))
    if match is None:
        raise CaseNumberError(
            Finding(
                "E_CASENO_FORMAT",
                "“{text}”不是规范的案号。案号应写作“（年份）法院代字+类型代字+编号+号”，"
                "例如“（2026）粤0703民初1284号”。",
                cite(RULES, 2),
                given={"text": text},
            )
        )
    read = _read(match)
    if isinstance(read, Finding):
        raise CaseNumberError(read)
    if not is_court(read.court, known_courts):
        raise CaseNumberError(_unknown(match[0], "法院代字", read.court))
    return read


def find_all(text: str) -> list[CaseNumber]:
    """Return the case numbers that occur in a running text, in order, each once."""
    found: dict[CaseNumber, None] = {}
    for match in _SHAPE.finditer(_normalised(text)):
        read = _read(match)
        if isinstance(read, CaseNumber) and is_court(read.court):
            found[read] = None
    return list(found)


def _normalised(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).translate(_BRACKETS)


def _read(match: re.Match[str]) -> CaseNumber | Finding:
    year, court, letters, digits, suffix = match.groups(default="")
    special, type_code = _split(court, letters)
    if type_code not in type_codes():
        return _unknown(match[0], "类型代字", letters)
    if type_code == REVIEW and len(digits) != REVIEW_DIGITS:
        return Finding(
            "E_CASENO_REVIEW_SERIAL",
            "“{number}”是刑事复核案件，编号应为{digits}位随机数字。",
            cite(RULES, 10),
            given={"number": match[0], "digits": REVIEW_DIGITS},
        )
    return CaseNumber(int(year), court, type_code, int(digits), special, suffix)


def _split(court: str, letters: str) -> tuple[str, str]:
    for code in type_codes():
        special = letters.removesuffix(code)
        if special != letters and (not special or special in special_trials(court)):
            return special, code
    return "", letters


def _unknown(number: str, what: str, code: str) -> Finding:
    return Finding(
        "E_CASENO_UNKNOWN_CODE",
        "“{number}”中的{what}“{code}”不在代字表内。请核对，或由系统管理员载入最高人民法院公布的代字表。",
        cite(RULES, 3),
        given={"number": number, "what": what, "code": code},
    )


def check_issue(
    number: CaseNumber,
    *,
    issued: Collection[int],
    filed_on: date,
    by: Post,
    known_courts: Collection[str] | None = None,
) -> list[Finding]:
    """Return what stands in the way of giving a case this number.

    `issued` holds every serial ever given in the number's series, cancelled ones included: they
    are not used again, and the next one follows the highest (案号规定第3、10、14条).
    """
    found: list[Finding] = []
    if by is not Post.FILING_OFFICER:
        says = "案号由立案部门编制，请交立案人员办理。"
        found.append(Finding("E_CASENO_NOT_FILING", says, cite(RULES, 14)))
    if number.type_code not in type_codes():
        found.append(_unknown(str(number), "类型代字", number.type_code))
    if number.special and number.special not in special_trials(number.court):
        found.append(_unknown(str(number), "专门审判代字", number.special))
    if not is_court(number.court, known_courts):
        found.append(_unknown(str(number), "法院代字", number.court))
    if number.year != filed_on.year:
        says = "案号的年份应为收案的公历自然年（{year}）。"
        given = {"year": filed_on.year}
        found.append(Finding("E_CASENO_YEAR", says, cite(RULES, 3), given=given))
    return found + _check_serial(number, issued)


def _check_serial(number: CaseNumber, issued: Collection[int]) -> list[Finding]:
    if number.type_code == REVIEW:
        if not 0 <= number.serial < 10**REVIEW_DIGITS:
            says = "刑事复核案件的编号应为{digits}位随机数字。"
            given: dict[str, object] = {"digits": REVIEW_DIGITS}
            return [Finding("E_CASENO_REVIEW_SERIAL", says, cite(RULES, 10), given=given)]
        wanted = None
    else:
        wanted = max(issued, default=0) + 1
    if number.serial in issued:
        says = "编号{serial}已经用过，撤销的编号也不再使用。"
    elif wanted is not None and number.serial != wanted:
        says = "编号应按收案先后连续，下一个编号是{wanted}，不是{serial}。"
    else:
        return []
    given = {"serial": number.serial, "wanted": wanted}
    return [Finding("E_CASENO_DUP", says, cite(RULES, 10), given=given)]


def next_number(
    court: str,
    type_code: str,
    *,
    filed_on: date,
    issued: Collection[int],
    draw: Callable[[], int],
    special: str = "",
) -> CaseNumber:
    """Return the next number of a series: one above the highest of `issued`.

    For 刑核, `draw` is called for random serials of eight digits until one is free; it must be
    drawn uniformly from 0 to 99,999,999.
    """
    if type_code == REVIEW:
        serial = draw()
        while serial in issued:
            serial = draw()
    else:
        serial = max(issued, default=0) + 1
    return CaseNumber(filed_on.year, court, type_code, serial, special)
