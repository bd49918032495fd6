"""A real web server (网页服务) on the benchmark's database, and clients that press on it."""

import http.client
import json
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.world import World

HOST = "127.0.0.1"
WORKERS = 2
CLIENTS = 8
READY_SECONDS_MAX = 60


@dataclass(frozen=True)
class Call:
    """请求: what a client sends."""

    path: str
    method: str = "GET"
    body: bytes | None = None
    head: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Answer:
    """回应: its status, headers and text, and how long it took, connecting included."""

    status: int
    head: http.client.HTTPMessage
    text: str
    seconds: float


@dataclass(frozen=True)
class Pressed:
    """压测结果: what many clients got."""

    wall: float
    seconds: list[float]
    statuses: Counter[int]

    @property
    def good(self) -> int:
        """How many were answered as wished."""
        return self.statuses[200]

    @property
    def said(self) -> str:
        """What was answered otherwise, in words for the line; empty where nothing was."""
        bad = {status: count for status, count in self.statuses.items() if status != 200}
        return f"; answered otherwise: {bad}" if bad else ""


@dataclass
class Server:
    """The server as clients and the benchmark see it."""

    port: int
    process: subprocess.Popen[bytes]

    def send(self, call: Call) -> Answer:
        """Send one call over a connection of its own, as gunicorn's sync workers have it."""
        began = time.perf_counter()
        link = http.client.HTTPConnection(HOST, self.port, timeout=60)
        link.request(call.method, call.path, call.body, call.head)
        got = link.getresponse()
        text = got.read().decode()
        link.close()
        return Answer(got.status, got.headers, text, time.perf_counter() - began)

    def press(self, calls: Sequence[Call]) -> Pressed:
        """Have eight clients send the calls, each the next one as soon as it is free."""
        rest = iter(calls)
        got: list[tuple[int, float]] = []
        lock = threading.Lock()

        def client() -> None:
            while True:
                with lock:
                    call = next(rest, None)
                if call is None:
                    return
                try:
                    answer = self.send(call)
                    got.append((answer.status, answer.seconds))
                except OSError:  # counted, so that a refused connection does not flatter
                    got.append((0, 0.0))

        threads = [threading.Thread(target=client) for _ in range(CLIENTS)]
        began = time.perf_counter()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        wall = time.perf_counter() - began
        return Pressed(
            wall, [took for status, took in got if status], Counter(one for one, _ in got)
        )

    def sign_in(self, login: str, password: str) -> dict[str, str]:
        """Sign in as a browser does; returns the headers that later calls carry."""
        cookies = _cookies(self.send(Call("/login/")))
        form = {"login": login, "password": password, "csrfmiddlewaretoken": cookies["csrftoken"]}
        head = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": _written(cookies),
        }
        answer = self.send(Call("/login/", "POST", urlencode(form).encode(), head))
        assert answer.status == 302, f"signing in was answered with {answer.status}"
        return {"Cookie": _written(cookies | _cookies(answer))}

    def megabytes(self) -> float:
        """Return the resident memory of the largest worker."""
        path = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return max(_resident(int(child)) for child in path.read_text().split())


def post(path: str, body: object, token: str) -> Call:
    """Return a call of the API."""
    head = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    return Call(path, "POST", json.dumps(body, default=str).encode(), head)


@contextmanager
def serving(world: World) -> Iterator[Server]:
    """Serve the platform's pages and its API as `xiezhi serve` does, without its jobs."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = probe.getsockname()[1]
    command = (
        sys.executable, "-m", "gunicorn", "xiezhi.config.wsgi", "--worker-class=sync",
        "--log-level=warning", f"--workers={WORKERS}", f"--bind={HOST}:{port}",
    )  # fmt: skip
    process = subprocess.Popen(command, env=world.environ)  # noqa: S603 - our own command
    server = Server(port, process)
    try:
        _wait(server)
        yield server
    finally:
        process.terminate()
        process.wait(20)


def _wait(server: Server) -> None:
    limit = time.monotonic() + READY_SECONDS_MAX
    while time.monotonic() < limit and server.process.poll() is None:
        with suppress(OSError):
            if server.send(Call("/healthz")).status == 200:
                return
        time.sleep(0.2)
    raise RuntimeError("the server did not become ready; the reason is above")


def _cookies(answer: Answer) -> dict[str, str]:
    pairs = (one.partition(";")[0] for one in answer.head.get_all("Set-Cookie", []))
    return {name: value for name, _, value in (pair.partition("=") for pair in pairs)}


def _written(cookies: dict[str, str]) -> str:
    return "; ".join(f"{name}={value}" for name, value in cookies.items())


def _resident(pid: int) -> float:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))
