"""Keys, pools and results of invented lots, and what the verifier for browsers says to them."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path

import pytest

from xiezhi.lot import vrf
from xiezhi.lot.commitment import Commitment, alpha, commit
from xiezhi.lot.encoding import ZERO
from xiezhi.lot.pool import Occasion, Reason, Row, SealedPool, seal
from xiezhi.lot.proof import Result, settle

VERIFY = Path(__file__).parents[2] / "verify"
LINEAGE = "（2026）例0101民初1号"


def digest(text: str) -> bytes:
    return sha256(text.encode()).digest()


COURT, PEER, BAR = (vrf.SecretKey(digest(x)) for x in ("court A", "witness B", "witness C"))
KEYS = (COURT, PEER, BAR)
ROWS = [
    Row(name.encode(), Reason(reason), weight)
    for name, reason, weight in (
        ("J001", 0, 1073741824), ("J002", 0, 536870912), ("J003", 2, 0), ("J004", 0, 759250125),
        ("J005", 4, 0), ("J006", 0, 67108864), ("J007", 0, 1),
    )
]  # fmt: skip


def an_occasion(number: int = 1, seat: int = 0) -> Occasion:
    return Occasion("court-a", LINEAGE, number, seat, digest("filing"))


def a_pool(occasion: Occasion, rows: Sequence[Row] = ROWS) -> SealedPool:
    return seal(rows, vrf.output(COURT.prove(occasion.question))[:32])


def committed(
    number: int = 1, picks: int = 1, rows: Sequence[Row] = ROWS, prev: bytes = ZERO
) -> tuple[Commitment, SealedPool]:
    """A pool and its commitment; the wording of the vectors where nothing else is said."""
    occasion = an_occasion(number)
    pool = a_pool(occasion, rows)
    return commit(
        occasion, pool, picks=picks, state_size=4711, rules=digest("rules"), prev=prev,
        court_key=COURT.public, witness_keys=(PEER.public, BAR.public),
    ), pool  # fmt: skip


def a_result(
    number: int = 1, picks: int = 1, rows: Sequence[Row] = ROWS, prev: bytes = ZERO
) -> Result:
    commitment, pool = committed(number, picks, rows, prev)
    question = alpha(commitment.encode())
    return settle(commitment, pool, [key.prove(question) for key in KEYS])


def flips(content: bytes) -> Iterator[bytes]:
    """Yield the content with each byte changed, in one bit that depends on the place."""
    for at, byte in enumerate(content):
        yield content[:at] + bytes([byte ^ 1 << at % 8]) + content[at + 1 :]


def some_rows(chance: random.Random, most: int = 40) -> list[Row]:
    """Rows of a random pool with at least one eligible."""
    rows, bits = [], chance.choice([5, 8, 20, 32])
    for number in range(chance.randint(1, most)):
        reason = chance.choice([Reason.NONE, Reason.NONE, Reason.NONE, *Reason])
        weight = chance.randint(1 << bits >> 5, (1 << bits) - 1)
        name = f"法官{number}" if number % 2 else f"J{number}"
        rows.append(Row(name.encode(), reason, 0 if reason else weight))
    if not any(row.weight for row in rows):
        rows.append(Row(b"J", Reason.NONE, 1))
    return rows


def in_node(program: str, lines: Sequence[str]) -> list[str]:
    """Return what a program prints that handles each line as `line`; skip where node is missing.

    The verifier's modules are imported as `lot`, `vrf`; a thrown error is printed as its name.
    """
    node = shutil.which("node")
    if node is None:
        pytest.skip("there is no node")
    script = f"""
import * as lot from {json.dumps((VERIFY / "verify_lot.mjs").as_uri())};
import * as vrf from {json.dumps((VERIFY / "verify_vrf.mjs").as_uri())};
import {{ createInterface }} from "node:readline";
const hex = (bytes) => Buffer.from(bytes).toString("hex");
for await (const line of createInterface({{ input: process.stdin }})) {{
  try {{ console.log(await (async () => {{ {program} }})()); }}
  catch (error) {{ console.log(`! ${{error.message.replace(/\\s+/g, " ")}}`); }}
}}"""
    done = subprocess.run(
        [node, "--no-warnings", "--input-type=module", "-e", script],
        input="\n".join(lines), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()
