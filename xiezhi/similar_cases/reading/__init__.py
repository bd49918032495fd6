"""裁判文书的读取: text in, values out; pure functions without a database."""

from xiezhi.similar_cases.reading.judgment import Judgment, Missing, SectionName, Unreadable
from xiezhi.similar_cases.reading.reader import read_judgment

__all__ = ["Judgment", "Missing", "SectionName", "Unreadable", "read_judgment"]
