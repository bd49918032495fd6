"""类案检索: a search that is done for a case is kept with what it found."""

from dataclasses import dataclass
from datetime import date

from xiezhi.law.act import Act
from xiezhi.law.fields import ask
from xiezhi.law.sources import cite
from xiezhi.law.terms import Force, Post

SINCE = date(2020, 8, 4)


@dataclass(frozen=True, kw_only=True)
class SearchRecord:
    """检索记录: what was asked, which judgments were found, what the judge says of them."""

    query: str = ask("检索内容", "long", most=20_000, least=2)
    found: tuple[int, ...] = ask("检索所得", "persons", default=())
    note: str = ask("检索说明", "long", most=5000, default="")


SEARCH = Act(
    code="similar.record_search",
    name="登记类案检索",
    gloss="record a search for similar cases",
    source=cite("法发〔2020〕24号", 2),
    also=(cite("法发〔2020〕26号", 9),),
    since=SINCE,
    force=Force.DUTY,
    holders=frozenset(
        {
            Post.HANDLING_JUDGE,
            Post.SOLE_JUDGE,
            Post.PRESIDING_JUDGE,
            Post.PANEL_MEMBER,
            Post.JUDGE_ASSISTANT,
        }
    ),
    data=SearchRecord,
)
