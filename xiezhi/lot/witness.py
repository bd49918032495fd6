"""A witness (见证人): cosigns a court's log while it only grows, and answers each lot once.

It keeps its keys and a journal in a folder of its own, outside any court's machine. Three rules
make a choice impossible for the court: no answer before the commitment stands in a cosigned log,
no second commitment to the same lot, no later round without the result of the one before.
"""

import base64
import fcntl
import json
import os
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from xiezhi.ledger import tree
from xiezhi.ledger.documents import Receipt, Refused, check_receipt, receipt_bytes
from xiezhi.ledger.notes import Checkpoint, NoteRefused, Verifier
from xiezhi.lot import vrf
from xiezhi.lot.commitment import Commitment, alpha
from xiezhi.lot.encoding import Malformed
from xiezhi.lot.proof import LotRefused, Result, check_chain
from xiezhi.lot.receipts import DRAWING, SEALING, added

COSIGNATURE = b"\x04"
Question = tuple[Mapping[str, Any], Mapping[str, Any] | None]
"""The receipt of a sealing, and of the drawing before it in a later round."""
OVERDUE = timedelta(hours=24)
"""After it a lot that was answered, but whose result was not shown, is listed."""


@dataclass(frozen=True)
class Trusted:
    """所见证的法院: a court's name and key of lots, the origin and the key of its log."""

    court: str
    key: bytes
    origin: str
    log: Verifier


def read_trusted(content: str) -> list[Trusted]:
    """Read lines `court NAME KEY ORIGIN LOG-KEY`; raises `Malformed`."""
    found = []
    for line in content.splitlines():
        if not line or line.startswith("#"):
            continue
        try:
            kind, court, key, origin, log = line.split(" ")
            one = Trusted(court, bytes.fromhex(key), origin, Verifier.parse(log))
            vrf.check_key(one.key)
        except (ValueError, NoteRefused) as error:
            raise Malformed(f"not a line `court NAME KEY ORIGIN LOG-KEY`: {line[:60]!r}") from error
        if kind != "court":
            raise Malformed("a witness trusts courts")
        found.append(one)
    return found


@dataclass(frozen=True)
class Keys:
    """见证人密钥: one signs logs, the other answers lots; they are never the same."""

    name: str
    signer: Ed25519PrivateKey
    lots: vrf.SecretKey

    @property
    def cosigner_id(self) -> bytes:
        """The four bytes by which a cosignature says whose it is."""
        public = self.signer.public_key().public_bytes_raw()
        return sha256(self.name.encode() + b"\n" + COSIGNATURE + public).digest()[:4]

    def cosign(self, text: str, at: datetime) -> str:
        """Return the line that says: of this log this witness has seen nothing else, at a time."""
        seconds = int(at.timestamp())
        signed = self.signer.sign(f"cosignature/v1\ntime {seconds}\n{text}".encode())
        content = base64.b64encode(self.cosigner_id + seconds.to_bytes(8) + signed).decode()
        return f"— {self.name} {content}\n"


class Conflict(Refused):
    """Another size of the log is known; `size` says which."""

    def __init__(self, size: int) -> None:
        super().__init__(f"the log is known up to {size} entries")
        self.size = size


