"""Lay the third-party files that pages load into web/static/vendor, from node_modules."""

import argparse
import shutil
import sys
from pathlib import Path

from xiezhi.cli.modules import laid
from xiezhi.config import env

SOURCE = env.ROOT / "node_modules"
TARGET = env.ROOT / "xiezhi" / "web" / "static" / "vendor"

SCRIPTS = {
    "htmx.js": "htmx.org/dist/htmx.min.js",
    "alpine.js": "@alpinejs/csp/dist/cdn.min.js",
    "echarts.js": "echarts/dist/echarts.min.js",
}
NOBLE = ("@noble/curves/ed25519.js", "@noble/hashes/sha2.js")
"""What the verifier of lots imports; with what these import they are laid beside it."""
OUTLINE = "@tabler/icons/icons/outline"
ICONS: tuple[str, ...] = (
    "alert-triangle", "archive", "arrows-shuffle", "ban", "bell", "book", "calendar", "check",
    "chevron-down", "chevron-right", "clock", "download", "external-link", "eye", "file-text",
    "filter", "flag", "folder", "gavel", "history", "info-circle", "list", "lock", "logout",
    "paperclip", "pencil", "plus", "printer", "scale", "search", "send", "settings", "shield-check",
    "upload", "user", "users", "x",
)  # fmt: skip


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the folder of installed packages."""
    parser.add_argument("--source", type=Path, default=SOURCE, help="folder of npm packages")
    parser.add_argument("--target", type=Path, default=TARGET, help="folder to lay the files into")


def run(arguments: argparse.Namespace) -> int:
    """Copy the files; 1 with their names where the packages lack some."""
    wanted = SCRIPTS | {f"icons/{name}.svg": f"{OUTLINE}/{name}.svg" for name in ICONS}
    needed = (*wanted.values(), *NOBLE)
    missing = [path for path in needed if not (arguments.source / path).is_file()]
    if missing:
        print(
            f"run `npm ci --ignore-scripts` first; missing: {', '.join(missing)}", file=sys.stderr
        )
        return 1
    (arguments.target / "icons").mkdir(parents=True, exist_ok=True)
    for name, path in wanted.items():
        shutil.copyfile(arguments.source / path, arguments.target / name)
    for address, text in laid(env.ROOT / "verify", arguments.source).items():
        place = arguments.target / address
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    return 0
