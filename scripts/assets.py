"""Copy the third-party scripts to where pages load them from, and compile the translations.

Both results are built, never committed. Run after `npm ci --ignore-scripts`.
"""

import shutil
import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[1]
VENDOR = ROOT / "xiezhi" / "web" / "static" / "vendor"
FILES = {
    "htmx.min.js": "htmx.org/dist/htmx.min.js",
    "alpine.min.js": "@alpinejs/csp/dist/cdn.min.js",
    "echarts.min.js": "echarts/dist/echarts.min.js",
}


def copy_scripts(modules: Path = ROOT / "node_modules", to: Path = VENDOR) -> list[Path]:
    """Copy each script of `FILES`; raises `FileNotFoundError` where npm has not run."""
    to.mkdir(parents=True, exist_ok=True)
    return [Path(shutil.copyfile(modules / source, to / name)) for name, source in FILES.items()]


def compile_catalogues(locale: Path = ROOT / "xiezhi" / "locale") -> list[Path]:
    """Write the .mo beside every .po; raises `ValueError` where a message is wrong."""
    written = []
    for source in sorted(locale.glob("*/LC_MESSAGES/*.po")):
        with source.open("rb") as file:
            catalogue = read_po(file, abort_invalid=True)
        for message in catalogue:
            for error in message.check(catalogue):
                raise ValueError(f"{source.name}: {message.id!r}: {error}")
        target = source.with_suffix(".mo")
        with target.open("wb") as file:
            write_mo(file, catalogue)
        written.append(target)
    return written


if __name__ == "__main__":
    for path in [*copy_scripts(), *compile_catalogues()]:
        sys.stdout.write(f"{path.relative_to(ROOT)}\n")
