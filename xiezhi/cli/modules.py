"""The verifier's modules for pages: every import becomes an address beside it, no import map.

The policy of the pages allows no inline script, so none can say where `@noble/…` lies; the files
are copied with what they import, and each import is written as a path.
"""

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

VERIFIER = ("verify_lot.mjs", "verify_pool.mjs", "verify_receipt.mjs", "verify_vrf.mjs")
_IMPORT = re.compile(r"""^((?:import|export)\b[^;"']*?)(["'])([^"']+)\2""", re.MULTILINE)


def laid(verify: Path, packages: Path) -> dict[str, str]:
    """Return by address below the target the text of each module; raises `FileNotFoundError`."""
    waiting = [(f"verify/{name}", verify / name) for name in VERIFIER]
    found: dict[str, str] = {}
    while waiting:
        address, path = waiting.pop()
        if address in found:
            continue
        text = path.read_text(encoding="utf-8")
        found[address] = _IMPORT.sub(lambda m, here=address: _rewritten(m, here), text)  # type: ignore[misc]
        waiting += _imported(address, text, packages)
    return found


def _imported(address: str, text: str, packages: Path) -> Iterator[tuple[str, Path]]:
    for match in _IMPORT.finditer(text):
        target = _target(match[3], address)
        if target.startswith("noble/"):
            yield target, packages / f"@{target}"


def _target(name: str, address: str) -> str:
    """Return where what a module imports is laid; nothing for a module of Node."""
    if name.startswith("@noble/"):
        return name.removeprefix("@")
    if not name.startswith("."):
        return ""
    parts: list[str] = []
    for part in (PurePosixPath(address).parent / name).parts:
        if part == "..":
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts)


def _rewritten(match: re.Match[str], address: str) -> str:
    target = _target(match[3], address)
    if not target:
        return match[0]
    up = "../" * (len(PurePosixPath(address).parts) - 1)
    return f"{match[1]}{match[2]}{up or './'}{target}{match[2]}"
