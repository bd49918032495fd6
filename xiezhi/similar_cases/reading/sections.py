"""部分: where the parts of a judgment begin and end."""

import re

from xiezhi.similar_cases.reading.judgment import Section, SectionName

_FACTS = re.compile(
    r"^.{0,24}?(?:经?(?:公开)?(?:开庭)?审理查明|经?审查查明|再审查明|二审查明|本院查明|经庭审|另查明|查明[：，]"
    r"|查明事实|认定(?:的)?事实|认定如下事实|事实如下|对当事人.{0,20}事实认定)"
)
_OWN_FACTS = re.compile(
    r"^(?:经(?:公开|开庭|依法)*审理查明|本院.{0,16}(?:查明|认定事实)|经?再审查明|经?二审查明|综上.{0,10}查明|经查明)"
)
_REASONING = re.compile(
    r"^(?:综上，)?(?:.{0,12}，)?本院(?:经(?:再?审查|审理|审核|再审)?后?|再审|二审|审查)*认为"
)
_RESULT = re.compile(
    r"(?:判决|裁定|决定|协议)(?:结果)?如下(?:[：:。]|$)|(?:判决|裁定)[：:]$", re.MULTILINE
)
_TAIL = re.compile(
    r"^(?:如不服|如果?未按|如果不服|如对本|本(?:判决|裁定|决定|通知|调解书)书?(?:为终审|自|送达|立即|一经|作出|即|发生)|特此"
    r"|代理审判长|审 *判 *长|审 *判 *员|代 *理 *审 *判 *员|独任审判员)"
)


def split(text: str, parties: int, course: int, course_end: int) -> tuple[Section, ...]:
    """Return the sections of a text; the arguments are offsets of the first three boundaries."""
    result = _last(_RESULT, text, course)
    if result and result[0] < course_end:  # a short ruling tells and decides in one paragraph
        course_end = _sentence_start(text, course, result[0])
    reasoning_end = result[1] if result else len(text)
    tail = _line(_TAIL, text, reasoning_end, len(text))
    reasoning = _reasoning(text, course_end, result[0] if result else len(text))
    body_end = reasoning if reasoning is not None else (result[0] if result else tail or len(text))
    facts = _facts(text, course_end, body_end)
    end = len(text)
    starts = {
        SectionName.HEAD: 0,
        SectionName.PARTIES: parties,
        SectionName.COURSE: course,
        SectionName.CLAIMS: course_end,
        SectionName.FACTS: facts,
        SectionName.REASONING: reasoning,
        SectionName.RESULT: reasoning_end if result else None,
        SectionName.TAIL: tail,
    }
    known = [(name, start) for name, start in starts.items() if start is not None]
    ends = [start for _, start in known[1:]] + [end]
    return tuple(
        Section(name, start, stop)
        for (name, start), stop in zip(known, ends, strict=True)
        if stop > start
    )


def _sentence_start(text: str, start: int, end: int) -> int:
    return max(start, text.rfind("。", start, end) + 1)


def _last(pattern: re.Pattern[str], text: str, start: int) -> tuple[int, int] | None:
    matches = list(pattern.finditer(text, start))
    return matches[-1].span() if matches else None


def _line(pattern: re.Pattern[str], text: str, start: int, end: int) -> int | None:
    """The start of the first whole line that fits."""
    place = start
    while place < end:
        stop = text.find("\n", place, end)
        stop = end if stop < 0 else stop
        if pattern.match(text[place:stop]):
            return place
        place = stop + 1
    return None


def _reasoning(text: str, start: int, end: int) -> int | None:
    """The last 本院认为 that opens a line, else the last one at all."""
    place, found = start, None
    while (opened := _line(_REASONING, text, place, end)) is not None:
        found = opened
        stop = text.find("\n", opened, end)
        if stop < 0:
            break
        place = stop + 1
    if found is not None:
        return found
    last = text.rfind("本院认为", start, end)
    return last if last >= 0 else None


def _facts(text: str, start: int, end: int) -> int | None:
    own = _line(_OWN_FACTS, text, start, end)
    return own if own is not None else _line(_FACTS, text, start, end)
