"""Pages (页面): the list and the case page under eight clients; queries and memory beside them."""

from collections.abc import Iterator
from functools import partial

from django.contrib.auth.hashers import make_password
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks.intake import LOGIN, file_rows
from benchmarks.measure import Figure, percentile, timed
from benchmarks.web import CLIENTS, WORKERS, Call, Server, serving
from benchmarks.world import World
from tests.factories import make_account, make_bench
from xiezhi.cases.models import Case
from xiezhi.law.terms import Post

CASES, PERFORMED = 100_000, 1_000
PASSWORD = "the-benchmark-2026"  # noqa: S105 - lives as long as its database
MEMORY_GOAL = 300
PAGES = (
    ("list, all", "/cases", 100),
    ("list, open", "/cases?open=1", 100),
    ("list, one state", "/cases?state=assigned", 100),
    ("case", "/cases/{}", 150),
)


def figures(world: World, *, quick: bool) -> Iterator[Figure]:
    """Yield the 95th percentile of each page, then the memory of a worker."""
    bench = make_bench(judges=20)
    make_account(bench.people[Post.FILING_OFFICER], LOGIN)
    president = make_account(bench.people[Post.PRESIDENT], "president")
    president.password = make_password(PASSWORD)
    president.save(update_fields=["password"])
    own = file_rows(world, 200 if quick else PERFORMED)
    visited = list(Case.objects.values_list("id", flat=True))
    multiply((5_000 if quick else CASES) - own)
    world.analyze()
    print(f"  {Case.objects.count():,} cases: {own:,} by the gate, the others their copies"
          " (case, parties, seats, open duties; no log entries)")  # fmt: skip
    with serving(world) as server:
        head = server.sign_in(president.login, PASSWORD)
        for name, path, goal in PAGES:
            paths = [path.format(visited[n % len(visited)]) for n in range(80 if quick else 160)]
            yield _page(server, head, name, paths, goal)
        yield Figure(
            "memory of a web worker", server.megabytes(), "MB", "resident, after the pages",
            MEMORY_GOAL, up=False,
        )  # fmt: skip


def _page(server: Server, head: dict[str, str], name: str, paths: list[str], goal: float) -> Figure:
    calls = [Call(path, head=head) for path in paths]
    server.press(calls[:24])  # both workers know the statements by then
    bare = percentile([timed(1, partial(_select, n)).wall for n in range(300)], 0.95) * 1e3
    got = server.press(calls)
    alone = percentile([server.send(call).seconds for call in calls[:40]], 0.5) * 1e3
    return Figure(
        f"{name} p95",
        percentile(got.seconds, 0.95) * 1e3,
        "ms",
        f"bare select p95 {bare:.2f} ms",
        goal,
        up=False,
        note=f"{CLIENTS} clients, {WORKERS} workers, {got.good / got.wall:,.0f} pages/s,"
        f" p50 {percentile(got.seconds, 0.5) * 1e3:.0f}; one client alone {alone:.0f} ms;"
        f" {_queries(paths[0], head)}{got.said}",
    )


def _select(number: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select title from cases_case where id = %s::bigint", [number])
        cursor.fetchone()


def _queries(path: str, head: dict[str, str]) -> str:
    """Return how many statements a page takes, and the slowest; asked in this process."""
    client = Client()
    client.get(path, headers={"cookie": head["Cookie"], "host": "127.0.0.1"})
    with CaptureQueriesContext(connection) as asked:
        client.get(path, headers={"cookie": head["Cookie"], "host": "127.0.0.1"})
    slowest = max((float(one["time"]) for one in asked.captured_queries), default=0.0)
    return f"{len(asked)} queries, slowest {slowest * 1e3:.0f} ms"


def multiply(more: int) -> None:
    """Add copies of the cases that went through the gate, filed over the year before them."""
    with connection.cursor() as cursor:
        cursor.execute(_TWINS, [more])
        for table, key, values in _COPIED:
            columns = _columns(table, {"id", key, *values})
            names = ", ".join([key, *values, *columns])
            given = ", ".join(["w.new", *values.values(), *(f"o.{one}" for one in columns)])
            cursor.execute(
                f"insert into {table} ({names}) select {given}"  # noqa: S608 - names of tables
                f" from {table} o join twins w on w.old = o.{key}"
            )


def _columns(table: str, without: set[str]) -> list[str]:
    with connection.cursor() as cursor:
        found = connection.introspection.get_table_description(cursor, table)
    return [one.name for one in found if one.name not in without]


_TWINS = """
create temp table twins as
select c.id as old, nextval('subject_id') as new
  from cases_case c, generate_series(1, 1000) limit %s::int
"""
_COPIED: tuple[tuple[str, str, dict[str, str]], ...] = (
    (
        "cases_case",
        "id",
        {
            "number": "'（副本）' || w.new",
            "fingerprint": "null",
            "seq": "0",
            "head": "decode(repeat('00', 32), 'hex')",
            "filed_on": "o.filed_on - (w.new % 365)::int",
            # Two of three were closed long ago, as in a court that has run for a year.
            "closed_on": "case when w.new % 3 > 0 then o.filed_on end",
            "state": "case when w.new % 3 > 0 then 'archived' else o.state end",
        },
    ),
    ("cases_party", "case_id", {}),
    ("cases_sitting", "case_id", {}),
    ("acts_prompt", "subject", {}),
)
