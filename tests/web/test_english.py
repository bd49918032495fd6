"""The English interface: every word of the law, sentence of a rule and text of a page has it."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from datetime import date

import pytest
from django.utils.translation import override

import xiezhi.law
from tests.web import wording
from xiezhi.law.calendar import shipped
from xiezhi.law.catalogue import catalogues
from xiezhi.law.fields import asked
from xiezhi.law.finding import Finding
from xiezhi.law.powers import powers
from xiezhi.law.sources import cite
from xiezhi.law.terms import Post, Procedure, Term
from xiezhi.web.forms import form_fields
from xiezhi.web.said import parts_word, said, sentence
from xiezhi.web.words import act_word, label_word, listing, long_day, posts_word, word

for found in pkgutil.walk_packages(xiezhi.law.__path__, "xiezhi.law."):
    importlib.import_module(found.name)

LAW = (
    "law/rules", "law/time_limits", "law/fields.py", "law/case_numbers.py", "acts/examine.py",
    "efiles/access.py", "efiles/acts.py", "efiles/intake.py", "efiles/issue.py",
    "documents/reading.py", "people/acts.py", "people/known.py", "people/preferences.py",
    "people/sessions.py", "cases/acts", "assignment/acts.py", "supervision/acts",
    "intake/files.py", "archives/checks.py", "archives/acts.py",
)  # fmt: skip
"""Where sentences are made that screens show: findings, their parts, what parties are told."""

NOT_SAID = {
    "law/rules/supervision.py": "a pattern that is matched, not said",
    "law/time_limits/counting.py": "numerals; `said` writes them as figures",
    "law/time_limits/course.py": "names of texts, as they are cited",
    "law/time_limits/limits.py": "names of texts, as they are cited",
    "law/time_limits/terms.py": "names of texts, as they are cited",
    "law/case_numbers.py": "how case numbers are written",
    "efiles/intake.py": "the name of a file without one",
    "cases/acts/filing.py": "the title of a case, which is data",
    "cases/acts/judgment.py": "the number of a ruling, which is data",
}
"""Modules that also hold Chinese which no screen translates, with the reason."""
_DATA = re.compile(
    r"\\|[|+$]|^法.?〔|^.?诉解释$|^[零〇一二三四五六七八九十半之]+$|^\{0\}个\{1\}月$|^刑核$"
    r"|号\{3\}$|一案$|^等\{0\}人$|^未命名$"
)

OUTSIDE_GETTEXT = {
    "web/apps.py": "the name of the app, which no screen shows",
    "web/imports/views.py": "the columns that a file of filings must have",
    "web/said.py": "how the law writes lengths of time and joins words",
    "web/words.py": "how days are written in Chinese",
    "web/templatetags/xiezhi.py": "numerals",
}
EXEMPT = "web/dev/"
"""The samples of the components, which production does not serve."""


def terms(kind: type[Term] = Term) -> Iterator[type[Term]]:
    """Yield every kind of term of the law."""
    for one in kind.__subclasses__():
        if one.__module__.startswith("xiezhi.law"):
            yield one
        yield from terms(one)


def labels(data: type[object]) -> Iterator[str]:
    """Yield what the form of an act says, its rows included."""
    for part in asked(data):
        yield from filter(None, (part.label, part.hint))
        if part.rows is not None:
            yield from labels(part.rows)


def test_every_term_has_its_english() -> None:
    known = wording.english("term")
    missing = [f"{kind.__name__}.{one.name}" for kind in terms() for one in kind
               if one.label not in known]  # fmt: skip
    assert missing == []


def test_every_act_has_its_english() -> None:
    with override("en"):
        names = {act.code: act_word(act) for act in powers().values()}
    proper = re.compile(r"[A-Z][^\u4e00-\u9fff]{3,}")
    assert [code for code, name in names.items() if not proper.fullmatch(name)] == []


def test_every_field_of_every_act_has_its_english() -> None:
    known = wording.english("field")
    used = {text for act in powers().values() for text in labels(act.data)}
    assert sorted(used - known.keys()) == []
    assert len(used) > 150


def test_every_place_of_the_catalogues_and_every_holiday_has_its_english() -> None:
    places = {item.name for one in catalogues().values() for item in one.items}
    days = {name for year in shipped().years.values() for name in year.off.values()}
    with override("en"):
        left = sorted(name for name in places | days if wording.CHINESE.search(sentence(name)))
    assert left == []
    assert (len(places) > 50, len(days) > 5) == (True, True)


def test_every_sentence_of_the_law_has_its_english() -> None:
    known = {**wording.english("law"), **wording.english("term"), **wording.english("act")}
    known["裁判文书"] = wording.english(None)["裁判文书"]
    missing, count = [], 0
    for name, tree in wording.modules(*LAW):
        for line, text in wording.literals(tree, calls=frozenset({"cite", "ask"}), terms=False):
            count += 1
            if text not in known and not (name in NOT_SAID and _DATA.search(text)):
                missing.append(f"{name}:{line} {text}")
    assert missing == []
    assert count > 500


@pytest.mark.parametrize("name", sorted(NOT_SAID))
def test_each_exception_is_still_there(name: str) -> None:
    (_name, tree), = wording.modules(name)  # fmt: skip
    found = wording.literals(tree, calls=frozenset({"cite", "ask"}), terms=False)
    assert any(_DATA.search(text) for _line, text in found)


def outside() -> list[tuple[str, int, str]]:
    """Return every Chinese literal of the pages that gettext does not see."""
    calls = wording.GETTEXT | {"ask"}
    return [
        (name, line, text)
        for name, tree in wording.modules("web")
        if not name.startswith(EXEMPT)
        for line, text in wording.literals(tree, calls=calls, terms=True)
    ]


def test_no_chinese_stands_outside_gettext() -> None:
    assert [one for one in outside() if one[0] not in OUTSIDE_GETTEXT] == []


def test_each_page_exception_is_still_needed() -> None:
    assert {name for name, _line, _text in outside()} == set(OUTSIDE_GETTEXT)


def test_labels_that_pages_ask_for_have_their_english() -> None:
    known = wording.english("field")
    asked_ = [text for _name, tree in wording.modules("web") for text in wording.labelled(tree)]
    assert [text for text in asked_ if text not in known] == []
    assert len(asked_) > 10


SOURCE = cite("民诉法", 152)


class TestFindings:
    """A refusal is said in the language of the screen; its source stays as the law has it."""

    def test_chinese_is_said_as_the_law_has_it(self) -> None:
        finding = Finding("E", "{name}目前不在岗，不能分案", SOURCE, given={"name": "沈砚秋"})
        assert said(finding) == "沈砚秋目前不在岗，不能分案"

    def test_english_keeps_names_and_turns_terms(self) -> None:
        given = {"act": "随机分案", "who": "立案人员、庭长"}
        finding = Finding(
            "E", "“{act}”不在您现任职务的权责之内，可由{who}办理", SOURCE, given=given
        )
        with override("en"):
            assert said(finding) == (
                "“Draw by lot” is not among the powers of your posts. "
                "It is for: Filing officer, Head of division"
            )

    def test_a_sentence_that_was_filled_is_found_again(self) -> None:
        with override("en"):
            assert (
                sentence("沈砚秋目前不在岗，不能分案") == "沈砚秋 is away; no case can be assigned"
            )

    def test_every_template_is_found_again_once_it_is_filled(self) -> None:
        """No template takes the sentence of another for its own."""
        wrong = {}
        for text, english in wording.english("law").items():
            values = {name: f"<{n}>" for n, name in enumerate(re.findall(r"\{(\w+)\}", text))}
            if values and wording.CHINESE.search(text) and "}{" not in text:
                with override("en"):
                    found = sentence(_filled(text, values))
                if found != _filled(english, values):
                    wrong[text] = found
        assert wrong == {}

    def test_a_figure_that_follows_a_word_is_found(self) -> None:
        with override("en"):
            assert sentence("原告12人，达到10人") == "Plaintiff: 12 persons, which is 10 or more"

    def test_parts_of_a_sentence_are_turned_too(self) -> None:
        text = "本案标的额超过50000元，双方当事人没有约定适用，不能适用小额诉讼程序。"
        with override("en"):
            assert sentence(text) == (
                "Small claims procedure is not open: the amount is over 50000 yuan and the "
                "parties did not agree on it."
            )

    def test_levers_are_joined_in_english(self) -> None:
        with override("en"):
            assert sentence("如事实查清，并且撤回反诉，可以适用简易程序。") == (
                "Summary procedure is open if the facts are established, and the counterclaim "
                "is withdrawn."
            )

    def test_lengths_are_written_as_figures(self) -> None:
        with override("en"):
            assert (
                sentence("本院院长批准延长六个月")
                == "President of this court extended it by 6 months"
            )
            assert [sentence(one) for one in ("三十日", "十五日", "二年", "一个半月")] == [
                "30 days", "15 days", "2 years", "1 months and a half"
            ]  # fmt: skip

    @pytest.mark.parametrize(
        "text",
        ["周启明等十二人", "江陵债权人", "", "plain", "约定的还款日已过，被告未还", "长" * 9000],
    )
    def test_what_somebody_typed_stays(self, text: str) -> None:
        with override("en"):
            assert sentence(text) == text

    def test_in_chinese_nothing_is_turned(self) -> None:
        assert sentence("沈砚秋目前不在岗，不能分案") == "沈砚秋目前不在岗，不能分案"
        assert parts_word("民一庭　庭长") == "民一庭　庭长"


class TestWords:
    """Words of the law and the small change of a page: lists and days."""

    def test_terms_labels_and_posts(self) -> None:
        assert word(Post.PARTY) == "当事人"
        with override("en"):
            assert word(Post.PARTY) == "Party"
            assert label_word("标的额（元）") == "Amount in dispute (yuan)"
            assert posts_word("judge,clerk") == "Judge, Clerk"
            assert parts_word("民一庭　庭长、员额法官") == "民一庭　Head of division, Judge"

    def test_lists_and_days(self) -> None:
        day = date(2026, 3, 4)
        assert (listing(["甲", "乙"]), long_day(day)) == ("甲、乙", "2026 年 3 月 4 日")
        with override("en"):
            assert (listing(["A", "B"]), long_day(day)) == ("A, B", "4 March 2026")

    def test_a_form_speaks_english(self) -> None:
        with override("en"):
            field, other = form_fields(powers()["triage.confirm"].data)
        assert (field.label, other.label) == ("Procedure", "Why the suggestion is not followed")
        assert [one.label for one in field.options] == [_english(one) for one in Procedure]


def _english(term: Term) -> str:
    return wording.english("term")[term.label]


def _filled(template: str, values: dict[str, str]) -> str:
    return re.sub(r"\{(\w+)\}", lambda place: values[place[1]], template)
