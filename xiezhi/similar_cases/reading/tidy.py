"""The text brought into paragraphs: white space, brackets and digits made uniform, no word lost."""

import re
import unicodedata

TEXT_CHARS_MAX = 2_000_000
TITLE_CHARS_MAX = 300
FLAT_CHARS_MIN = 300
FLAT_LINES_MAX = 3

_CHARS = str.maketrans(
    {
        "\r": None,
        "\x00": None,
        "\ufeff": None,
        "\u200b": None,
        "\u3000": " ",
        "\xa0": " ",
        "\t": " ",
    }
    | {"(": "（", ")": "）", "〈": "〈", "｡": "。"}
    | {chr(0xFF10 + i): str(i) for i in range(10)}
)
_OPENERS = (
    "经审理查明", "公诉机关指控", "公诉机关认为", "本院认为", "本院经审理查明", "一审法院认定",
    "如不服本判决", "本判决为终审判决", "本裁定为终审裁定", "审判长", "审判员", "代理审判员",
    "人民陪审员", "书记员", "公诉机关", "辩护人", "被告人[^，。]{2,12}，[男女]",
    "委托诉讼代理人", "委托代理人", "原告(?:[：（]|[^，。]{2,20}，[男女住])",
    "被告(?:[：（]|[^人，。]{2,20}，[男女住])",
)  # fmt: skip
_BREAK = re.compile(rf"(?<=[。；：）日])(?={'|'.join(_OPENERS)})")
_ONE_LINE_HEAD = re.compile(r"^(\S{2,40}院) (\S{2,20}书) ([（〔［]\S{6,40}号) ", re.MULTILINE)
_SENTENCE_GAP = re.compile(r"(?<=[。；]) +(?=\S)")
_SIGNATURE_GAP = re.compile(
    r" +(?=(?:代理审判长|审判长|代理审判员|审判员|人民陪审员|法官助理|书记员)\S"
    r"|[二一][〇○ＯOΟ九][^ ]{1,3}年)"
)
_HEAD = re.compile(
    r"^(?P<title>.{0,120}?(?:判决书|裁定书|决定书))??(?P<court>[\u4e00-\u9fff]{2,30}法院)"
    r"(?P<type>(?:刑事|民事|行政|执行)?(?:附带民事)?(?:判决书|裁定书|决定书))"
    r"(?P<number>（\d{4}）[^，。；：]{2,30}?号(?:之[一二三四五六七八九十]+)?)：?"
)


def tidy(text: str) -> str:
    """Return the text in paragraphs of one line each, without blank lines.

    A text without line breaks gets its paragraphs back from its blanks, or else from the words
    that open a paragraph in a judgment.
    """
    text = unicodedata.normalize("NFC", text[:TEXT_CHARS_MAX]).translate(_CHARS)
    text = re.sub(r" {3,}", "  ", text)  # before any pattern that looks past blanks
    if len(text) > FLAT_CHARS_MIN and text.strip().count("\n") < FLAT_LINES_MAX:
        text = _unflatten(text)
    text = _ONE_LINE_HEAD.sub(r"\1\n\2\n\3\n", text)
    text = _SIGNATURE_GAP.sub("\n", _SENTENCE_GAP.sub("\n", text))
    lines = (re.sub(r" {2,}", "  ", line.strip()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def _unflatten(text: str) -> str:
    text = re.sub(r"(?<![A-Za-z]) +(?=\S)", "\n", text.strip())
    if text.count("\n") >= FLAT_LINES_MAX:
        return text
    text = _HEAD.sub(lambda m: "".join(f"{part}\n" for part in m.groups("") if part), text)
    return _BREAK.sub("\n", text)
