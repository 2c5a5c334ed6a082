"""What a file is, told by its content alone: its name, and what a browser says, count nothing."""

import io
import zipfile
from enum import StrEnum
from typing import Final

from domain.chapters.handling.terms import FileForm

PICTURES: Final = frozenset({FileForm.JPEG, FileForm.PNG, FileForm.WEBP})
PDF_BEGINS: Final = b"%PDF-"
PDF_ENDS: Final = b"%%EOF"
ENDS_WITHIN: Final = 2048
ZIP_BEGINS: Final = b"PK\x03\x04"
CONTENTS: Final = "[Content_Types].xml"
MAIN_PARTS: Final = {"word/document.xml": FileForm.DOCX, "xl/workbook.xml": FileForm.XLSX}
MACROS: Final = "vbaproject.bin"
MOST_PARTS: Final = 2000
MOST_UNPACKED: Final = 200 * 1024 * 1024


class UnfitBecause(StrEnum):
    """Why a file is not taken in."""

    UNKNOWN_FORM = "unknown_form"
    """Its content is of no form that is taken in."""
    TOO_LARGE = "too_large"
    """It has more bytes than a file of its form may have."""
    TOO_MANY_PIXELS = "too_many_pixels"
    DAMAGED = "damaged"
    """It is cut off, or cannot be read within bounds."""
    MACROS = "macros"
    """It holds a program."""


class UnfitFile(ValueError):
    """A file is not taken in; says why."""

    def __init__(self, why: UnfitBecause) -> None:
        super().__init__(why)
        self.why = why


def form_of(content: bytes) -> FileForm:
    """What a file is; raises UnfitFile."""
    if content.startswith(b"\xff\xd8\xff"):
        return FileForm.JPEG
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return FileForm.PNG
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return FileForm.WEBP
    if content.startswith(PDF_BEGINS):
        return _pdf(content)
    if content.startswith(ZIP_BEGINS):
        return _document(content)
    raise UnfitFile(UnfitBecause.UNKNOWN_FORM)


def _pdf(content: bytes) -> FileForm:
    if PDF_ENDS not in content[-ENDS_WITHIN:]:
        raise UnfitFile(UnfitBecause.DAMAGED)
    return FileForm.PDF


def _document(content: bytes) -> FileForm:
    """A document of an office program: a package of parts, whole, of sound size, no program."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
            unpacked = sum(part.file_size for part in parts)
            if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED or package.testzip():
                raise UnfitFile(UnfitBecause.DAMAGED)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError):
        raise UnfitFile(UnfitBecause.DAMAGED) from None
    names = {part.filename for part in parts}
    if any(name.lower().endswith(MACROS) for name in names):
        raise UnfitFile(UnfitBecause.MACROS)
    for main, form in MAIN_PARTS.items():
        if main in names and CONTENTS in names:
            return form
    raise UnfitFile(UnfitBecause.UNKNOWN_FORM)
