"""The house: what `checks` finds in the code, and that it would find a breach."""

from pathlib import Path

import pytest

from tests.house.checks import breaches, breaches_of
from xiezhi.config import env

PACKAGE = env.ROOT / "xiezhi"


def test_the_code_keeps_the_rules_of_the_house():
    found = breaches(PACKAGE)
    assert not found, "\n".join(map(str, found))


class TestEachBreachIsFound:
    @pytest.mark.parametrize(
        ("path", "source", "says"),
        [
            ("cases/queries.py", "case.save()", "writes rows"),
            ("cases/queries.py", "Case.objects.create(a=1)", "writes rows"),
            ("cases/queries.py", "Case.objects.filter(a=1).update(b=2)", "writes rows"),
            ("cases/queries.py", "Case.objects.filter(a=1).delete()", "writes rows"),
            ("web/cases/views.py", "Case.objects.bulk_create(rows)", "writes rows"),
            ("cases/models.py", "cursor.execute('  INSERT into t values (1)')", "writes rows"),
            ("cases/models.py", "cursor.execute(f'delete from {t}')", "writes rows"),
            ("cases/acts.py", "@effect(A)\ndef a(write, c):\n    c.save()", "writes rows"),
            ("cases/acts.py", "def a(write, c):\n    write.new(c)", "no @effect"),
            ("cases/acts/filing.py", "def a(write, c):\n    write.new(c)", "no @effect"),
            ("cases/acts/filing.py", "@effect(A)\ndef a(write, c):\n    c.save()", "writes rows"),
            ("people/queries.py", "Session.objects.create(a=1)", "writes rows"),
            ("cases/acts.py", "def _all(rows):\n    Row.objects.bulk_create(rows)", "writes rows"),
            ("cases/queries.py", "def a(write):\n    write.new(1)", "no @effect"),
            ("law/rules/triage.py", "from django.db import models", "standard library only"),
            ("law/rules/triage.py", "import xiezhi.ledger.models", "standard library only"),
            ("law/rules/triage.py", "today = date.today()", "reads a clock"),
            ("cases/queries.py", "now = timezone.now()", "reads a clock"),
            ("cases/queries.py", "\n" * 401, "400 at most"),
            ("web/a.py", "def f():\n" + "    a = 1\n" * 41, "40 at most"),
        ],
    )
    def test_it_is_named(self, path: str, source: str, says: str):
        assert says in "".join(map(str, breaches_of(Path(path), source)))


class TestWhatIsAllowed:
    @pytest.mark.parametrize(
        ("path", "source"),
        [
            ("cases/acts.py", "@effect(A)\ndef a(write, c):\n    write.new(c)"),
            ("cases/acts.py", "def _part(write, c):\n    write.change(c, a=1)"),
            ("acts/write.py", "model.objects.bulk_create(rows)"),
            ("ledger/append.py", "cursor.execute('insert into entry values (1)')"),
            ("people/sessions.py", "Session.objects.create(a=1)"),
            (
                "cases/acts/filing.py",
                (
                    "@effect(A)\ndef a(write, c):\n    write.batch('n', c, _all)\n"
                    "def _all(rows):\n    _one(rows)\n"
                    "def _one(rows):\n    Row.objects.bulk_create(rows)"
                ),
            ),
            ("triage/jobs.py", "Case.objects.filter(a=1).update(b=2)"),
            ("cases/queries.py", "digest.update(b'x'); known.update({'a': 1})"),
            ("efiles/ports.py", "image.save(buffer, 'PNG')"),
            ("cases/queries.py", "cursor.execute('select 1')"),
            ("web/views.py", "at = timezone.now()"),
            ("law/rules/triage.py", "from xiezhi.law.terms import Post\nimport datetime"),
        ],
    )
    def test_it_passes(self, path: str, source: str):
        assert not list(breaches_of(Path(path), source))
