"""导入裁判文书: a file of judgments passes the gate in batches; doing it again adds nothing."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from io import BufferedReader

from xiezhi.acts.gate import perform
from xiezhi.acts.types import SYSTEM, Actor, Wish
from xiezhi.law.powers.people import IMPORT, ImportData
from xiezhi.people.models import Account, Court
from xiezhi.similar_cases.reading.files import KEPT, Record, lines_of, read_line

BATCH = KEPT // 2
BATCH_BYTES_MAX = 50_000_000


class NobodyToImport(LookupError):
    """无从导入: the login or the court that was named is not there."""


@dataclass
class Tally:
    """导入结果: what became of the lines so far."""

    lines: int = 0
    read: int = 0
    new: int = 0
    unread: Counter[str] = field(default_factory=Counter)
    """How many were not read, by reason."""

    @property
    def share(self) -> float:
        """The share that was read, 0 to 1."""
        return self.read / self.lines if self.lines else 0.0


def importer(login: str, code: str) -> tuple[Actor, Court]:
    """Return who imports and at which court; raises `NobodyToImport`.

    Without a login the platform itself imports; without a code, at the person's court or at the
    first court of the tree.
    """
    account = Account.objects.select_related("person").filter(login=login).first()
    if login and account is None:
        raise NobodyToImport(f"没有账号 {login}")
    by = Actor(account.person_id, account.person.name) if account else SYSTEM
    courts = Court.objects.order_by("place", "id")
    if code:
        court = courts.filter(code=code).first()
    elif account and account.person.court_id:
        court = courts.filter(pk=account.person.court_id).first()
    else:
        court = courts.filter(parent=None).first()
    if court is None:
        raise NobodyToImport(f"没有法院 {code}" if code else "尚未登记法院，请先登记法院再导入")
    return by, court


def import_file(
    raw: BufferedReader, name: str, by: Actor, court: int, clock: Callable[[], datetime]
) -> Iterator[tuple[Tally, list[Record]]]:
    """Import a file batch by batch; yield the counts and what of the batch was not read.

    A batch is one act, whose key is its content: after an interruption the same file goes on where
    it was. Raises `Refused`, and `OSError` or `EOFError` where the file cannot be read.
    """
    tally = Tally()
    for batch in _batches(raw):
        records = [(read_line(place, line), line) for place, line in batch]
        texts = [line.strip() for one, line in records if not one.reason]
        unread = [one for one, _ in records if one.reason]
        tally.lines += len(records)
        tally.read += len(texts)
        tally.unread.update(one.reason for one in unread)
        if texts:
            whole = b"\n".join(texts)
            data = ImportData(file=name[:200], texts=whole.decode())
            wish = Wish(court, data, key=sha256(whole).hexdigest())
            tally.new += perform(IMPORT, by, wish, at=clock()).shows.get("new", 0)
        yield tally, unread


def _batches(raw: BufferedReader) -> Iterator[list[tuple[int, bytes]]]:
    batch: list[tuple[int, bytes]] = []
    size = 0
    for place, line in lines_of(raw):
        batch.append((place, line))
        size += len(line)
        if len(batch) == BATCH or size > BATCH_BYTES_MAX:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
