"""Train the weights of the detection of four-type cases again from the labelled texts."""

import argparse
import sys
from importlib import resources
from pathlib import Path

from xiezhi.config import env

DATA = env.ROOT.parent / "shared" / "data"
FILE = Path("four_type") / "cases.jsonl"


def add(parser: argparse.ArgumentParser) -> None:
    """Declare where the data sets are and whether to compare only."""
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the data sets")
    parser.add_argument("--check", action="store_true", help="write nothing; 1 if it would change")


def run(arguments: argparse.Namespace) -> int:
    """Write the model; the same texts give the same file. Without the data one line, and 0."""
    from xiezhi.detection.model import FILE as MODEL  # noqa: PLC0415
    from xiezhi.detection.training import examples, train  # noqa: PLC0415

    path: Path = arguments.data / FILE
    if not path.is_file():
        print(f"no labelled texts at {path}: nothing to train from")
        return 0
    model = train(examples(path))
    target = Path(str(resources.files("xiezhi.detection") / MODEL))
    before = target.read_text(encoding="utf-8") if target.exists() else ""
    after = model.dump()
    if before == after:
        print(f"unchanged: {model.texts} texts, threshold {model.threshold}")
        return 0
    if arguments.check:
        print(
            f"{target.name} differs from what the texts teach: run train-detection", file=sys.stderr
        )
        return 1
    target.write_text(after, encoding="utf-8")
    print(f"wrote {target.name}: {model.texts} texts, threshold {model.threshold}")
    return 0
