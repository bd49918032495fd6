"""清单: what a package holds, as JSON in one form only, and the zip in one form only.

Every byte counts: files are stored, not packed, in the order of their names, with one fixed time;
so any other way to write the same content is seen.
"""

import hashlib
import json
import zipfile
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import IO, Any

FORMAT = "xiezhi-archive/1"
MANIFEST, DIGEST, INDEX = "manifest.json", "manifest.sha256", "index.html"
ENTRIES_MAX = 10_000
MANIFEST_BYTES_MAX = 16 << 20
_FIXED_TIME = (1980, 1, 1, 0, 0, 0)


class NotAPackage(ValueError):
    """不是档案包: the bytes are no package of this format; the message says where it fails."""


@dataclass(frozen=True)
class Entry:
    """卷内文件: one file of the package, in catalogue order within its volume."""

    path: str
    code: str
    """The code of its place in the catalogue; `list` and `remarks` for the volume's own papers."""
    name: str
    volume: str
    kind: str
    first: int
    """The number of its first page in the volume, from 1; 0 for papers that are not numbered."""
    pages: int
    sha256: str
    """The hash of the content as it is read."""
    stored_sha256: str
    """The hash of the bytes in the package: another one where the file is sealed."""
    receipt: str = ""
    """The path of the ledger's receipt that names `sha256`; empty where there is none."""

    @property
    def sealed(self) -> bool:
        """Whether the package holds it encrypted."""
        return self.sha256 != self.stored_sha256


@dataclass(frozen=True)
class Manifest:
    """清单: the case, when and by whom it was packed, and all files."""

    number: str
    court: str
    kind: str
    procedure: str
    cause: str
    closed_on: str
    retention: str
    packed_at: str
    compiled_by: str
    checked_by: str
    files: tuple[Entry, ...]
    receipts: tuple[tuple[str, str], ...]
    """Path and hash of each receipt of the ledger."""

    def as_bytes(self) -> bytes:
        """Return the manifest in its one form."""
        stated = {"format": FORMAT, **asdict(self)}
        text = json.dumps(stated, ensure_ascii=False, indent=1, sort_keys=True)
        return text.encode() + b"\n"

    @property
    def paths(self) -> frozenset[str]:
        """Every path that the package holds."""
        held = (entry.path for entry in self.files)
        return frozenset({MANIFEST, DIGEST, INDEX, *held, *(path for path, _ in self.receipts)})


def read_manifest(content: bytes) -> Manifest:
    """Read a manifest; raises `NotAPackage` for any other form than `as_bytes` writes."""
    try:
        stated: dict[str, Any] = json.loads(content)
        if stated.pop("format") != FORMAT:
            raise NotAPackage("清单的格式版本不是本程序认识的")
        stated["files"] = tuple(Entry(**entry) for entry in stated["files"])
        stated["receipts"] = tuple((path, digest) for path, digest in stated["receipts"])
        manifest = Manifest(**stated)
        written = manifest.as_bytes()
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        if isinstance(error, NotAPackage):
            raise
        raise NotAPackage(f"清单无法读取（{type(error).__name__}）") from error
    if written != content:
        raise NotAPackage("清单不是规定的写法")
    return manifest


def digest_line(manifest: bytes) -> bytes:
    """Return the file that holds the manifest's hash, as `sha256sum -c` reads it."""
    return f"{hashlib.sha256(manifest).hexdigest()}  {MANIFEST}\n".encode()


def write_zip(parts: Iterable[tuple[str, bytes]], out: IO[bytes]) -> None:
    """Write the one form of a zip, seekable; `parts` come in the order of their names."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as target:
        for path, content in parts:
            info = zipfile.ZipInfo(path, _FIXED_TIME)
            info.create_system, info.external_attr = 3, 0o100644 << 16
            target.writestr(info, content)
