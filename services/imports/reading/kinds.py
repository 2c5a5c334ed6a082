"""What a file is, by how it begins; what is no table is told by what it is."""

from pathlib import Path
from typing import Final

from services.imports.reading.cells import (
    LARGEST_FILE,
    MEBIBYTE,
    HowToRead,
    Tables,
    UnreadableSheet,
)

BEGINS: Final = 4096
PACKAGE: Final = b"PK\x03\x04"
FOREIGN: Final = (
    (b"\xd0\xcf\x11\xe0", "an old or a locked spreadsheet: save it as plain .xlsx"),
    (b"%PDF", "a PDF: export the table as .xlsx or .csv"),
    (b"\x89PNG", "a picture (PNG): export the table as .xlsx or .csv"),
    (b"\xff\xd8\xff", "a picture (JPEG): export the table as .xlsx or .csv"),
    (b"GIF8", "a picture (GIF): export the table as .xlsx or .csv"),
    (b"\x1f\x8b", "a compressed file (gzip): unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "a compressed file (7z): unpack it first"),
    (b"Rar!", "a compressed file (rar): unpack it first"),
    (b"{\\rtf", "a text document (RTF): save the table as .xlsx or .csv"),
    (b"SQLite format 3\0", "an SQLite database: export the table as .csv"),
    (b"PAR1", "a Parquet file: export the table as .csv"),
    (b"\x7fELF", "a program: it holds no table"),
    (b"MZ", "a program: it holds no table"),
)
PAGE: Final = ("<!doctype html", "<html", "<head", "<body", "<table", "<meta", "<div", "<style")
SPREADSHEET_XML: Final = "urn:schemas-microsoft-com:office:spreadsheet"


def tables_of(path: Path, how: HowToRead) -> Tables:
    """Open a file as what it is; raises UnreadableSheet."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            begins = file.read(BEGINS)
    except OSError as unreadable:
        raise UnreadableSheet(f"{path}: {unreadable.strerror}") from unreadable
    if size > LARGEST_FILE:
        raise UnreadableSheet(f"{path} is larger than {LARGEST_FILE // MEBIBYTE} MiB: divide it")
    for mark, words in FOREIGN:
        if begins.startswith(mark):
            raise UnreadableSheet(f"{path} is {words}")
    if begins.startswith(PACKAGE):
        from services.imports.reading.workbooks import workbook_tables

        return workbook_tables(path)
    return _text(path, how, begins)


def _text(path: Path, how: HowToRead, begins: bytes) -> Tables:
    plain = _latin(begins)
    if plain.startswith(PAGE) or ("<html" in plain and plain.startswith(("<?xml", "<!--"))):
        from services.imports.reading.pages import page_tables

        return page_tables(path, how.encoding)
    if plain.startswith("<"):
        return _xml(path, plain)
    if plain.startswith(("{", "[")):
        from services.imports.reading.records import json_tables

        return json_tables(path, how.encoding)
    from services.imports.reading.texts import text_tables

    return text_tables(path, how.encoding)


def _xml(path: Path, plain: str) -> Tables:
    if SPREADSHEET_XML in plain:
        raise UnreadableSheet(f"{path} is a spreadsheet in XML: save it as .xlsx")
    from services.imports.reading.records import xml_tables

    return xml_tables(path)


def _latin(begins: bytes) -> str:
    """The beginning in letters that every encoding shares, without marks and white space."""
    return (
        begins.replace(b"\0", b"").decode("latin-1").lstrip("\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    )
