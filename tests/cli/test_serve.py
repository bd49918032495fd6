"""The whole platform under one command: ready, answering, and gone after Ctrl-C."""

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

import pytest

from tests.places import own_folder
from xiezhi.config import env
from xiezhi.config.web import DEMO_PASSWORD

XIEZHI = (sys.executable, "-m", "xiezhi.cli")
pytestmark = pytest.mark.slow


@pytest.fixture
def environ() -> Iterator[dict[str, str]]:
    """A state folder and a server of its own, migrated."""
    with own_folder() as folder:
        kept = {key: value for key, value in os.environ.items() if "DATABASE_URL" not in key}
        ours = kept | {"XIEZHI_STATE": f"{folder}/.run", "PYTHONUNBUFFERED": "1"}
        subprocess.run([*XIEZHI, "migrate"], cwd=env.ROOT, env=ours, check=True)
        yield ours
        subprocess.run([*XIEZHI, "db", "stop"], cwd=env.ROOT, env=ours, check=True)


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def children_of(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/task/{pid}/children").read_text().split()


def sign_in(base: str, login: str, password: str) -> str:
    """Sign in as a browser does; return the page that follows."""
    jar = HTTPCookieProcessor(CookieJar())
    visit = build_opener(jar).open
    with visit(f"{base}/login/") as page:
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.read().decode())
    assert token is not None
    form = {"csrfmiddlewaretoken": token[1], "login": login, "password": password}
    with visit(f"{base}/login/", urlencode(form).encode()) as page:
        return str(page.read().decode())


def test_the_demo_says_when_it_is_ready_lets_one_in_and_ends_all_its_parts(
    environ: dict[str, str],
):
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    command = [*XIEZHI, "demo", "--cases", "30", "--port", str(port)]
    with subprocess.Popen(command, cwd=env.ROOT, env=environ, stdout=subprocess.PIPE) as served:
        assert served.stdout is not None
        said = [served.stdout.readline().decode()]
        while said[-1] and not said[-1].startswith("ready:"):
            said.append(served.stdout.readline().decode())
        assert said[-1] == f"ready: {base}\n"
        with urllib.request.urlopen(f"{base}/healthz") as answer:
            assert answer.read() == b"ok\n"
        assert "云溪县人民法院" in sign_in(base, "yunxi.judge", DEMO_PASSWORD)
        parts = children_of(served.pid)
        assert len(parts) == 5  # web, worker, sequencer and two witnesses
        served.send_signal(signal.SIGINT)
        assert served.wait(30) == 0
        assert not [part for part in parts if Path(f"/proc/{part}").exists()]


def test_a_part_that_ends_ends_the_rest(environ: dict[str, str]):
    command = [*XIEZHI, "serve", "--port", str(free_port())]
    with subprocess.Popen(command, cwd=env.ROOT, env=environ, stdout=subprocess.PIPE) as served:
        assert served.stdout is not None
        while not served.stdout.readline().startswith(b"ready:"):
            assert served.poll() is None
        parts = children_of(served.pid)
        os.kill(int(parts[-1]), signal.SIGKILL)
        assert served.wait(30) == 1
        assert not [part for part in parts if Path(f"/proc/{part}").exists()]
