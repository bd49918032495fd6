"""What share of a file of judgments can be read; run as `python -m` with files to measure."""

import gzip
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from xiezhi.similar_cases.reading import Judgment, Unreadable, read_judgment

TEXT_KEYS = ("judgment", "text")


@dataclass(frozen=True)
class Measured:
    """The outcome for one file: what was read, and what was not with its reason."""

    judgments: list[Judgment] = field(default_factory=list)
    unread: list[tuple[str, Unreadable]] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def total(self) -> int:
        """The number of texts."""
        return len(self.judgments) + len(self.unread)

    @property
    def share(self) -> float:
        """The share that was read, 0 to 1."""
        return len(self.judgments) / self.total if self.total else 0.0

    def report(self) -> str:
        """Return the figures and the list of what was not read."""
        lines = [f"{len(self.judgments)} / {self.total} = {self.share:.1%}"]
        lines.append(f"{self.total / max(self.seconds, 1e-9):.0f} 件/秒")
        reasons = Counter(unread.reason for _, unread in self.unread)
        lines += [f"  {count}  {reason}" for reason, count in reasons.most_common()]
        return "\n".join(lines)


def records(path: Path) -> Iterator[dict[str, str]]:
    """Yield the records of a file of JSON lines, compressed or not."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def text_of(record: dict[str, str]) -> str:
    """Return the judgment's text of a record; raises `KeyError` where it holds none."""
    for key in TEXT_KEYS:
        if key in record:
            return record[key]
    raise KeyError(f"a record needs one of {', '.join(TEXT_KEYS)}")


def measure(path: Path) -> Measured:
    """Read every judgment of a file."""
    measured, started = Measured(), time.perf_counter()
    for record in records(path):
        result = read_judgment(text_of(record), {"title": record.get("title") or ""})
        if isinstance(result, Judgment):
            measured.judgments.append(result)
        else:
            measured.unread.append((record.get("id", ""), result))
    return Measured(measured.judgments, measured.unread, time.perf_counter() - started)


def main(paths: list[str]) -> None:
    """Print the figures of each file."""
    for path in paths:
        sys.stdout.write(f"{path}: {measure(Path(path)).report()}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
