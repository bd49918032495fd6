"""收件: uploads that passed the examination wait here until an act takes them into a file.

What waits is sealed under a key of its own. An act names a file by the hash of its content, so
nobody can put into a file what was not received and examined here.
"""

import json
import os
import tempfile
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from pathlib import Path

from xiezhi.cases.sealing import new_case_key, seal, unseal
from xiezhi.config import env
from xiezhi.config.secrets import master
from xiezhi.documents.kinds import FileKind
from xiezhi.documents.limits import Limits, limits
from xiezhi.documents.reading import Unreadable
from xiezhi.documents.store import FolderStore, Missing, Store, is_address
from xiezhi.efiles.intake import Accepted, Readable, examine_upload
from xiezhi.efiles.text import Text, extract
from xiezhi.law.finding import Finding

_NO_CASE = 0
_WRAPPED_BYTES = 60


@dataclass(frozen=True)
class Received:
    """收到的文件: what is known of a file that waits; `sha256` names it to the acts."""

    sha256: str
    name: str
    kind: FileKind
    size: int
    pages: int
    scanned: bool
    """Whether no page has text, so that it can be read by eye only."""
    text: str


class Inbox:
    """收件箱: a folder of sealed files that wait, each under the hash of its content."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keep(self, received: Received, content: bytes) -> None:
        """Keep a file, durable on return; keeping it again makes it wait anew."""
        self.folder.mkdir(parents=True, exist_ok=True)
        wrapped = new_case_key(master(), _NO_CASE)
        stated = json.dumps(asdict(received), ensure_ascii=False).encode() + b"\n"
        handle, aside = tempfile.mkstemp(dir=self.folder, prefix=".new-")
        with os.fdopen(handle, "wb") as out:
            out.write(wrapped + seal(stated + content, wrapped, master(), _NO_CASE))
            out.flush()
            os.fsync(out.fileno())
        Path(aside).replace(self.folder / received.sha256)

    def take(self, sha256: str) -> tuple[Received, bytes]:
        """Return a file and its content; it goes on waiting. Raises `Missing`, `CannotOpen`."""
        if sha256 not in self:
            raise Missing(sha256[:80])
        kept = (self.folder / sha256).read_bytes()
        opened = unseal(kept[_WRAPPED_BYTES:], kept[:_WRAPPED_BYTES], master(), _NO_CASE)
        stated, _, content = opened.partition(b"\n")
        known = json.loads(stated)
        return Received(**known | {"kind": FileKind(known["kind"])}), content

    def __contains__(self, sha256: str) -> bool:
        return is_address(sha256) and (self.folder / sha256).is_file()


@cache
def inbox() -> Inbox:
    """Return this court's inbox, in the state folder."""
    return Inbox(env.STATE / "efiles" / "inbox")


@cache
def store() -> Store:
    """Return where this court keeps the papers of its files, in the state folder."""
    return FolderStore(env.STATE / "efiles" / "papers")


def receive(stream: Readable | Path, name: str, on: date) -> Received | Finding:
    """Examine an upload and let it wait, or return the reason why it is not taken."""
    bounds = limits(on)
    accepted = examine_upload(stream, name, bounds)
    if isinstance(accepted, Finding):
        return accepted
    with accepted.content as file:
        content = file.read()
    received = _received(accepted, content, bounds)
    inbox().keep(received, content)
    return received


def _received(accepted: Accepted, content: bytes, bounds: Limits) -> Received:
    try:
        text = extract(content, accepted.kind, bounds)
    except Unreadable:  # it opens, but its text costs more than the bounds: it is read by eye
        text = Text((), cut=True)
    return Received(
        accepted.sha256,
        accepted.name,
        accepted.kind,
        accepted.size,
        accepted.pages,
        text.scanned,
        str(text),
    )
