"""读取文本: the text as detection sees it, as long as the original, commentary blanked out."""

import re
from dataclasses import dataclass
from functools import cached_property

TEXT_CHARS_MAX = 200_000
"""What lies behind is not read: a statement of claim or of facts is never longer."""

_WIDE = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF1A)}
_WIDE |= {code: code - 0xFEE0 for code in [*range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B)]}
_MARKS = {"，": ",", "；": ";", "：": ":", "（": "(", "）": ")", "％": "%", "　": " ", "\0": " "}
_SAME_LENGTH = str.maketrans(_WIDE | {ord(k): v for k, v in _MARKS.items()})
_ENTITY = re.compile(r"&[a-z]{2,8};")

_FACTS = r"(?:基本案情|简要案情|案情简介|案情回顾|案情|基本事实)"
_OTHER = (
    r"(?:原告诉讼请求|申请人请求|诉讼请求|裁判结果|处理结果|判决结果|法院裁判|法院判决|裁决结果"
    r"|诉讼过程|审理过程)"
)
_AFTERWARDS = (
    r"(?:典型意义|裁判要点|裁判要旨|案例要旨|裁判规则|适用解析|案例分析|案例评析|案例解读|评析|点评"
    r"|法官解读|法官提醒|法官说法|法官点评|法官寄语|专家点评|专家解读|法律分析|法理分析|案例意义"
    r"|指导意义|社会意义|关键词|相关法条|法条链接|法律链接|司法解释相关(?:法条|条文)|相关规定)"
)
_HEADING = re.compile(
    rf"^[ \t]*(?:[一二三四五六七八九十]、)?[【\[〔]?"
    rf"(?:(?P<facts>{_FACTS})|(?P<other>{_OTHER})|(?P<after>{_AFTERWARDS}))"
    rf"[】\]〕]?[ \t]*:?[ \t]*$",
    re.MULTILINE,
)
_CRIMINAL = re.compile(
    r"被告人|公诉机关|检察院(?:提起公诉|指控)|有期徒刑|犯[^,。;]{2,12}罪"
    r"|公安(?:局|机关)[^,。;]{0,6}(?:立案侦查|抓获)"
)


@dataclass(frozen=True)
class Reading:
    """读取结果: `plain` keeps every offset of `text`, so that a find can be quoted from it."""

    text: str
    plain: str
    cause: str

    @cached_property
    def criminal(self) -> bool:
        """Whether the case is a criminal one, by its cause or else by its words."""
        return self.cause.endswith("罪") or bool(_CRIMINAL.search(self.plain))

    def quote(self, start: int, end: int) -> str:
        """Return the words of the text itself between two offsets, without blanks at the ends."""
        return self.text[start:end].strip()


def read(cause: str, text: str, *, cut: bool = True) -> Reading:
    """Return the reading of a text; `cut` blanks out headings and comments of later hands.

    What was written after judgment (典型意义, 裁判要旨) is not there when a case is filed.
    """
    plain = text[:TEXT_CHARS_MAX].translate(_SAME_LENGTH)
    if "&" in plain:
        plain = _ENTITY.sub(lambda found: " " * len(found[0]), plain)
    if cut:
        plain = _blank(plain)
    return Reading(text, plain, cause)


def _blank(plain: str) -> str:
    headings = list(_HEADING.finditer(plain))
    if not headings:
        return plain
    kept = [" " * headings[0].start() if headings[0]["facts"] or headings[0]["after"]
            else plain[: headings[0].start()]]  # fmt: skip
    ends = [*(heading.start() for heading in headings[1:]), len(plain)]
    for heading, end in zip(headings, ends, strict=True):
        body = plain[heading.end() : end]
        later = heading["after"] is not None
        kept.append(" " * len(heading[0]))
        kept.append(" " * len(body) if later else body)
    return "".join(kept)
