"""不在清单之内的条文: articles of 法发〔2020〕26号 with no act yet, each with the reason.

`xiezhi law` prints them beside the others; an article with an act must not stand here.
"""

from xiezhi.law.terms import Term


class Outside(Term):
    """缘由: why an article has no act on the list."""

    PRINCIPLE = "principle", "原则和组织要求，不是平台上的行为"
    LATER = "later", "属于后续版本：平台保存其所需留痕，行为尚未列入清单"
    ELSEWHERE = "elsewhere", "由其他机关或者其他系统办理"


OUTSIDE: dict[int, Outside] = {
    1: Outside.PRINCIPLE,
    2: Outside.PRINCIPLE,
    3: Outside.PRINCIPLE,
    10: Outside.LATER,
    12: Outside.LATER,
    13: Outside.LATER,
    14: Outside.LATER,
    15: Outside.ELSEWHERE,
    16: Outside.LATER,
    17: Outside.LATER,
    18: Outside.LATER,
    19: Outside.LATER,
    20: Outside.LATER,
    21: Outside.ELSEWHERE,
    22: Outside.ELSEWHERE,
    23: Outside.LATER,
    24: Outside.LATER,
    25: Outside.LATER,
    27: Outside.LATER,
}
