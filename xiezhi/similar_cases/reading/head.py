"""首部: title, court, type of document and case number, and what follows from them."""

import re
from dataclasses import dataclass

from xiezhi.law import case_numbers
from xiezhi.law.terms import Area, Instance, Level
from xiezhi.similar_cases.reading.judgment import HistoricalNumber

HEAD_LINES_MAX = 60

_OPEN, _CLOSE = "（(〔［【\\[", "）)〕］】\\]"
_NUMBER = re.compile(
    rf"[{_OPEN}](?P<year>(?:19|20)\d{{2}})[{_CLOSE}](?P<body>[^\d，。；：\s年][^，。；：\s]{{0,24}}?)"
    rf"(?P<serial>\d+(?:[-－、之]\d+)*)号(?P<suffix>之[一二三四五六七八九十\d]+)?(?:[-－]\d+)?"
)
_MODERN = re.compile(
    r"(?P<court>最高法|[\u4e00-\u9fff]\d{2,4}|[\u4e00-\u9fff])(?P<type>[\u4e00-\u9fff]+)"
)
_TYPE_START = re.compile(r"[民刑行商知执经赔破]")
_COURT = re.compile(
    r"(?:中华人民共和国)?(?P<court>[\u4e00-\u9fffＸX×]{2,40}?(?:法院|生产建设兵团分院))"
)
_DOCUMENT = r"(?:判决书|裁定书|决定书|调解书|驳回申诉通知书|驳回申请通知书)"
_TYPE = re.compile(
    rf"(?P<area>刑事|民事|行政|执行|国家赔偿)?(?P<rest>附带民事)?(?P<kind>{_DOCUMENT})"
)
_AREAS = {"刑事": Area.CRIMINAL, "民事": Area.CIVIL, "行政": Area.ADMINISTRATIVE}


@dataclass(frozen=True)
class Head:
    """首部: what the lines before the parties say; None where they do not."""

    number: HistoricalNumber | None
    court: str
    document_type: str
    line: int
    """The place of the last line of the head among the lines."""


def read_head(lines: list[str], title: str) -> Head:
    """Return the head: the number that stands in a line of its own, and the court with it."""
    head = _until_parties(lines)
    squeezed = [line.replace(" ", "") for line in head]
    numbers = [(i, found) for i, line in enumerate(squeezed) if (found := _own_line(line))]
    courts = [(i, m["court"]) for i, line in enumerate(squeezed) if (m := _court_line(line))]
    kinds = [(i, m) for i, line in enumerate(squeezed) if (m := _type_line(line))]
    kind = kinds[-1][1] if kinds else _TYPE.search(title)
    place, number = numbers[-1] if numbers else (0, None)
    last = max([place, *(i for i, _ in courts), *(i for i, _ in kinds)], default=0)
    return Head(
        number=number,
        court=courts[-1][1] if courts else "",
        document_type="".join(part or "" for part in kind.groups()) if kind else "",
        line=last,
    )


def parse_number(text: str) -> HistoricalNumber | None:
    """Return the first case number of a text, of any time."""
    match = _NUMBER.search(text)
    if match is None:
        return None
    court, type_text = _modern(match[0]) or _split_body(match["body"])
    return HistoricalNumber(
        text=re.sub(f"[{_OPEN}]", "（", re.sub(f"[{_CLOSE}]", "）", match[0])),
        year=int(match["year"]),
        court=court,
        type_text=type_text,
        serial=match["serial"] + (match["suffix"] or ""),
    )


def area_of(document_type: str, number: HistoricalNumber) -> Area | None:
    """Return the field of law by the document, else by the number; None for enforcement etc."""
    for word, area in _AREAS.items():
        if document_type.startswith(word):
            return area
    kind = number.type_text
    if "执" in kind or "赔" in kind or document_type.startswith(("执行", "国家赔偿")):
        return None
    for signs, area in (("刑", Area.CRIMINAL), ("行", Area.ADMINISTRATIVE)):
        if signs in kind:
            return area
    return Area.CIVIL if re.search("[民商知经破清海]", kind) else None


def instance_of(number: HistoricalNumber, title: str, parties: str) -> Instance | None:
    """Return the instance by the type in the number, else by the title, else by the parties."""
    signs = (
        (Instance.RETRIAL, "[再提申监抗督]", "再审|审判监督|申诉"),
        (Instance.SECOND, "终", "二审|上诉"),
        (Instance.FIRST, "[初特破清]", "一审"),
    )
    for instance, in_number, _ in signs:
        if re.search(in_number, number.type_text):
            return instance
    for instance, _, in_title in signs:
        if re.search(in_title, title[-24:]):
            return instance
    if "再审申请人" in parties or "申诉人" in parties:
        return Instance.RETRIAL
    if "上诉人" in parties or "抗诉机关" in parties:
        return Instance.SECOND
    return Instance.FIRST if re.search("原告|公诉机关", parties) else None


def level_of(court: str) -> Level:
    """Return the level of a court by its name."""
    if court.startswith("最高"):
        return Level.SUPREME
    if "高级" in court or "生产建设兵团分院" in court:
        return Level.HIGH
    intermediate = "中级|知识产权法院|海事法院|金融法院|铁路运输中级"
    return Level.INTERMEDIATE if re.search(intermediate, court) else Level.BASIC


def _until_parties(lines: list[str]) -> list[str]:
    """The head ends where a line reads like a sentence about a party or the course of the case."""
    for i, line in enumerate(lines[:HEAD_LINES_MAX]):
        if _PARTY_LINE.match(line) and not _type_line(line.replace(" ", "")) and i > 0:
            return lines[:i]
    return lines[:HEAD_LINES_MAX]


_PARTY_LINE = re.compile(
    r"(?:原审?|一审|二审|再审|申请)*(?:公诉机关|抗诉机关|上诉人|被上诉人|原告|被告|再审人|申诉人|自诉人"
    r"|申请人|被申请人|附带民事诉讼|赔偿请求人|罪犯)(?!.{0,200}(?:案|书)$)"
)


def _own_line(line: str) -> HistoricalNumber | None:
    match = _NUMBER.match(line.removeprefix("案号").lstrip("：:"))
    if match is None or len(line) - len(match[0]) > 6:
        return None
    return parse_number(match[0])


def _court_line(line: str) -> re.Match[str] | None:
    match = _COURT.fullmatch(line)
    if match is None and (kind := _TYPE.search(line)):
        match = _COURT.fullmatch(line[: kind.start()])
    return match


def _type_line(line: str) -> re.Match[str] | None:
    match = _TYPE.search(line)
    if match is None or not (match.end() == len(line) or line[match.end()] == "（"):
        return None
    rest = line[: match.start()]
    return match if not rest or _COURT.fullmatch(rest) else None


def _modern(text: str) -> tuple[str, str] | None:
    try:
        number = case_numbers.parse(text)
    except case_numbers.CaseNumberError:
        return None
    return number.court, number.special + number.type_code


def _split_body(body: str) -> tuple[str, str]:
    if "字" not in body and (match := _MODERN.fullmatch(body)):
        return match["court"], match["type"]
    body = re.sub(r"字?[-－\d]*第?$", "", body)
    if re.match("[民刑行知执]", body):
        return "最高法", body
    match = _TYPE_START.search(body, 1)
    cut = match.start() if match else max(0, len(body) - 2)
    return body[:cut], body[cut:]
