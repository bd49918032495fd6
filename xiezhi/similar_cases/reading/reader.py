"""裁判文书的读取: one text in, one judgment or the reason why not out."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from xiezhi.law.terms import Area, Instance, Level
from xiezhi.similar_cases.reading import causes, course, guiding, head, parties, sections
from xiezhi.similar_cases.reading.citations import basis_of, cited_articles
from xiezhi.similar_cases.reading.judgment import (
    BenchMember,
    Cause,
    Judgment,
    Missing,
    ProcedureUsed,
    Section,
    SectionName,
    Unreadable,
)
from xiezhi.similar_cases.reading.numerals import amounts, dates
from xiezhi.similar_cases.reading.tidy import TITLE_CHARS_MAX, tidy

_DIGEST_TITLE = re.compile(r"^(?:\d{4}年)?(?:指导案例|检例第)|典型案例|十大|参阅案例|参考性案例")
_PROSECUTION_PAPERS = ("起诉书", "不起诉决定书", "检例")
_DIGEST = re.compile(
    r"[\[【（]?(?:裁判摘要|裁判要点|裁判要旨|法律要旨|要旨)|基本案情|简要案情|案情简介|参考性案例|关键词"
)
_COURSE_LINES_MAX = 6
_GARBLED_SHARE_MAX = 0.02


@dataclass(frozen=True)
class _Parts:
    """The text cut open: what every reader of a detail needs."""

    text: str
    title: str
    head: head.Head
    lines: list[str]
    people: parties.People
    area: Area
    instance: Instance
    sections: tuple[Section, ...]

    def get(self, name: SectionName) -> str:
        return "".join(self.text[s.start : s.end] for s in self.sections if s.name is name)


def read_judgment(text: str, hint: Mapping[str, str] | None = None) -> Judgment | Unreadable:
    """Read one published judgment.

    `hint` may carry the `title` under which it was published. What lacks number, court, cause and
    procedure (in a retrial: instance) is `Unreadable`, with the first thing that is missing.
    """
    tidied = tidy(text)
    lines = tidied.split("\n")
    title = tidy((hint or {}).get("title", "")[:TITLE_CHARS_MAX]).replace("\n", " ") or _title(
        lines
    )
    if reason := _not_a_judgment(tidied, title):
        return Unreadable(reason, title)
    if guiding.is_guiding(title):
        return guiding.read_guiding(tidied, title)
    read = _read(tidied, lines, title)
    if isinstance(read, Unreadable):
        return Unreadable(Missing.DIGEST, title) if _is_digest(tidied, title) else read
    # A case that is retold under its title carries no signatures.
    return (
        read if read.bench or not _DIGEST_TITLE.search(title) else Unreadable(Missing.DIGEST, title)
    )


def _read(tidied: str, lines: list[str], title: str) -> Judgment | Unreadable:
    found = head.read_head(lines, title)
    if found.number is None or not found.court:
        return Unreadable(Missing.COURT if found.number else Missing.NUMBER, title)
    area = head.area_of(found.document_type, found.number)
    if area is None:
        return Unreadable(Missing.AREA, title)
    people = parties.read_people(lines, found.line + 1, area)
    instance = head.instance_of(found.number, title, "\n".join(lines[people.start : people.end]))
    if instance is None:
        return Unreadable(Missing.INSTANCE, title)
    cut = _cut(lines, people)
    return _assemble(_Parts(tidied, title, found, lines, people, area, instance, cut))


def _assemble(parts: _Parts) -> Judgment | Unreadable:
    assert parts.head.number is not None
    told, tail = parts.get(SectionName.COURSE), parts.get(SectionName.TAIL)
    bench = course.read_bench(tail)
    found = _causes(parts)
    if not found:
        return Unreadable(Missing.CAUSE, parts.title)
    used = _procedure(parts, told, bench)
    if used is None and parts.instance is not Instance.RETRIAL:
        return Unreadable(Missing.PROCEDURE, parts.title)
    result = parts.get(SectionName.RESULT)
    signed = dates(_signature(tail))
    return Judgment(
        text=parts.text,
        title=parts.title,
        number=parts.head.number,
        court=parts.head.court,
        level=head.level_of(parts.head.court),
        document_type=parts.head.document_type or _document_type(parts),
        area=parts.area,
        instance=parts.instance,
        causes=found,
        parties=parts.people.parties,
        counsel=parts.people.counsel,
        procedure=used,
        bench=bench,
        articles=cited_articles(basis_of(parts.get(SectionName.REASONING))),
        filed_on=course.filed_on(told),
        heard_on=course.heard_on(told),
        judged_on=signed[0] if signed else None,
        outcome=tuple(line for line in result.split("\n") if line),
        amounts=amounts(result),
        sections=parts.sections,
    )


def _causes(parts: _Parts) -> tuple[Cause, ...]:
    told = parts.get(SectionName.COURSE)
    if parts.area is Area.CRIMINAL:
        return causes.charges(
            parts.get(SectionName.RESULT), parts.get(SectionName.REASONING), told, parts.title
        )
    names = [party.name for party in parts.people.parties] + parties.aliases(told)
    above = parts.lines[: parts.people.start]
    return causes.civil_cause(told, above, parts.title, names, parts.area)


def _procedure(parts: _Parts, told: str, bench: tuple[BenchMember, ...]) -> ProcedureUsed | None:
    assert parts.head.number is not None
    again = "初" in parts.head.number.type_text or head.level_of(parts.head.court) is Level.BASIC
    wider = told + parts.get(SectionName.CLAIMS)[:4000] + parts.get(SectionName.REASONING)[:1500]
    used = None
    for text in (told, wider):
        used = course.read_procedure(text, bench, parts.area, parts.instance, first_again=again)
        if used is not None and used.source != "signature":
            return used
    return used


def _cut(lines: list[str], people: parties.People) -> tuple[Section, ...]:
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    end = people.end
    for place in range(end, min(end + _COURSE_LINES_MAX, len(lines))):
        if "审理终结" in lines[place] or "审查终结" in lines[place]:
            end = place
            break
    return sections.split(
        "\n".join(lines), starts[people.start], starts[people.end], starts[end + 1]
    )


def _title(lines: list[str]) -> str:
    first = lines[0] if lines else ""
    return first if len(first) < 200 else ""


def _not_a_judgment(text: str, title: str) -> Missing | None:
    if not text:
        return Missing.EMPTY
    if text.count("\ufffd") > len(text) * _GARBLED_SHARE_MAX:
        return Missing.GARBLED
    return Missing.DIGEST if title.startswith(_PROSECUTION_PAPERS) else None


def _is_digest(text: str, title: str) -> bool:
    retold = "诉" in title and title.endswith("案")
    return retold or bool(_DIGEST_TITLE.search(title) or _DIGEST.search(text[:3000]))


def _document_type(parts: _Parts) -> str:
    kind = "裁定书" if "裁定如下" in parts.get(SectionName.REASONING)[-200:] else "判决书"
    return parts.area.label + kind


def _signature(tail: str) -> str:
    """The tail from the first signature on."""
    lines = tail.split("\n")
    for place, line in enumerate(lines):
        if re.match("代?理?审(?:判长|判员)", line.replace(" ", "")):
            return "\n".join(line.replace(" ", "") for line in lines[place:])
    return "\n".join(line.replace(" ", "") for line in lines if len(line) < 30)
