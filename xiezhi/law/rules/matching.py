"""双向选择的匹配: ranks of both sides in, stable pairs out (延迟接受算法). Pure.

A pair is made only of two who rank each other. The result is the best stable one for the
assistants and clerks; it depends on the ranks alone, not on the order in which they came.
"""

from collections.abc import Iterator, Mapping, Sequence
from heapq import heappop, heappush

Ranks = Mapping[int, Sequence[int]]


def match(staff: Ranks, judges: Ranks, places: Mapping[int, int]) -> dict[int, int]:
    """Return each assistant or clerk who is paired, with the judge.

    `staff` and `judges` say whom each ranks, the most wanted first; `places` how many a judge
    takes, one where nothing is said.
    """
    wishes = {one: _mutual(one, ranked, judges) for one, ranked in staff.items()}
    taken: dict[int, list[tuple[int, int]]] = {}  # judge to (-place in the judge's ranks, person)
    free = sorted(wishes)
    while free:
        person = free.pop()
        judge = next(wishes[person], None)
        if judge is None:
            continue
        heappush(taken.setdefault(judge, []), (-judges[judge].index(person), person))
        if len(taken[judge]) > places.get(judge, 1):
            free.append(heappop(taken[judge])[1])
    return {person: judge for judge in sorted(taken) for _, person in sorted(taken[judge])}


def _mutual(person: int, ranked: Sequence[int], judges: Ranks) -> Iterator[int]:
    """Yield the judges whom a person ranks and who rank him or her, each once."""
    return (judge for judge in dict.fromkeys(ranked) if person in judges.get(judge, ()))


def blocking(
    pairs: Mapping[int, int], staff: Ranks, judges: Ranks, places: Mapping[int, int]
) -> list[tuple[int, int]]:
    """Return the pairs who would both rather have each other than what they got; none is stable."""
    has: dict[int, list[int]] = {}
    for person, judge in pairs.items():
        has.setdefault(judge, []).append(person)
    return [
        (person, judge)
        for person, ranked in staff.items()
        for judge in _mutual(person, ranked, judges)
        if judge != pairs.get(person)
        and (person not in pairs or ranked.index(judge) < ranked.index(pairs[person]))
        and _would_take(judge, person, has.get(judge, []), judges[judge], places.get(judge, 1))
    ]


def _would_take(
    judge: int, person: int, held: Sequence[int], ranked: Sequence[int], places: int
) -> bool:
    worse = any(ranked.index(person) < ranked.index(other) for other in held)
    return worse or len(held) < places
