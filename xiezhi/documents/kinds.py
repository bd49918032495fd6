"""文件类型: the kinds of file a court file holds, recognised by their first bytes."""

from xiezhi.law.terms import Term

OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""An old Office file, or a new one under a password."""

VIRUS_TEST = b"EICAR-STANDARD-" + b"ANTIVIRUS-TEST-FILE"


class FileKind(Term):
    """文件类型: a format that is accepted, with its customary suffix as its value."""

    PDF = "pdf", "PDF 文件"
    DOCX = "docx", "Word 文档"
    PNG = "png", "PNG 图像"
    JPEG = "jpg", "JPEG 图像"
    TIFF = "tif", "TIFF 图像"

    @property
    def media_type(self) -> str:
        """The MIME type to send the file with."""
        return _MEDIA_TYPES[self]

    @property
    def suffixes(self) -> frozenset[str]:
        """Every suffix, without the dot, that names of this kind bear."""
        return _SUFFIXES.get(self, frozenset({self.value}))

    @property
    def image(self) -> bool:
        """Whether it is a picture of pages, without text."""
        return self in (FileKind.PNG, FileKind.JPEG, FileKind.TIFF)


_MEDIA_TYPES = {
    FileKind.PDF: "application/pdf",
    FileKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileKind.PNG: "image/png",
    FileKind.JPEG: "image/jpeg",
    FileKind.TIFF: "image/tiff",
}
_SUFFIXES = {
    FileKind.JPEG: frozenset({"jpg", "jpeg"}),
    FileKind.TIFF: frozenset({"tif", "tiff"}),
}
_MAGIC = (
    (b"%PDF-", FileKind.PDF),
    (b"PK\x03\x04", FileKind.DOCX),
    (b"\x89PNG\r\n\x1a\n", FileKind.PNG),
    (b"\xff\xd8\xff", FileKind.JPEG),
    (b"II*\x00", FileKind.TIFF),
    (b"MM\x00*", FileKind.TIFF),
)


def kind_of(head: bytes) -> FileKind | None:
    """Return the kind that the first bytes claim, None for anything else.

    The claim is only a claim: `reading.inspect` opens the file to see whether it holds.
    """
    return next((kind for magic, kind in _MAGIC if head.startswith(magic)), None)


def kind_of_suffix(suffix: str) -> FileKind | None:
    """Return the kind that a name's suffix claims, None for anything else."""
    return next((kind for kind in FileKind if suffix.lower() in kind.suffixes), None)
