"""指导性案例: the guiding cases of the Supreme People's Court, told and not printed in full.

They open with the number of the judgment in force; court, outcome and judges stand in the text.
"""

import re
from dataclasses import dataclass

from xiezhi.law.terms import Area, Instance
from xiezhi.similar_cases.reading import causes, head
from xiezhi.similar_cases.reading.citations import cited_articles
from xiezhi.similar_cases.reading.course import procedure_signed
from xiezhi.similar_cases.reading.judgment import (
    BenchMember,
    HistoricalNumber,
    Judgment,
    Missing,
    Section,
    SectionName,
    Unreadable,
)
from xiezhi.similar_cases.reading.numerals import amounts, dates

GUIDING_CASE = "指导性案例"
_TITLE = re.compile(r"指导(?:性)?案例\d+号[：:]")
_COURT = re.compile(r"([\u4e00-\u9fff]{2,30}?(?:人民法院|专门法院|海事法院|知识产权法院|金融法院))")
_JUDGES = re.compile(r"生效裁判审判人员[：:](?P<names>[^）\n]+)")
_REASONING = re.compile(
    r"^(?:法院生效(?:裁判|判决|裁定)|最高人民法院|.{2,20}法院再审)认为", re.MULTILINE
)
_LAWS = re.compile(r"^(?:《[^》]+》(?:第.{1,30}[条款项][、和]?)+(?:\n|$))+", re.MULTILINE)
_OTHER_WORDS = re.compile(r".*(?:不服|上诉|判决后|宣判后|提起|申请再审|[向由经，。；：])")


@dataclass(frozen=True)
class _Told:
    """What is known of the case before its details are read."""

    text: str
    title: str
    number: HistoricalNumber
    court: str
    outcome: str
    area: Area
    instance: Instance


def is_guiding(title: str) -> bool:
    """Return whether a title is that of a guiding case."""
    return bool(_TITLE.match(title))


def read_guiding(text: str, title: str) -> Judgment | Unreadable:
    """Read a guiding case; what lacks number, court, cause or the judges is unreadable."""
    lines = text.split("\n")
    number = next((n for line in lines[:12] if (n := head.parse_number(line[:60]))), None)
    if number is None:
        return Unreadable(Missing.NUMBER, title)
    decided = _decision(text, number)
    if decided is None:
        return Unreadable(Missing.COURT, title)
    area = head.area_of("", number)
    if area is None:
        return Unreadable(Missing.AREA, title)
    instance = head.instance_of(number, title, "")
    if instance is None:
        return Unreadable(Missing.INSTANCE, title)
    return _assemble(_Told(text, title, number, *decided, area, instance))


def _assemble(told: _Told) -> Judgment | Unreadable:
    text, title, area, outcome = told.text, told.title, told.area, told.outcome
    bare = _TITLE.sub("", title)
    if area is Area.CRIMINAL:
        found = causes.charges(outcome, "", "", bare)
    else:
        found = causes.civil_cause("", (), bare, (), area)
    if not found:
        return Unreadable(Missing.CAUSE, title)
    signed = _JUDGES.search(text)
    names = re.split("[、，]", signed["names"]) if signed else []
    bench = tuple(BenchMember("生效裁判审判人员", name.strip()) for name in names)
    used = procedure_signed(bench, area, told.instance)
    if used is None and area is Area.CRIMINAL:
        return Unreadable(Missing.PROCEDURE, title)
    days = dates(outcome)
    laws = _LAWS.search(text)
    return Judgment(
        text=text,
        title=title,
        number=told.number,
        court=told.court,
        level=head.level_of(told.court),
        document_type=GUIDING_CASE,
        area=area,
        instance=told.instance,
        causes=found,
        parties=(),
        counsel=(),
        procedure=used,
        bench=bench,
        articles=cited_articles(laws[0]) if laws else (),
        filed_on=None,
        heard_on=(),
        judged_on=days[-1] if days else None,
        outcome=(outcome,),
        amounts=amounts(outcome),
        sections=_sections(text, outcome, laws.end() if laws else 0),
    )


def _decision(text: str, number: HistoricalNumber) -> tuple[str, str] | None:
    """The court that gave the number, and the paragraph that tells the decisions."""
    serial = number.serial.lstrip("0")
    for line in reversed(text.split("\n")):
        for match in re.finditer(r"（\d{4}）[^，。；：\s]{2,30}?号", line.replace("(", "（")):
            other = head.parse_number(match[0])
            same = other and (other.year, other.type_text) == (number.year, number.type_text)
            courts = _COURT.findall(line[: match.start()])
            if other and same and other.serial.lstrip("0") == serial and courts:
                return _OTHER_WORDS.sub("", courts[-1]), line
    return None


def _sections(text: str, outcome: str, facts: int) -> tuple[Section, ...]:
    result = text.index(outcome)
    opened = _REASONING.search(text, result)
    reasoning = opened.start() if opened else len(text)
    parts = (
        Section(SectionName.HEAD, 0, facts),
        Section(SectionName.FACTS, facts, result),
        Section(SectionName.RESULT, result, reasoning),
        Section(SectionName.REASONING, reasoning, len(text)),
    )
    return tuple(part for part in parts if part.end > part.start)
