"""审理经过: the procedure that was used, who sat, and the dates."""

import re
from datetime import date

from xiezhi.law.terms import Area, Instance, Procedure
from xiezhi.similar_cases.reading.judgment import BenchMember, ProcedureUsed
from xiezhi.similar_cases.reading.numerals import dates

_WISH = re.compile(
    r"(?:建议|同意|申请|要求|可以?|决定是否)[^，。；]{0,16}适用[^，。；]{0,12}程序[^，。；]{0,6}"
)
_UNFIT = re.compile(
    r"[^，。；]{0,24}(?:不宜|不应|不符合)[^，。；]{0,6}适用(?:简易|速裁)[^，。；]{0,10}|因案情复杂"
)
_CONVERTED = re.compile(r"(?:转为|转入|变更为|改用|改为|转换为|转适用)[^，。；]{0,10}普通程序")
_TO_SUMMARY = re.compile(r"(?:转为|转入|变更为|改用|改为|转换为)[^，。；]{0,10}简易程序")
_PANEL = re.compile(r"合议庭|人民陪审员[^，。]{0,10}组成")
_SINGLE = re.compile(r"独任|由审判员[^，。、；]{1,8}(?:担任|进行|一人)?(?:独任|审理|审判)")
_SIGNED = re.compile(
    r"(?P<role>代理审判长|审判长|代理审判员|助理审判员|审判员|人民陪审员|陪审员|法官助理|代理书记员|见习书记员|书记员)"
    r"(?:（[^）]{1,8}）|兼)?[：:]?"
)
_FILED = re.compile(
    r"于[^，。；]{6,14}日[^，。；]{0,10}(?:立案|受理|向本院(?:提起|提出|起诉)|诉至本院|移送)"
    r"|\d{4}年\d{1,2}月\d{1,2}日[^，。；]{0,12}(?:立案|受理)"
)
_HEARD = re.compile(
    r"于(?P<days>\d{4}年[^，。；案]{4,60}?)(?:在[^，。；]{0,20})?(?:依法)?(?:不?公开|进行了?|分别|两次)*(?:开庭|审理)"
)


def read_procedure(
    course: str,
    bench: tuple[BenchMember, ...],
    area: Area,
    instance: Instance,
    *,
    first_again: bool = False,
) -> ProcedureUsed | None:
    """Return the procedure that was used last; None where neither text nor signatures tell.

    `first_again`: a retrial by the procedure of first instance.
    """
    if instance is Instance.FIRST:
        return _first_instance(course, bench, area)
    source = _organisation(course, bench)
    if source is None:
        return None
    panel, how = source
    if instance is Instance.RETRIAL and (first_again or "一审程序" in course):
        return ProcedureUsed(_ordinary(single=not panel), how)
    return ProcedureUsed(Procedure.SECOND_PANEL if panel else Procedure.SECOND_SINGLE, how)


def procedure_signed(
    bench: tuple[BenchMember, ...], area: Area, instance: Instance
) -> ProcedureUsed | None:
    """Return the procedure that the signatures alone tell."""
    return read_procedure("", bench, area, instance)


def _first_instance(
    course: str, bench: tuple[BenchMember, ...], area: Area
) -> ProcedureUsed | None:
    unfit = bool(_UNFIT.search(course))
    text = _WISH.sub("", _UNFIT.sub("", course))
    organisation = _organisation(text, bench)
    panel = organisation is not None and organisation[0]
    if _CONVERTED.search(text) or (unfit and panel):
        single = not panel and area is not Area.CRIMINAL and organisation is not None
        return ProcedureUsed(_ordinary(single=single), "converted")
    if named := _named(text, panel=panel):
        return ProcedureUsed(named, "named")
    if organisation is None:
        return None
    procedure = Procedure.ORDINARY_PANEL if panel else Procedure.SUMMARY
    return ProcedureUsed(procedure, organisation[1])


def _named(text: str, *, panel: bool) -> Procedure | None:
    if "普通程序" in text:
        return _ordinary(single=bool(_SINGLE.search(text)) and not _PANEL.search(text))
    if "小额诉讼" in text:
        return Procedure.SMALL_CLAIMS
    if "速裁程序" in text and not _TO_SUMMARY.search(text):
        return Procedure.FAST_TRACK
    if "简易程序" in text or "简易审" in text:
        return Procedure.SUMMARY_PANEL if panel else Procedure.SUMMARY
    return None


def _ordinary(*, single: bool) -> Procedure:
    return Procedure.ORDINARY_SINGLE if single else Procedure.ORDINARY_PANEL


def _organisation(text: str, bench: tuple[BenchMember, ...]) -> tuple[bool, str] | None:
    """Whether a panel sat, and how that is known."""
    panels = [m.start() for m in _PANEL.finditer(text)]
    singles = [m.start() for m in _SINGLE.finditer(text)]
    if panels and (not singles or panels[-1] > singles[-1]):
        return True, "implied_panel"
    if singles:
        return False, "implied_single"
    judges = [m for m in bench if "书记员" not in m.role_text and m.role_text != "法官助理"]
    if len(judges) > 1 or any("审判长" in m.role_text for m in judges):
        return True, "signature"
    return (False, "signature") if judges else None


def read_bench(tail: str) -> tuple[BenchMember, ...]:
    """Return who signed, in the order of the signatures."""
    members: list[BenchMember] = []
    for line in tail.split("\n"):
        squeezed = line.replace(" ", "")
        places = list(_SIGNED.finditer(squeezed))
        if not places or places[0].start() != 0:
            continue
        ends = [place.start() for place in places[1:]] + [len(squeezed)]
        for place, end in zip(places, ends, strict=True):
            name = squeezed[place.end() : end].strip("、，。")
            name = re.split(r"[一二]?[一二三四五六七八九〇○\d]{3,4}年", name)[0]
            if 1 < len(name) <= 14 and not re.search("[，。；]", name):
                members.append(BenchMember(place["role"], name))
    return tuple(members)


def filed_on(course: str) -> date | None:
    """Return the day on which the court took the case, by the course."""
    for match in _FILED.finditer(course):
        if found := dates(match[0]):
            return found[-1]
    return None


def heard_on(course: str) -> tuple[date, ...]:
    """Return the days of hearing that the course names."""
    return tuple(day for match in _HEARD.finditer(course) for day in dates(match["days"]))
