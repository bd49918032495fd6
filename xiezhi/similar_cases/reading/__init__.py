"""裁判文书的读取: text in, values out; pure functions without a database."""

from xiezhi.similar_cases.reading.guiding import GUIDING_CASE
from xiezhi.similar_cases.reading.judgment import Judgment, Missing, SectionName, Unreadable
from xiezhi.similar_cases.reading.reader import read_judgment

__all__ = ["GUIDING_CASE", "Judgment", "Missing", "SectionName", "Unreadable", "read_judgment"]
