"""A sheet is read as it stands, and a file that is none, or is too much, is told so."""

import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from services.imports.reading import workbooks
from services.imports.reading.cells import MEBIBYTE, UnreadableSheet
from services.imports.sheets import read_sheet_here
from tests.services.assessment.books import HEADER, LAMP, NOISE, book, text_file

CSV = 'number,text\n1,路灯不亮\n2,"第一行\r\n第二行, 带逗号"\n'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_csv_is_read_in_the_encodings_that_offices_use(tmp_path: Path, encoding: str) -> None:
    sheet = read_sheet_here(text_file(tmp_path / "a.csv", CSV, encoding))

    assert sheet.header == ("number", "text")
    assert list(sheet.lines)[1].cells == ("2", "第一行\r\n第二行, 带逗号")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_separator_is_the_headers(tmp_path: Path, delimiter: str) -> None:
    text = delimiter.join(("number", "text")) + "\n" + delimiter.join(("1", "坏了")) + "\n"

    assert next(iter(read_sheet_here(text_file(tmp_path / "a.csv", text)).lines)).cells == (
        "1",
        "坏了",
    )


def test_rows_keep_the_numbers_of_the_spreadsheet_across_blank_ones(tmp_path: Path) -> None:
    blank: list[object] = ["", " ", None]
    path = book(tmp_path / "a.xlsx", blank, HEADER, blank, LAMP, blank, NOISE)

    sheet = read_sheet_here(path)

    assert sheet.header == HEADER
    assert [line.number for line in sheet.lines] == [4, 6]


def test_a_quote_that_nobody_closed_swallows_no_rows(tmp_path: Path) -> None:
    path = text_file(tmp_path / "a.csv", 'number,text\n1,"open\n2,lost\n')

    with pytest.raises(UnreadableSheet, match="no sound csv"):
        read_sheet_here(path)


def test_a_file_that_is_no_sheet_is_told_so(tmp_path: Path) -> None:
    old = tmp_path / "old.xls"
    old.write_bytes(b"\xd0\xcf\x11\xe0" + b"\0" * 600)
    cut = book(tmp_path / "cut.xlsx", HEADER, LAMP)
    cut.write_bytes(cut.read_bytes()[:-200])
    picture = tmp_path / "picture.csv"
    picture.write_bytes(b"\x89PNG\r\n\0\0\0")

    for path, words in ((old, "save it as"), (cut, "no sound"), (picture, "is a picture")):
        with pytest.raises(UnreadableSheet, match=words):
            read_sheet_here(path)
    with pytest.raises(UnreadableSheet, match="is empty"):
        read_sheet_here(text_file(tmp_path / "empty.csv", "\n \n"))
    with pytest.raises(UnreadableSheet, match="No such file"):
        read_sheet_here(tmp_path / "none.csv")


def test_a_file_that_would_fill_the_memory_is_never_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbooks, "LARGEST_UNPACKED", 2 * MEBIBYTE)
    path = tmp_path / "bomb.xlsx"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as parts,
        parts.open("xl/worksheets/sheet1.xml", "w") as part,
    ):
        for _ in range(3):
            part.write(b" " * MEBIBYTE)

    with pytest.raises(UnreadableSheet, match="unpacks to more than 2 MiB"):
        read_sheet_here(path)


def test_two_cells_at_the_ends_of_a_sheet_do_not_span_it(tmp_path: Path) -> None:
    path = tmp_path / "wide.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write(0, 0, "number")
        sheet.write(1_048_575, 16_383, "far away")

    with pytest.raises(UnreadableSheet, match="spans 1048576 rows by 16384 columns"):
        read_sheet_here(path)


def test_a_damaged_part_is_noticed(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", HEADER, LAMP)
    raw = bytearray(path.read_bytes())
    place = raw.index(b"xl/worksheets/sheet1.xml") + 60
    raw[place] ^= 0xFF
    path.write_bytes(bytes(raw))

    with pytest.raises(UnreadableSheet, match="no sound"):
        read_sheet_here(path)
