"""Whatever a file is, its reader answers in words: briefly, and without a row of the file."""

import zipfile
from pathlib import Path
from typing import Final

import pytest

from services.imports.columns import BadColumns, columns_of
from services.imports.intake_file import how_to_read, understood
from services.imports.reading.cells import UnreadableSheet
from services.imports.rows import NEEDED, Reading
from services.imports.sheets import read_sheet, read_sheet_here
from services.imports.words import usual_words
from tests.domain.case import CITY
from tests.services.assessment.books import HEADER, LAMP, book

SECRET: Final = "13800000000"
LONGEST: Final = 700
BOMB: Final = (
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbbbbbb"><!ENTITY c "&b;&b;&b;&b;">]>'
    "<a><r><number>&c;</number></r></a>"
)
OUTSIDE: Final = (
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'
    "<a><r><number>&b;</number></r></a>"
)
ONE_LINE: Final = "<x>" + f"{SECRET} " * 40_000 + "</x>"
FILES: Final[dict[str, tuple[bytes, str]]] = {
    "empty": (b"", "is empty"),
    "blank": (b"\n , , \n", "is empty"),
    "pdf": (b"%PDF-1.7 " + SECRET.encode(), "is a PDF"),
    "picture": (b"\xff\xd8\xff\xe0" + SECRET.encode(), "is a picture"),
    "gzip": (b"\x1f\x8b\x08" + SECRET.encode(), "compressed"),
    "program": (b"\x7fELF" + SECRET.encode(), "is a program"),
    "old": (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "save it as plain .xlsx"),
    "one line of xml": (ONE_LINE.encode(), "is XML and holds no list"),
    "cut xml": (f"<a><r><phone>{SECRET}</phone>".encode(), "no sound XML"),
    "bomb": (BOMB.encode(), "a DTD or entities"),
    "outside": (OUTSIDE.encode(), "a DTD or entities"),
    "deep xml": (b"<a>" * 10_000, "too deep"),
    "spreadsheet xml": (
        b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
        "a spreadsheet in XML",
    ),
    "cut json": (f'[{{"phone": "{SECRET}"'.encode(), "no sound JSON"),
    "deep json": (b"[" * 100_000, "no sound JSON"),
    "json without a list": (f'{{"phone": "{SECRET}"}}'.encode(), "holds no list"),
    "many fields": (
        ("[{" + ",".join(f'"{n}":1' for n in range(2_000)) + "}]").encode(),
        "more than 1000 fields",
    ),
    "page": (f"<html><body>{SECRET}</body></html>".encode(), "without a table"),
    "nul": (b"number,text\n1,\0\n", "holds NUL"),
    "two encodings": ("number,text\n1,é\n".encode() + b"\xff\xff\xff", "give --encoding"),
    "open quote": (f'number,text\n1,"{SECRET}\n2,b\n'.encode(), "no sound csv"),
    "no header": (f"{SECRET},{SECRET}\n{SECRET},{SECRET}\n".encode(), "no column for"),
}


def read(path: Path) -> list[str]:
    """Read a file as `import` does; returns the reasons of its rejected rows."""
    words = usual_words()
    sheet = read_sheet_here(path, how_to_read(words, {}))
    columns = columns_of(sheet, {}, NEEDED, words)
    found = understood(sheet, columns, Reading(zone=CITY))
    return [one.reason for one in found.rejected]


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_no_table_is_told_by_what_it_is(tmp_path: Path, name: str) -> None:
    raw, words = FILES[name]
    path = tmp_path / "file"
    path.write_bytes(raw)

    with pytest.raises((UnreadableSheet, BadColumns), match=words) as no:
        read(path)

    assert len(str(no.value)) <= LONGEST
    assert SECRET not in str(no.value)


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("\x1b[2Jgone", "text: holds a character that cannot be shown"),
        ("\u202egnp.exe", "text: holds a character that cannot be shown"),
        ("x" * 20_001, "text: is longer than 20000 characters"),
    ],
)
def test_a_cell_that_would_act_on_its_reader_is_rejected(
    tmp_path: Path, cell: str, reason: str
) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"number,text\n1,{cell}\n2,fine\n", "utf-8")

    assert read(path) == [reason]


@pytest.mark.parametrize(
    "time",
    ["10000000000-01-01 00:00", "2026-13-01", "99999999999999", "2026-02-30 25:61", "１" * 40],
)
def test_a_time_that_cannot_be_is_a_reason_and_no_traceback(tmp_path: Path, time: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"number,text,opened\n1,a,{time}\n", "utf-8")

    (reason,) = read(path)
    assert reason.startswith("opened: ")
    assert time not in reason


def test_a_package_that_is_no_workbook_is_told_so(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as parts:
        parts.writestr("word/document.xml", SECRET)

    with pytest.raises(UnreadableSheet, match=r"no \.xlsx workbook"):
        read(path)


def test_a_sheet_that_claims_a_span_in_a_spelling_of_its_own_ends_its_own_process_only(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.xlsx"
    whole = book(tmp_path / "whole.xlsx", HEADER, LAMP)
    with zipfile.ZipFile(whole) as parts, zipfile.ZipFile(path, "w") as claimed:
        for name in parts.namelist():
            raw = parts.read(name)
            # A nought before the row's number is a spelling that no pattern of ours looks for.
            claimed.writestr(name, raw.replace(b'r="E2"', b'r="XFD01048576"'))

    with pytest.raises(UnreadableSheet, match="MiB of memory"):
        read_sheet(path)


def test_the_process_that_reads_says_what_is_wrong_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(f'[{{"phone": "{SECRET}"', "utf-8")

    with pytest.raises(UnreadableSheet, match=r"is no sound JSON \(line 1, column \d+\)"):
        read_sheet(path)
