"""Train the models of similar cases, articles and charges again from the public data sets."""

import argparse
import io
import sys
from pathlib import Path

from xiezhi.config import env

DATA = env.ROOT.parent / "shared" / "data"


def add(parser: argparse.ArgumentParser) -> None:
    """Declare where the data sets are and whether to compare only."""
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the data sets")
    parser.add_argument("--check", action="store_true", help="write nothing; 1 if it would change")


def run(arguments: argparse.Namespace) -> int:
    """Write the models; the same data give the same file. Without the data one line, and 0."""
    import numpy as np  # noqa: PLC0415

    from xiezhi.similar_cases.ranking.shipped import path  # noqa: PLC0415
    from xiezhi.similar_cases.ranking.training import NEEDED, train_all  # noqa: PLC0415

    missing = [name for name in NEEDED if not (arguments.data / name).is_file()]
    if missing:
        print(f"no data sets at {arguments.data} ({', '.join(missing)}): nothing to train from")
        return 0
    packed = io.BytesIO()
    np.savez_compressed(packed, allow_pickle=False, **train_all(arguments.data))
    target, after = path(), packed.getvalue()
    before = target.read_bytes() if target.exists() else b""
    if before == after:
        print(f"unchanged: {len(after):,} bytes")
        return 0
    if arguments.check:
        print(f"{target.name} differs from what the data teach: run train-similar", file=sys.stderr)
        return 1
    target.write_bytes(after)
    print(f"wrote {target.name}: {len(after):,} bytes")
    return 0