class Journal:
    """见证日志: what a witness did, a line each, on disk before anybody is told; one process."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._file = path.open("a+b")
        fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def lines(self) -> Iterator[dict[str, Any]]:
        """Return all lines, and cut off what a crash left of the last."""
        self._file.seek(0)
        content = self._file.read()
        whole = content.rpartition(b"\n")[0]
        self._file.truncate(len(whole) + 1 if whole else 0)
        return (json.loads(line) for line in whole.splitlines())

    def add(self, *lines: Mapping[str, Any]) -> None:
        """Write lines; they are on disk when this returns."""
        for line in lines:
            self._file.write(json.dumps(line, ensure_ascii=False, sort_keys=True).encode() + b"\n")
        self._file.flush()
        os.fsync(self._file.fileno())

    def close(self) -> None:
        """Let another process have the journal."""
        self._file.close()


class Witness:
    """见证人: the rules, over what the journal remembers."""

    def __init__(self, keys: Keys, trusted: Sequence[Trusted], journal: Journal) -> None:
        self.keys = keys
        self.trust(trusted)
        self._journal = journal
        self._lock = threading.Lock()
        self._heads: dict[str, tuple[int, bytes]] = {}
        self._cosigned: set[tuple[str, int, bytes]] = set()
        self._lots: dict[tuple[object, ...], bytes] = {}
        self._open: dict[bytes, datetime] = {}
        for line in journal.lines():
            self._recall(line)

    def trust(self, trusted: Sequence[Trusted]) -> None:
        """Answer these courts from now on, and no others."""
        self._courts = {one.court: one for one in trusted}
        self._logs = {one.origin: one.log for one in trusted}

    def _recall(self, line: Mapping[str, Any]) -> None:
        match line:
            case {"head": [str(origin), int(size), str(root)]}:
                self._heads[origin] = size, bytes.fromhex(root)
                self._cosigned.add((origin, size, bytes.fromhex(root)))
            case {"answered": str(encoded), "at": str(at)}:
                commitment = Commitment.parse(bytes.fromhex(encoded))
                self._lots |= dict.fromkeys(_names(commitment), commitment.encode())
                self._open[commitment.encode()] = datetime.fromisoformat(at)
            case {"resolved": str(encoded)}:
                self._open.pop(bytes.fromhex(encoded), None)
            case _:
                raise Malformed("the journal of the witness is damaged")

    def _remember(self, *lines: dict[str, Any]) -> None:
        if lines:
            self._journal.add(*lines)
        for line in lines:
            self._recall(line)

    def checkpoint(self, note: str, old: int, path: Sequence[bytes], at: datetime) -> str:
        """Return the cosignature of a checkpoint that continues what was cosigned before.

        Raises `Conflict` where `old` is not the size known here, `Refused` for a log that is not
        known or did not only grow.
        """
        try:
            signed = self._opened(note)
            with self._lock:
                size, root = self._heads.get(signed.origin, (0, tree.EMPTY_ROOT))
                if old != size:
                    raise Conflict(size)
                if signed.size < size:
                    raise Refused("the log has become smaller")
                tree.check_consistency(size, root, signed.size, signed.root, path)
                head = [signed.origin, signed.size, signed.root.hex()]
                if (signed.origin, signed.size, signed.root) not in self._cosigned:
                    self._remember({"head": head})
        except (NoteRefused, tree.ProofRefused) as error:
            raise Refused(str(error)) from error
        return self.keys.cosign(signed.text(), at)

    def _opened(self, note: str) -> Checkpoint:
        origin = note.partition("\n")[0]
        if origin not in self._logs:
            raise Refused("the log is not known to this witness")
        return self._logs[origin].open(note)

    def lot(
        self, receipt: Mapping[str, Any], previous: Mapping[str, Any] | None, at: datetime
    ) -> bytes:
        """Return the proof of the one answer to a sealed lot; the same again if asked again.

        `receipt` is the ledger's of the sealing, `previous` that of the drawing before a later
        round. Raises `Refused`.
        """
        (answer,) = self.lots([(receipt, previous)], at)
        if isinstance(answer, Refused):
            raise answer
        return answer

    def lots(self, questions: Sequence[Question], at: datetime) -> list[bytes | Refused]:
        """Return for each sealed lot what `lot` does: the proof, or why there is none.

        What is to be answered is on disk before any answer leaves, once for all questions.
        """
        checked = [self._sealed(receipt, previous) for receipt, previous in questions]
        with self._lock:
            fresh: dict[tuple[object, ...], bytes] = {}
            accepted = [
                one if isinstance(one, Refused) else self._accept(one, fresh) for one in checked
            ]
            commitments = dict.fromkeys(fresh.values())
            self._remember(*({"answered": one.hex(), "at": at.isoformat()} for one in commitments))
        return [
            one if isinstance(one, Refused) else self.keys.lots.prove(alpha(one))
            for one in accepted
        ]

    def _sealed(
        self, receipt: Mapping[str, Any], previous: Mapping[str, Any] | None
    ) -> Commitment | Refused:
        """Return the commitment that a receipt shows in the log, or what is wrong with it."""
        try:
            commitment = Commitment.parse(self._logged(receipt, SEALING, "commitment"))
            self._check(commitment, receipt)
            check_chain(commitment)
            if commitment.round > 1:
                self._check_previous(commitment, previous)
        except (Malformed, LotRefused) as error:
            return Refused(str(error))
        except Refused as error:
            return error
        return commitment

    def _accept(
        self, commitment: Commitment, fresh: dict[tuple[object, ...], bytes]
    ) -> bytes | Refused:
        """Return the bytes to answer, noted in `fresh` if new, or why another was answered."""
        encoded, names = commitment.encode(), _names(commitment)
        answered = {self._lots.get(name) or fresh.get(name) for name in names}
        if answered - {None, encoded}:
            return Refused("another commitment to this lot was answered")
        if encoded not in answered:
            fresh |= dict.fromkeys(names, encoded)
        return encoded

    def _logged(self, receipt: Mapping[str, Any], act: str, name: str) -> bytes:
        """Return what an entry of a cosigned log says."""
        checked = self._receipt(receipt)
        if (checked.entry.act, checked.entry.outcome) != (act, "accepted"):
            raise Refused(f"the entry is not one of {act}")
        try:
            return bytes.fromhex(added(checked).get(name, ""))
        except (ValueError, TypeError) as error:
            raise Refused(f"the entry bears no {name}") from error

    def _receipt(self, receipt: Mapping[str, Any]) -> Receipt:
        checked = check_receipt(receipt_bytes(receipt), list(self._logs.values()))
        heads = (checked.checkpoint, checked.later)
        if not any(one and (one.origin, one.size, one.root) in self._cosigned for one in heads):
            raise Refused("the entry stands in no checkpoint that this witness cosigned")
        return checked

    def _check(self, commitment: Commitment, receipt: Mapping[str, Any]) -> None:
        court = self._courts.get(commitment.court)
        if court is None or court.key != commitment.court_key:
            raise LotRefused("the court or its key is not known to this witness")
        if str(court.log) != receipt.get("verifier"):
            raise LotRefused("the lot stands in the log of another court")
        if self.keys.lots.public not in commitment.witness_keys:
            raise LotRefused("the lot names other witnesses")

    def _check_previous(self, commitment: Commitment, previous: Mapping[str, Any] | None) -> None:
        if previous is None:
            raise LotRefused("a later round needs the receipt of the result before it")
        result = Result.parse(self._logged(previous, DRAWING, "result"))
        result.check()
        before = result.commitment
        leaf = tree.leaf_hash(self._receipt(previous).hash)
        same = (before.court, before.lineage, before.seat, before.round + 1)
        if leaf != commitment.prev or same != (
            commitment.court, commitment.lineage, commitment.seat, commitment.round,
        ):  # fmt: skip
            raise LotRefused("the result before it is another one")

    def result(self, receipt: Mapping[str, Any]) -> None:
        """Note that the result of a lot stands in the log; raises `Refused`."""
        self._resolve([self._result(receipt)])

    def results(self, receipts: Sequence[Mapping[str, Any]]) -> list[Refused | None]:
        """Note many results; returns for each why it was not noted, or nothing."""
        found: list[bytes | Refused] = []
        for receipt in receipts:
            try:
                found.append(self._result(receipt))
            except Refused as reason:
                found.append(reason)
        self._resolve([one for one in found if isinstance(one, bytes)])
        return [one if isinstance(one, Refused) else None for one in found]

    def _result(self, receipt: Mapping[str, Any]) -> bytes:
        try:
            result = Result.parse(self._logged(receipt, DRAWING, "result"))
            result.check()
        except (Malformed, LotRefused) as error:
            raise Refused(str(error)) from error
        return result.commitment.encode()

    def _resolve(self, shown: Sequence[bytes]) -> None:
        with self._lock:
            ended = [one for one in dict.fromkeys(shown) if one in self._open]
            self._remember(*({"resolved": one.hex()} for one in ended))

    def open(self, court: str, most: int) -> list[bytes]:
        """Return the oldest commitments of a court that were answered, but not resolved."""
        with self._lock:
            known = list(self._open)
        found = (one for one in known if Commitment.parse(one).court == court)
        return list(islice(found, most))

    def overdue(self, at: datetime) -> list[Commitment]:
        """Return the lots answered a day ago or longer whose result was not shown."""
        with self._lock:
            known = list(self._open.items())
        return [Commitment.parse(encoded) for encoded, when in known if when + OVERDUE <= at]


def _names(commitment: Commitment) -> list[tuple[object, ...]]:
    """Return the names of a lot: by its filing and by its lineage, each with round and seat."""
    c = commitment
    return [
        (c.court, "filing", c.filing, c.round, c.seat),
        (c.court, "lineage", c.lineage, c.round, c.seat),
    ]


def make_keys(folder: Path, name: str) -> Keys:
    """Return the keys of a witness in its folder, made where there are none."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    secrets = [_secret(folder / file) for file in ("cosigner.key", "lots.key")]
    return Keys(name, Ed25519PrivateKey.from_private_bytes(secrets[0]), vrf.SecretKey(secrets[1]))


def _secret(path: Path) -> bytes:
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_bytes()
    with os.fdopen(descriptor, "wb") as file:
        file.write(os.urandom(32))
        file.flush()
        os.fsync(file.fileno())
    return path.read_bytes()
