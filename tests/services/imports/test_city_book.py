"""A city's workbook says what its TOML file would; a mistake is named by sheet and cell."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Final

import pytest
import xlsxwriter

from domain.vocabulary import ItemClass, Role
from policies.city_file import BadCity, read_city_file
from policies.city_register import CityRegister
from services.imports.city_book import read_city_book
from services.imports.reading import spool
from services.imports.sheets import UnreadableSheet
from tests.services.imports.test_hostile_files import FILES

Rows = Sequence[Sequence[object]]
NINE: Final = datetime(2026, 3, 2, 9)  # noqa: DTZ001 (a spreadsheet knows no zone)
CITY: Final[Rows] = (("name", "title", "pack"), ("riverton", "Riverton", "national-default"))
UNIT: Final[Rows] = (
    ("code", "title", "kind", "district", "above", "item_classes"),
    ("hall", "Town hall", "hotline"),
    (7, "Pier", "department", "east", "hall", "city_management、other"),
)
DISTRICT: Final[Rows] = (("代码", "名称"), ("east", "East"))
PERSON: Final[Rows] = (
    ("代码", "单位代码", "角色", "名称", "外包", "生效日"),
    ("pier-1", 7, "unit_clerk", "Clerk", "是", date(2026, 3, 2)),
    ("hall-1", "hall", "seat_agent", "Seat", False, "2026-03-02"),
)
RULE: Final[Rows] = (
    ("code", "unit", "source", "valid_from", "listed"),
    ("D-1", 7, "the list of 2026", "2026-01-01", "no"),
)
SOUND: Final = {
    "city": CITY,
    "district": DISTRICT,
    "unit": UNIT,
    "person": PERSON,
    "rule": RULE,
}
IN_TOML: Final = """
name = "riverton"
title = "Riverton"
pack = "national-default"
district = [{ code = "east", title = "East" }]
person = [
  { code = "pier-1", unit = "7", role = "unit_clerk", title = "Clerk", outsourced = true, DAY },
  { code = "hall-1", unit = "hall", role = "seat_agent", title = "Seat", DAY },
]
rule = [{ code = "D-1", unit = "7", source = "the list of 2026", valid_from = 2026-01-01 }]

[[unit]]
code = "hall"
title = "Town hall"
kind = "hotline"

