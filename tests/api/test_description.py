"""The OpenAPI document holds: whatever is sent, each operation answers as it says, never 5xx.

What is sent is generated from the document, some of it fitting and some not, for subjects that
exist and for others, by people of several posts.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any
from zlib import crc32

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.api.test_acts import token
from tests.factories import a_filing, drawn, filed, make_bench, make_person
from xiezhi.config.wsgi import application
from xiezhi.law.terms import Post
from xiezhi.ledger.models import Entry

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

EXAMPLES = {GenerationMode.POSITIVE: 4, GenerationMode.NEGATIVE: 2}
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]


@dataclass
class World:
    """试验的法院: subjects that exist, who calls, and what was answered."""

    subjects: dict[str, list[int]]
    tokens: list[str]
    answered: Counter[int] = field(default_factory=Counter)
    reached: set[str] = field(default_factory=set)
    wrong: list[str] = field(default_factory=list)

    def send(self, case: Any, caller: str, place: int, *, real: bool) -> None:
        """Send a generated call and note what is not as the document says."""
        kind = case.path.split("/")[2]
        if real and kind in self.subjects:
            known = self.subjects[kind]
            case.path_parameters = {
                name: known[place % len(known)] for name in case.path_parameters
            }
        if real and kind == "bulk" and isinstance(case.body, dict):
            case.body = {**case.body, "subjects": self.subjects["cases"]}
        answer = case.call(headers={"Authorization": f"Bearer {caller}"})
        self.answered[answer.status_code] += 1
        self.reached.add(case.operation.label)
        try:
            case.validate_response(answer, checks=CHECKS)
        except FailureGroup as failures:
            said = "; ".join(str(one).split("\n")[0] for one in failures.exceptions)
            self.wrong.append(f"{case.operation.label}: {said}\n{case.as_curl_command()}")


@pytest.fixture
def world() -> World:
    """A court with a case in each of its first states."""
    bench = make_bench()
    cases = [drawn(bench), filed(bench, a_filing())]
    subjects = {
        "cases": [one.id for one in cases],
        "courts": [bench.court.id],
        "persons": [make_person(bench.court).id],
        "entries": list(Entry.objects.values_list("id", flat=True)[:5]),
    }
    posts = (Post.FILING_OFFICER, Post.PRESIDENT, Post.DIVISION_HEAD, Post.CLERK)
    people = [cases[0].judge, *(bench.people[post] for post in posts), make_person(None)]
    return World(subjects, [token(one) for one in people])


def test_every_operation_answers_as_the_document_says(world: World) -> None:
    schema = schemathesis.openapi.from_wsgi("/api/openapi.json", application)
    operations = [found.ok() for found in schema.get_all_operations()]
    for operation in operations:
        for mode, examples in EXAMPLES.items():
            if mode is GenerationMode.NEGATIVE and not _asks(operation):
                continue  # nothing can be wrong with it
            _try(world, operation, mode, examples)
    assert not world.wrong, "\n\n".join(world.wrong[:20])
    assert world.reached == {one.label for one in operations}
    assert {200, 403, 404, 409, 422} <= set(world.answered), world.answered


def _asks(operation: Any) -> bool:
    """Return whether an operation takes anything."""
    return bool(list(operation.iter_parameters()) or list(operation.body))


def _try(world: World, operation: Any, mode: GenerationMode, examples: int) -> None:
    @seed(crc32(operation.label.encode()))
    @settings(
        max_examples=examples, phases=[Phase.generate], database=None, deadline=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(
        case=operation.as_strategy(generation_mode=mode),
        caller=st.sampled_from(world.tokens),
        place=st.integers(0, 9),
        real=st.booleans(),
    )
    def send(case: Any, caller: str, place: int, *, real: bool) -> None:
        world.send(case, caller, place, real=real)

    send()
