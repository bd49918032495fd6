"""Serve the platform: web, worker, sequencer and, but in production, two witnesses; to Ctrl-C."""

import argparse
import http.client
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from types import FrameType

from xiezhi.config import database, env, server, web
from xiezhi.config.postgres import cluster
from xiezhi.lot import beside

READY_SECONDS_MAX = 60
STOP_SECONDS_MAX = 15
DJANGO = (sys.executable, "-m", "django")
XIEZHI = (sys.executable, "-m", "xiezhi.cli")


def add(parser: argparse.ArgumentParser) -> None:
    """Declare address, port and number of web workers."""
    address = env.text("HOST", "127.0.0.1")
    parser.add_argument("--host", default=address)
    parser.add_argument("--port", type=int, default=env.integer("PORT", 8000))
    parser.add_argument("--workers", type=int, default=env.integer("WEB_WORKERS", 2))
    parser.add_argument(
        "--alone", action="store_true", default=env.PRODUCTION,
        help="without the two witnesses of lots that demo and development run on this machine",
    )  # fmt: skip


def run(arguments: argparse.Namespace) -> int:
    """Start all, say when they are ready, and end all when one ends; 0 after a Ctrl-C."""
    if not database.URL:
        server.start(cluster())
    children = [subprocess.Popen(command) for command in commands(arguments)]  # noqa: S603
    if not arguments.alone:  # they say that they are ready as well, which here means the platform
        quiet = subprocess.DEVNULL
        children += [subprocess.Popen(one, stdout=quiet) for one in beside.commands()]  # noqa: S603
    for ending in (signal.SIGTERM, signal.SIGINT):  # a shell's background job ignores Ctrl-C else
        signal.signal(ending, _interrupt)
    try:
        if not _ready(arguments.host, arguments.port, children):
            print("the platform did not become ready; the reason is above", file=sys.stderr)
            return 1
        print(f"ready: http://{arguments.host}:{arguments.port}", flush=True)
        return _first_end(children)
    except KeyboardInterrupt:
        return 0
    finally:
        _stop(children)


def commands(arguments: argparse.Namespace) -> list[tuple[str, ...]]:
    """Return the command line of each part."""
    return [
        (
            sys.executable, "-m", "gunicorn", "xiezhi.config.wsgi", "--worker-class=sync",
            "--log-level=warning", "--preload", f"--workers={arguments.workers}",
            f"--bind={arguments.host}:{arguments.port}",
            "--max-requests=10000", "--max-requests-jitter=1000",
        ),
        (*DJANGO, "procrastinate", "worker"),
        (*XIEZHI, "ledger", "sequence"),
    ]  # fmt: skip


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _ready(host: str, port: int, children: Sequence[subprocess.Popen[bytes]]) -> bool:
    limit = time.monotonic() + READY_SECONDS_MAX
    name = next(iter(web.ALLOWED_HOSTS), host).lstrip(".")
    while time.monotonic() < limit and all(child.poll() is None for child in children):
        with suppress(OSError):
            link = http.client.HTTPConnection(host, port, timeout=2)
            link.request("GET", "/healthz", headers={"Host": name})
            if link.getresponse().status == http.client.OK:
                return True
        time.sleep(0.2)
    return False


def _first_end(children: Sequence[subprocess.Popen[bytes]]) -> int:
    while True:
        for child in children:
            if child.poll() is not None:
                print(f"{child.args!r} ended with {child.returncode}", file=sys.stderr)
                return 1
        time.sleep(0.5)


def _stop(children: Sequence[subprocess.Popen[bytes]]) -> None:
    """Ask every part to end, and kill what has not after a while: acts lie in the database."""
    for child in children:
        child.terminate()
    limit = time.monotonic() + STOP_SECONDS_MAX
    for child in children:
        try:
            child.wait(max(0.1, limit - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
