"""`paidan city` at a prompt: what a file may not change is refused in both languages."""

from pathlib import Path

import pytest

from operations.virtual import VirtualHotline
from policies.city_file import SAMPLE
from store.register.successions import store_succession
from store.register.units import today
from tests.cli.run import types

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
