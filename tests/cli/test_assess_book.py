"""The assessment as a workbook, read again as people open it."""

from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook

from cli.shared.exit_status import BadInput
from cli.supervisors.assess_book import write_book
from domain.assessment import assess
from domain.assessment.figure import DESK
from domain.bulletin import Names
from tests.domain.case import Case
from tests.services.assessment.a_month import NAMES, a_month
from tests.services.assessment.assessed import MARCH, card_of
from texts import zh

FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1", "\r=1+1", "http://x.cn", "{=1+1}")
SPREADSHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
Rows = list[list[Any]]


def book_of(file: Path, *cases: Case, names: Names = NAMES) -> CalamineWorkbook:
    """Write the workbook on these cases and open it."""
    write_book(assess([card_of(case) for case in cases], MARCH), file, names)
    return CalamineWorkbook.from_path(file)


def rows_of(book: CalamineWorkbook, sheet: str) -> Rows:
    """The rows of a sheet, as they are shown, below the line that says what it is."""
    title, *rows = book.get_sheet_by_name(sheet).to_python()
    assert title[0].startswith(f"{sheet}　2026-03-01至2026-03-31")
    return rows


def parts_of(file: Path, element: str) -> list[ElementTree.Element]:
    """Every element of that name in all sheets."""
    with ZipFile(file) as packed:
        sheets = [name for name in packed.namelist() if name.startswith("xl/worksheets/sheet")]
        read = [ElementTree.fromstring(packed.read(name)) for name in sheets]
    return [found for sheet in read for found in sheet.iter(SPREADSHEET + element)]


def shown_as(file: Path, cell: str) -> str | None:
    """The number format of a cell of the first sheet."""
    with ZipFile(file) as packed:
        styles = ElementTree.fromstring(packed.read("xl/styles.xml"))
        first = ElementTree.fromstring(packed.read("xl/worksheets/sheet1.xml"))
    formats = {f.get("numFmtId"): f.get("formatCode") for f in styles.iter(SPREADSHEET + "numFmt")}
    (uses,) = styles.iter(SPREADSHEET + "cellXfs")
    (found,) = (c for c in first.iter(SPREADSHEET + "c") if c.get("r") == cell)
    return formats[uses[int(found.get("s", 0))].get("numFmtId")]


def test_every_word_is_a_word_and_none_a_formula(tmp_path: Path) -> None:
    file = tmp_path / "march.xlsx"
    cases = [Case().dispatched(to=w, category=w, district=w).at("03-20 09:00") for w in FORMULAS]
    book = book_of(file, *cases, names=Names(say=zh, units={"-1": "=2+2"}))
    units = rows_of(book, "单位")[2:]
    assert {row[0] for row in units} == {*FORMULAS, DESK}
    assert "=2+2" in {row[1] for row in units}
    assert {row[4] for row in rows_of(book, "K1 按时签收率")[1:]} == set(FORMULAS)
    assert parts_of(file, "f") == []


def test_the_first_sheet_tells_every_figure_and_leads_to_its_orders(tmp_path: Path) -> None:
    book = book_of(tmp_path / "march.xlsx", *a_month(20))
    head, *figures = rows_of(book, "指标")
    assert head == ["代码", "指标", "Indicator", "分子", "分母", "值", "依据", "工单"]
    leads = {row[0]: row[7] for row in figures}
    assert leads["K1"] == "K1 按时签收率"
    assert leads["K10"] == ""
    for sheet in filter(None, leads.values()):
        assert sheet in book.sheet_names


def test_the_orders_behind_a_figure_add_up_to_it(tmp_path: Path) -> None:
    book = book_of(tmp_path / "march.xlsx", *a_month(40))
    for row in rows_of(book, "指标")[1:]:
        _, _, _, above, below, _, _, sheet = row
        lines = rows_of(book, sheet)[1:] if sheet else []
        assert sum(line[5] for line in lines) == above
        assert sum(line[6] or 0 for line in lines) == (below or 0)


def test_a_share_is_a_share_and_shown_in_per_cent(tmp_path: Path) -> None:
    file = tmp_path / "march.xlsx"
    late = Case().dispatched().at("03-20 09:00")
    book = book_of(file, late, Case().signed_in(), Case().signed_in())
    assert rows_of(book, "指标")[1][3:6] == [2, 3, 0.6667]
    assert shown_as(file, "F3") == "0.00%"
    assert shown_as(file, "D3") == "#,##0"


def test_groups_stand_side_by_side_under_the_names_that_people_know(tmp_path: Path) -> None:
    book = book_of(tmp_path / "march.xlsx", *a_month(40))
    over, under, *rows = rows_of(book, "区县")
    assert over[2:6] == ["按时签收率", "", "", "响应率"]
    assert under[:5] == ["代码", "区县", "分子", "分母", "值"]
    assert [row[:2] for row in rows] == [["east", "东城区"], ["west", "西城区"]]
    assert rows_of(book, "类型")[2][1] in ("咨询", "求助", "投诉", "举报", "建议")
    assert rows_of(book, "渠道")[2][1] in ("电话", "微信", "网站", "客户端")


def test_heads_stay_in_sight_and_sheets_fit_the_page(tmp_path: Path) -> None:
    file = tmp_path / "march.xlsx"
    sheets = len(book_of(file, *a_month(5)).sheet_names)
    frozen = parts_of(file, "pane")
    assert [pane.get("state") for pane in frozen] == ["frozen"] * sheets
    assert [page.get("orientation") for page in parts_of(file, "pageSetup")] == [
        "landscape"
    ] * sheets


def test_a_month_without_orders_is_a_workbook_too(tmp_path: Path) -> None:
    book = book_of(tmp_path / "march.xlsx")
    assert book.sheet_names == ["指标", "单位", "区县", "类型", "渠道"]
    assert rows_of(book, "指标")[1][3:6] == [0, 0, ""]


def test_a_workbook_that_cannot_be_written_is_bad_usage(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"where\.xlsx"):
        write_book(assess([], MARCH), tmp_path / "no" / "where.xlsx", NAMES)
