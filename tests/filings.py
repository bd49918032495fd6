"""Turns public facts into filings with invented parties: `python -m tests.filings OUT.jsonl`.

Reads `cjrc` (civil) and `cail2018_small` (criminal) beside the project; skips, with one line,
where they are missing. Names of the sets are never used: parties are numbered.
"""

import gzip
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import orjson

from xiezhi.law import causes
from xiezhi.law.terms import Area

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
TODAY = date(2026, 1, 5)


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rb") as file:
        for line in file:
            yield orjson.loads(line)


def civil(skipped: Counter[str]) -> Iterator[dict[str, Any]]:
    """Yield a filing for each civil paragraph whose cause the register knows."""
    for number, row in enumerate(_lines(DATA / "cjrc" / "paragraphs.jsonl.gz")):
        if row.get("domain", row.get("type")) not in ("civil", "民事"):
            continue
        cause = str(row.get("cause") or row.get("casename") or "")
        if causes.find(cause, Area.CIVIL, TODAY) is None:
            skipped[f"案由不在表中：{cause}"] += 1
            continue
        yield {
            "id": f"cjrc-{number}",
            "kind": "civil_first",
            "cause": cause,
            "plaintiffs": [f"原告甲{number}"],
            "defendants": [f"被告乙{number}"],
            "claims": "依法判决",
            "facts": str(row.get("context") or row.get("text"))[:20_000],
            "amount": 1000 + number,
            "clear": True,
            "money_only": True,
        }


def criminal(skipped: Counter[str]) -> Iterator[dict[str, Any]]:
    """Yield a filing for each criminal case whose first charge the register knows."""
    for number, row in enumerate(_lines(DATA / "cail2018_small" / "cases.jsonl.gz")):
        charges = row.get("charges") or row.get("accusation") or [""]
        name = str(charges[0] if isinstance(charges, list) else charges)
        name = name.replace("[", "").replace("]", "")
        charge = next(
            (c for c in (name, f"{name}罪") if causes.find(c, Area.CRIMINAL, TODAY)), None
        )
        if charge is None:
            skipped[f"罪名不在表中：{name}"] += 1
            continue
        yield {
            "id": f"cail-{number}",
            "kind": "criminal_first",
            "cause": charge,
            "plaintiffs": ["某某县人民检察院"],
            "defendants": [f"被告人丙{number}"],
            "facts": str(row.get("fact") or row.get("text"))[:20_000],
            "clear": True,
            "plea": number % 5 != 0,
        }


def main(out: Path) -> int:
    """Write the filings; prints how many, and why others were left."""
    if not DATA.is_dir():
        print("no shared data here: nothing to turn into filings")
        return 0
    skipped: Counter[str] = Counter()
    count = 0
    with out.open("wb") as file:
        for row in (*civil(skipped), *criminal(skipped)):
            file.write(orjson.dumps(row) + b"\n")
            count += 1
    print(f"{count} filings, {sum(skipped.values())} left")
    for reason, n in skipped.most_common(10):
        print(f"  {n} {reason}")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