[[unit]]
code = "7"
title = "Pier"
kind = "department"
district = "east"
above = "hall"
item_classes = ["city_management", "other"]
""".replace("DAY", "valid_from = 2026-03-02")


def book(folder: Path, **sheets: Rows) -> Path:
    """The sound workbook, with some sheets in another shape or besides."""
    path = folder / "city.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        for name, rows in {**SOUND, **sheets}.items():
            sheet = workbook.add_worksheet(name)
            for place, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if isinstance(cell, date):
                        sheet.write_datetime(place, column, cell, day)
                    else:
                        sheet.write(place, column, cell)
    return path


def told(folder: Path, **sheets: Rows) -> Mapping[str, str]:
    """The mistakes of a workbook by their places."""
    with pytest.raises(BadCity) as bad:
        read_city_book(book(folder, **sheets))
    assert len({mistake.key for mistake in bad.value.mistakes}) == len(bad.value.mistakes)
    return {mistake.key: mistake.reason for mistake in bad.value.mistakes}


def in_toml(folder: Path) -> CityRegister:
    (path := folder / "city.toml").write_text(IN_TOML, encoding="utf-8")
    return read_city_file(path)


def test_a_workbook_says_what_a_file_says(tmp_path: Path) -> None:
    read = read_city_book(book(tmp_path))
    assert read == in_toml(tmp_path)
    pier = next(unit for unit in read.units if unit.code == "7")
    assert pier.item_classes == (ItemClass.CITY_MANAGEMENT, ItemClass.OTHER)
    assert [(one.role, one.outsourced) for one in read.persons] == [
        (Role.UNIT_CLERK, True),
        (Role.SEAT_AGENT, False),
    ]


def test_blank_rows_empty_sheets_and_the_note_say_nothing(tmp_path: Path) -> None:
    spread = (*UNIT[:2], ("", " "), *UNIT[2:])
    path = book(tmp_path, unit=spread, Sheet1=(), 说明=(("anything", "at all"),))
    assert read_city_book(path) == in_toml(tmp_path)


@pytest.mark.parametrize(
    ("sheet", "rows", "place", "reason"),
    [
        ("unit", (*UNIT, ("pool", "Pool", "office", "west")), "unit!D4", "no district of this"),
        ("unit", (*UNIT, (), ("pool", "Pool", "office", "", "sea")), "unit!E5", "no unit of this"),
        ("unit", (*UNIT, ("hall", "Hall", "office")), "unit!A4", "is named twice"),
        ("unit", (*UNIT, ("pool", "Pool")), "unit!C4", "Field required"),
        ("unit", (*UNIT, ("pool", "Pool", "x", "", "", "sports")), "unit!F4", "Input should be"),
        ("unit", ((*UNIT[0], "colour"), *UNIT[1:]), "unit!G1", "unknown column; allowed: code"),
        ("unit", ((*UNIT[0], "title"), *UNIT[1:]), "unit!G1", "is named twice"),
        ("unit", (*UNIT, ("pool", "Pool", "x", "", "", "", "?")), "unit!G4", "without a heading"),
        ("person", (*PERSON, ("a", 7, "mayor", "-")), "person!C4", "Input should be"),
        ("person", (*PERSON, ("a", 7, "system", "-")), "person!C4", "no person is the system"),
        ("person", (*PERSON, ("a", 7, "monitor", "-", "x")), "person!E4", "must be yes or no"),
        ("person", (*PERSON, ("a", 7, "monitor", "-", "", 45000)), "person!F4", "must be a day"),
        ("person", (*PERSON, ("a", 7, "monitor", "-", "", "3/2")), "person!F4", "must be a day"),
        ("person", (*PERSON, ("a", 7, "monitor", "-", "", NINE)), "person!F4", "must be a day"),
        ("rule", (RULE[0][:3], RULE[1][:3]), "rule!2:2 valid_from", "Field required"),
        ("city", CITY[:1], "city!A2", "must be a word"),
        ("city", (), "city name", "must be a word"),
        ("city", (*CITY, CITY[1]), "city!3:3", "in one row"),
        ("city", ((*CITY[0], "zone"), (*CITY[1], "Riverton")), "city!D2", "must be the IANA name"),
        ("Unit ", UNIT, "unit!A1", "is named twice"),
        ("people", PERSON, "people", "unknown sheet; allowed: city, district, unit, person"),
    ],
)
def test_a_mistake_is_named_by_its_sheet_and_cell(
    tmp_path: Path, sheet: str, rows: Rows, place: str, reason: str
) -> None:
    assert reason in told(tmp_path, **{sheet: rows})[place]


def test_a_code_that_was_given_twice_is_named_where_it_stands_last(tmp_path: Path) -> None:
    assert list(told(tmp_path, district=(*DISTRICT, *DISTRICT[1:]))) == ["district!A3"]


def test_mistakes_come_in_the_order_of_the_rows(tmp_path: Path) -> None:
    many = (*UNIT, *((f"pool {number}", "Pool", "office") for number in range(9)))
    assert list(told(tmp_path, unit=many)) == [f"unit!A{row}" for row in range(4, 13)]


@pytest.mark.parametrize("name", FILES)
def test_what_is_no_workbook_is_told_so_and_not_read(tmp_path: Path, name: str) -> None:
    (path := tmp_path / "city.xlsx").write_bytes(FILES[name][0])
    with pytest.raises(UnreadableSheet):
        read_city_book(path)


def test_a_workbook_of_very_many_rows_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spool, "MOST_ROWS", 3)
    with (tmp_path / "out").open("wb") as out, pytest.raises(UnreadableSheet, match="more than 3"):
        spool.write_workbook(book(tmp_path), out)
