"""The ratio simulator: agrees with queueing theory, finds the bottleneck, says how sure it is."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.marks import article
from xiezhi.law.terms import TeamRole
from xiezhi.teams.simulator import (
    ENOUGH,
    Staffing,
    Step,
    TooFewCases,
    calibrated,
    forecast,
    mean_wait,
    work_for,
)

POSTS = {TeamRole.JUDGE: 4, TeamRole.JUDGE_ASSISTANT: 4, TeamRole.CLERK: 2}
COURT = Staffing(POSTS, filed=600)


def closed(waits: dict[Step, float], count: int = 120) -> list[tuple[float, ...]]:
    """Return step times of five days each, and of some waiting on top where it is said."""
    random = Random(7)
    return [
        tuple(5 + random.random() + waits.get(step, 0) * random.expovariate(1) for step in Step)
        for _ in range(count)
    ]


class TestWaiting:
    @pytest.mark.parametrize(
        ("work", "servers", "arrivals", "wait"),
        [(0.5, 1, 1.0, 0.5), (0.9, 1, 1.0, 8.1), (1.0, 2, 1.0, 1 / 3), (2.0, 1, 1.0, float("inf"))],
    )
    def test_is_erlangs(self, work: float, servers: int, arrivals: float, wait: float) -> None:
        assert mean_wait(work, servers, arrivals) == pytest.approx(wait)

    @given(st.floats(0.01, 60), st.integers(1, 30), st.floats(0.05, 20))
    def test_work_is_found_from_it(self, wait: float, servers: int, arrivals: float) -> None:
        work = work_for(wait, servers, arrivals)
        assert mean_wait(work, servers, arrivals) == pytest.approx(wait, rel=0.01)

    def test_the_model_holds_the_times_that_were_seen(self) -> None:
        samples = closed({Step.SERVICE: 20})
        model = calibrated(samples, COURT)
        for place, step in enumerate(Step):
            seen = sum(days[place] for days in samples) / len(samples)
            least = sorted(days[place] for days in samples)[len(samples) // 10]
            assert model.waits[step] == pytest.approx(seen - least, abs=0.2)

    def test_without_assistants_judges_draft(self) -> None:
        alone = Staffing({**POSTS, TeamRole.JUDGE_ASSISTANT: 0}, 600)
        assert alone.role(Step.DRAFT) is TeamRole.JUDGE
        assert TeamRole.JUDGE_ASSISTANT not in alone.roles
        assert COURT.role(Step.DRAFT) is TeamRole.JUDGE_ASSISTANT


@article("法发〔2020〕26号", 6)
class TestWhichPostShortensWhichQueue:
    """……合理确定……人员配比"""

    @pytest.mark.parametrize(
        ("slow", "role"),
        [
            ({Step.SERVICE: 25}, TeamRole.CLERK),
            ({Step.HEARING: 25, Step.CLOSING: 25}, TeamRole.JUDGE),
            ({Step.DRAFT: 25}, TeamRole.JUDGE_ASSISTANT),
        ],
    )
    def test_the_role_of_the_slow_step_comes_first(
        self, slow: dict[Step, float], role: TeamRole
    ) -> None:
        found = forecast(closed(slow), COURT, replications=12, cases=300)
        best, *others = found.effects
        assert best.role is role
        assert set(slow) <= set(best.shortens)
        assert best.total.mean < -5
        for other in others:
            assert not set(slow) & set(other.shortens)

    def test_waiting_as_simulated_is_near_to_what_was_seen(self) -> None:
        found = forecast(closed({Step.SERVICE: 12}, 200), COURT, replications=30, cases=600)
        service = found.waits[Step.SERVICE]
        assert service.low < 12 < service.high
        assert found.queues[Step.SERVICE].mean == pytest.approx(service.mean * 600 / 365)

    def test_it_says_how_sure_it_is(self) -> None:
        found = forecast(closed({Step.SERVICE: 12}, 30), COURT, replications=12, cases=300)
        for span in (*found.waits.values(), *(one.total for one in found.effects)):
            assert span.low <= span.mean <= span.high
        assert found.waits[Step.SERVICE].low < found.waits[Step.SERVICE].high

    def test_the_same_seed_gives_the_same_another_another(self) -> None:
        samples = closed({Step.SERVICE: 12})
        runs = [forecast(samples, COURT, seed=seed, replications=5) for seed in (1, 1, 2)]
        assert runs[0] == runs[1]
        assert runs[0] != runs[2]

    def test_too_few_cases_tell_nothing(self) -> None:
        with pytest.raises(TooFewCases):
            forecast(closed({}, ENOUGH - 1), COURT)
        with pytest.raises(TooFewCases):
            forecast(closed({}), Staffing(POSTS, filed=0))
