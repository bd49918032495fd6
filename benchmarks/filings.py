"""Filing over HTTP (接口收案): one call a filing, eight clients, two workers on the same cores."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from benchmarks.cases import received
from benchmarks.measure import Figure
from benchmarks.web import CLIENTS, WORKERS, Call, Pressed, Server, post, serving
from benchmarks.world import World
from tests.factories import Bench, make_account, make_bench
from xiezhi.law.terms import Post
from xiezhi.people.models import Token

GOAL = 50
TOKEN = "a-token-of-the-benchmark"  # noqa: S105 - lives as long as its database


def figures(world: World, *, quick: bool) -> Iterator[Figure]:
    """Yield filings received a second, then cases registered a second."""
    count = 100 if quick else 600
    bench = make_bench()
    _token(bench)
    path = f"/api/courts/{bench.court.id}/acts/filing.receive"
    receive = [post(path, _filing(number), TOKEN) for number in range(count)]
    register = [
        post(f"/api/cases/{case}/acts/filing.register", {}, TOKEN)
        for case in received(bench, count)
    ]
    with serving(world) as server:
        for name, calls in (("filing.receive", receive), ("filing.register", register)):
            server.press(calls[:20])  # both workers know the statements by then
            bare = server.press([Call("/healthz")] * count)
            yield _figure(name, server.press(calls[20:]), bare, server)


def _figure(name: str, got: Pressed, bare: Pressed, server: Server) -> Figure:
    return Figure(
        f"HTTP {name}",
        got.good / got.wall,
        "filings/s" if name == "filing.receive" else "acts/s",
        f"GET /healthz the same way: {bare.good / bare.wall:,.0f}/s",
        GOAL,
        note=f"{got.good} calls, {CLIENTS} clients, {WORKERS} workers,"
        f" {server.megabytes():.0f} MB a worker{got.said}",
    )


def _filing(number: int) -> dict[str, object]:
    return {
        "kind": "civil_first",
        "cause": "民间借贷纠纷",
        "parties": [
            {"role": "plaintiff", "name": f"原告甲{number}"},
            {"role": "defendant", "name": f"被告乙{number}", "kind": "legal"},
        ],
        "claims": f"请求判令被告归还借款{number}元",
        "facts": "被告借款后逾期未还。",
        "clear": True,
    }


def _token(bench: Bench) -> None:
    now = datetime.now(UTC)
    Token.objects.create(
        account=make_account(bench.people[Post.FILING_OFFICER]),
        name="benchmark",
        hash=sha256(TOKEN.encode()).digest(),
        scopes=["read", "act", "file"],
        made_at=now,
        until_at=now + timedelta(hours=2),
    )
