"""Witnesses beside the server (同机见证): the demo's and development's two, and all addresses.

Two processes of one machine prove the protocol, not the independence of witnesses. Production runs
its witnesses elsewhere, and only writes where they listen into the file `addresses`.
"""

import fcntl
import os
import socket
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

from xiezhi.config import env
from xiezhi.lot.asking import Address
from xiezhi.lot.encoding import Malformed
from xiezhi.lot.witness import Keys, make_keys

HOST = "127.0.0.1"
NAMES = ("peer", "bar")
"""One for the court next door, one for the bar."""


def folder() -> Path:
    """Return where addresses are read, and where witnesses beside the server keep their keys."""
    return Path(env.text("XIEZHI_WITNESSES") or env.STATE / "witnesses")


def both() -> list[Keys]:
    """Return the keys of the witnesses beside the server, made where there are none."""
    return [make_keys(folder() / name, name) for name in NAMES]


def addresses() -> dict[bytes, Address]:
    """Return by key where witnesses listen: lines `KEY HOST:PORT`; raises `Malformed`."""
    try:
        lines = (folder() / "addresses").read_text("utf-8").splitlines()
    except FileNotFoundError:
        return {}
    found = {}
    for line in lines:
        if not line or line.startswith("#"):
            continue
        try:
            key, place = line.split(" ")
            host, _, port = place.rpartition(":")
            found[bytes.fromhex(key)] = Address(host, int(port))
        except ValueError as error:
            raise Malformed(f"not a line `KEY HOST:PORT`: {line[:60]!r}") from error
    return found


def listen_at(known: Mapping[bytes, Address]) -> None:
    """Write where the witnesses listen, in place of what stood there."""
    lines = [f"{key.hex()} {place.host}:{place.port}\n" for key, place in known.items()]
    _replace(folder() / "addresses", lines)


def courts() -> Path:
    """Return the file of the courts that the witnesses beside the server answer."""
    return folder() / "courts"


def introduce(lines: Iterable[str]) -> None:
    """Let the witnesses beside the server answer courts: `court NAME KEY ORIGIN LOG-KEY`.

    A court that is known under another key or log is known by the new ones from now on.
    """
    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    path = courts()
    with (folder() / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        before = path.read_text("utf-8").splitlines() if path.exists() else []
        known = {line.split(" ")[1]: line for line in before}
        after = known | {line.split(" ")[1]: line for line in lines}
        if after != known or not path.exists():
            _replace(path, [f"{line}\n" for line in after.values()])


def commands() -> list[tuple[str, ...]]:
    """Return the command line of each witness beside the server, and write where they listen."""
    introduce([])
    ports = _free_ports(len(NAMES))
    listen_at(
        {one.lots.public: Address(HOST, port) for one, port in zip(both(), ports, strict=True)}
    )
    return [
        (
            sys.executable, "-m", "xiezhi.cli", "witness", "serve", "--name", name,
            "--folder", str(folder() / name), "--courts", str(courts()), "--port", str(port),
        )
        for name, port in zip(NAMES, ports, strict=True)
    ]  # fmt: skip


@contextmanager
def running() -> Iterator[None]:
    """Run the witnesses while something is done that needs them; their first words are awaited."""
    children = [
        subprocess.Popen(command, stdout=subprocess.PIPE)  # noqa: S603 - our own command
        for command in commands()
    ]
    try:
        for child in children:
            assert child.stdout is not None
            child.stdout.readline()
        yield
    finally:
        for child in children:
            child.terminate()
            child.communicate()


def forget() -> None:
    """Let the witnesses beside the server begin anew, as a new database does; their keys stay.

    Else they would refuse lots of courts and cases that bear the names of those before.
    """
    for name in NAMES:
        (folder() / name / "journal.jsonl").unlink(missing_ok=True)
    courts().unlink(missing_ok=True)


def _free_ports(count: int) -> list[int]:
    with ExitStack() as held:
        sockets = [held.enter_context(socket.socket()) for _ in range(count)]
        for one in sockets:
            one.bind((HOST, 0))
        return [int(one.getsockname()[1]) for one in sockets]


def _replace(path: Path, lines: Iterable[str]) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.write_text("".join(lines), "utf-8")
    draft.replace(path)
