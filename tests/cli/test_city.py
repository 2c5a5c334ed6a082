"""`paidan city` at a prompt: what no file may change, and a workbook from template to register."""

from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from domain.vocabulary import Role
from operations.virtual import VirtualHotline
from policies.city_file import SAMPLE
from services.imports.city_book import COLUMNS, heading
from store.register.successions import store_succession
from store.register.units import today
from tests.cli.run import paidan, types
from tests.services.imports.test_city_book import SOUND, book

Screen = pytest.CaptureFixture[str]


def said(hotline: VirtualHotline, folder: Path, *changes: tuple[str, str]) -> str:
    """The sample city's file under this hotline's law, with some words changed."""
    text = SAMPLE.read_text(encoding="utf-8")
    for before, after in (("national-default", hotline.city.pack), *changes):
        assert before in text
        text = text.replace(before, after, 1)
    (path := folder / "city.toml").write_text(text, encoding="utf-8")
    return str(path)


async def test_a_city_of_another_zone_is_not_this_one(
    hotline: VirtualHotline, data_dir: str, capsys: Screen, tmp_path: Path
) -> None:
    pack = f'pack = "{hotline.city.pack}"\n'
    for zone, status, words in (
        ("Asia/Shanghai", 0, ""),
        ("Europe/Lisbon", 1, "counts its days in Asia/Shanghai, for ever, and the file says zone"),
    ):
        file = said(hotline, tmp_path, (pack, f'{pack}zone = "{zone}"\n'))
        ended, _, why = await types(capsys, "city", "load", file, "--data-dir", data_dir)
        assert (ended, words in why) == (status, True)
    assert "按 Asia/Shanghai 计日" in why


async def test_another_successor_than_the_registers_is_refused(
    hotline: VirtualHotline, data_dir: str, capsys: Screen, tmp_path: Path
) -> None:
    engine = hotline.engines.patient
    await store_succession(engine, "market", "housing", await today(engine), "head-1")
    unit = '[[unit]]\ncode = "market"\n'
    file = said(hotline, tmp_path, (unit, f'{unit}successor = "water"\n'))
    status, _, why = await types(capsys, "city", "load", file, "--data-dir", data_dir)
    assert status == 1
    assert "unit market has another successor on record: see `paidan unit succeed`" in why
    assert "单位 market 已登记由另一单位承继" in why


async def test_an_entry_of_the_catalogue_that_says_otherwise_needs_a_new_code(
    hotline: VirtualHotline, data_dir: str, capsys: Screen, tmp_path: Path
) -> None:
    file = said(hotline, tmp_path, ('category = "water-supply"', 'category = "water"'))
    status, _, why = await types(capsys, "city", "load", file, "--data-dir", data_dir)
    assert status == 1
    assert "rule D-water says something else already: what it says now needs a new code" in why
    assert "目录条目 D-water 已另有内容" in why


def filled(template: Path, folder: Path) -> Path:
    """The template as an office fills it in: under its own heads, in its own order."""
    read, sheets = CalamineWorkbook.from_path(template), {}
    for name, (heads, *rows) in SOUND.items():
        (own,) = read.get_sheet_by_name(name).to_python()
        words = [head if head in own else heading(str(head)) for head in heads]
        said = [dict(zip(words, row, strict=False)) for row in rows]
        sheets[name] = (own, *([row.get(head, "") for head in own] for row in said))
    return book(folder, **sheets)


def test_a_template_is_filled_in_and_then_sound(capsys: Screen, tmp_path: Path) -> None:
    template = tmp_path / "template.xlsx"
    status, told, _ = paidan(capsys, "city", "template", str(template))
    assert (status, f"{template} 已生成" in told) == (0, True)
    status, _, why = paidan(capsys, "city", "check", str(template))
    assert (status, f"{template}: city!A2: must be a word" in why) == (1, True)
    file = filled(template, tmp_path)
    status, told, _ = paidan(capsys, "city", "check", str(file))
    assert (status, told) == (0, "city.xlsx: sound; districts 1, units 2, people 2, rules 1\n")


def test_the_note_of_a_template_explains_every_column_in_both_languages(
    capsys: Screen, tmp_path: Path
) -> None:
    template = tmp_path / "template.xlsx"
    paidan(capsys, "city", "template", str(template))
    (_, heads, *lines) = CalamineWorkbook.from_path(template).get_sheet_by_name("说明").to_python()
    assert heads == ["工作表", "列名(TOML)", "列名", "必填", "可填内容", "中文说明", "英文说明"]
    explained = {(line[0], line[1]): line for line in lines if not line[4]}
    assert set(explained) == {(t, column) for t, columns in COLUMNS.items() for column in columns}
    assert explained["rule", "source"][2:4] == ["依据文件", "required · 必填"]
    assert explained["rule", "subject"][3] == ""
    roles = [line[4] for line in lines if line[:2] == ["person", "role"] and line[4]]
    assert set(roles) == set(Role) - {Role.CALLER, Role.SYSTEM}


def test_a_template_takes_the_place_of_no_other_file(capsys: Screen, tmp_path: Path) -> None:
    (there := tmp_path / "city.xlsx").write_text("mine", encoding="utf-8")
    status, _, why = paidan(capsys, "city", "template", str(there))
    assert (status, f"{there} is there already" in why) == (2, True)
    assert there.read_text(encoding="utf-8") == "mine"
    status, _, why = paidan(capsys, "city", "template", str(tmp_path / "city.ods"))
    assert (status, "must end in .xlsx" in why) == (2, True)
    status, _, _ = paidan(capsys, "city", "template", str(tmp_path / "nowhere" / "city.xlsx"))
    assert status == 2


def test_a_workbook_that_is_none_ends_with_two(capsys: Screen, tmp_path: Path) -> None:
    (bad := tmp_path / "city.xlsx").write_bytes(b"%PDF-1.7")
    status, _, why = paidan(capsys, "city", "check", str(bad))
    assert (status, "is a PDF" in why) == (2, True)


async def test_a_workbook_is_loaded_as_a_file_is(
    hotline: VirtualHotline, data_dir: str, capsys: Screen, tmp_path: Path
) -> None:
    city = (("name", "title", "pack"), ("riverton", "Riverton", hotline.city.pack))
    file, where = str(book(tmp_path, city=city)), ("--data-dir", data_dir)
    status, told, _ = await types(capsys, "city", "load", file, *where)
    assert (status, told.splitlines()[-1]) == (0, "6 changes")
    status, told, _ = await types(capsys, "city", "load", file, *where)
    assert (status, told) == (0, "0 changes\n")
