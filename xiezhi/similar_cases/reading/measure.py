"""What share of a file of judgments can be read; run as `python -m` with files to measure."""

import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from xiezhi.similar_cases.reading.files import Record, read_file
from xiezhi.similar_cases.reading.judgment import Judgment, Unreadable


@dataclass(frozen=True)
class Measured:
    """The outcome for one file: what was read, and what was not with its reason."""

    records: list[Record]
    seconds: float

    @property
    def judgments(self) -> list[Judgment]:
        """What was read."""
        return [r.result for r in self.records if isinstance(r.result, Judgment)]

    @property
    def unread(self) -> list[tuple[str, Unreadable]]:
        """What was not read, by the record's id."""
        return [(r.id, r.result) for r in self.records if isinstance(r.result, Unreadable)]

    @property
    def share(self) -> float:
        """The share that was read, 0 to 1."""
        return len(self.judgments) / len(self.records) if self.records else 0.0

    def report(self) -> str:
        """Return the figures, and how many were not read for which reason."""
        total = len(self.records)
        speed = total / max(self.seconds, 1e-9)
        lines = [f"{len(self.judgments)} / {total} = {self.share:.1%}，{speed:.0f} 件/秒"]
        reasons = Counter(unread.reason for _, unread in self.unread)
        lines += [f"  {count}  {reason}" for reason, count in reasons.most_common()]
        return "\n".join(lines)


def measure(path: Path) -> Measured:
    """Read every judgment of a file."""
    started = time.perf_counter()
    records = list(read_file(path))
    return Measured(records, time.perf_counter() - started)


def main(paths: list[str]) -> None:
    """Print the figures of each file."""
    for path in paths:
        sys.stdout.write(f"{path}: {measure(Path(path)).report()}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
