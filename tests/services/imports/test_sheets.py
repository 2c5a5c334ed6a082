"""A sheet is read as it stands, and a file that is none, or is too much, is told so."""

import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
import xlsxwriter

from services.imports.intake_file import how_to_read
from services.imports.reading import workbooks
from services.imports.reading.cells import MEBIBYTE, HowToRead, UnreadableSheet
from services.imports.sheets import read_sheet_here
from services.imports.words import usual_words
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


def test_the_sheet_with_the_table_is_found_behind_a_cover_and_a_doubt_is_asked(
    tmp_path: Path,
) -> None:
    def sheets(*names: str) -> Path:
        path = tmp_path / f"{len(names)}.xlsx"
        with xlsxwriter.Workbook(path) as workbook:
            workbook.add_worksheet("cover").write(0, 0, "a monthly list")
            for name in names:
                sheet = workbook.add_worksheet(name)
                for column, word in enumerate(HEADER):
                    sheet.write(0, column, word)
                sheet.write(1, 0, name)
        return path

    how = how_to_read(usual_words(), {})
    found = read_sheet_here(sheets("May"), how)

    assert (found.taken["sheet"], [line.cells[0] for line in found.lines]) == ("May", ["May"])
    with pytest.raises(UnreadableSheet, match=r"more than one sheet .*\(May, June\).*--sheet"):
        read_sheet_here(sheets("May", "June"), how)
    (line,) = read_sheet_here(sheets("May", "June"), replace(how, sheet="June")).lines
    assert line.cells[0] == "June"
    with pytest.raises(UnreadableSheet, match="no sheet July"):
        read_sheet_here(sheets("May", "June"), replace(how, sheet="July"))


def test_records_of_open311_are_rows_in_xml_and_in_json_of_any_encoding(tmp_path: Path) -> None:
    xml = (
        '<?xml version="1.0" encoding="utf-8"?><service_requests><request>'
        "<service_request_id>1</service_request_id><requested_datetime>2026-03-04T09:00:00Z"
        "</requested_datetime><address>某街</address></request></service_requests>"
    )
    json = (
        '[{"service_request_id": "1", "requested_datetime": "2026-03-04T09:00:00Z",'
        ' "address": "某街", "lat": null, "notes": [{}]}]'
    )
    how = how_to_read(usual_words(), {})
    row = ("1", "2026-03-04T09:00:00Z", "某街")

    (from_xml,) = read_sheet_here(text_file(tmp_path / "a.xml", xml), how).lines
    assert from_xml.cells == row
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        (from_json,) = read_sheet_here(text_file(tmp_path / "a.json", json, encoding), how).lines
        assert from_json.cells == (*row, "", "")


@pytest.mark.parametrize("encoding", ["big5", "cp949", "shift_jis", "euc_jp", "cp1251", "cp1252"])
def test_text_of_another_country_is_never_taken_for_chinese(tmp_path: Path, encoding: str) -> None:
    words = {
        "big5": "工單編號,來電時間\n1,承辦單位水務局路燈不亮\n",
        "cp949": "번호,접수시간,처리시간\n1,교통과 가로등이 켜지지 않습니다\n",
        "shift_jis": "受付番号,受付日時\n1,街灯がつきません\n",
        "euc_jp": "受付番号,受付日時\n1,街灯がつきません\n",
        "cp1252": "number,unit\n0,créé São\n",
        "cp1251": "номер,открыт\n1,фонарь не горит уже три дня\n",
    }
    path = text_file(tmp_path / "a.csv", words[encoding], encoding)

    with pytest.raises(UnreadableSheet, match="give --encoding"):
        read_sheet_here(path)
    assert read_sheet_here(path, HowToRead(encoding=encoding)).rows == 1
