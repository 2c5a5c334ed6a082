"""A city's file is read whole: what it says, or every mistake in it by name."""

from pathlib import Path

import pytest

from domain.vocabulary import Role
from policies.city_file import SAMPLE, BadCity, read_city_file
from policies.mistake import BadPack, UnreadablePack

HEAD = 'name = "riverton"\ntitle = "Riverton"\npack = "national-default"\n'
HALL = '[[unit]]\ncode = "hall"\ntitle = "Town hall"\nkind = "hotline"\n'
HEAD_OF_HALL = '[[person]]\ncode = "head"\nunit = "hall"\nrole = "hotline_head"\ntitle = "Head"\n'
RIVERSIDE = '[[district]]\ncode = "riverside"\ntitle = "Riverside"\n'
RULE = """
[[rule]]
code = "D-1"
unit = "hall"
source = "the list of 2026"
valid_from = 2026-01-01
"""


def city(folder: Path, *parts: str) -> Path:
    path = folder / "city.toml"
    path.write_text(HEAD + "".join(parts), encoding="utf-8")
    return path


def test_a_city_says_its_units_its_people_and_its_catalogue(tmp_path: Path) -> None:
    read = read_city_file(city(tmp_path, HALL, HEAD_OF_HALL, RULE))
    assert [unit.code for unit in read.units] == ["hall"]
    assert [(one.code, one.role) for one in read.persons] == [("head", Role.HOTLINE_HEAD)]
    assert [rule.subject for rule in read.rules] == [""]


def test_a_unit_is_of_a_district_or_of_the_city_and_below_another(tmp_path: Path) -> None:
    pier = '[[unit]]\ncode = "pier"\ntitle = "Pier"\nkind = "office"\n'
    below = 'district = "riverside"\nabove = "hall"\n'
    read = read_city_file(city(tmp_path, 'zone = "Europe/Lisbon"\n', RIVERSIDE, HALL, pier, below))
    assert read.zone == "Europe/Lisbon"
    assert [district.title for district in read.districts] == ["Riverside"]
    assert [(unit.district, unit.above) for unit in read.units] == [("", ""), ("riverside", "hall")]


def test_a_file_that_names_no_district_leaves_them_to_its_units(tmp_path: Path) -> None:
    read = read_city_file(city(tmp_path, HALL, 'district = "anywhere"\n'))
    assert (read.districts, read.zone) == ((), "")


def test_only_the_units_of_a_circle_are_told_of_it(tmp_path: Path) -> None:
    lines = (("roads", "works"), ("works", "roads"), ("lamps", "roads"))
    units = (HALL.replace('"hall"', f'"{code}"') + f'above = "{up}"\n' for code, up in lines)
    with pytest.raises(BadCity) as bad:
        read_city_file(city(tmp_path, *units))
    assert [(mistake.key, mistake.reason) for mistake in bad.value.mistakes] == [
        ("unit roads.above", "is below itself: roads < works < roads"),
        ("unit works.above", "is below itself: works < roads < works"),
    ]


def test_the_sample_city_is_sound_and_nobody_in_it_is_a_machine() -> None:
    read = read_city_file(SAMPLE)
    assert not {Role.SYSTEM, Role.CALLER} & {person.role for person in read.persons}


@pytest.mark.parametrize(
    ("parts", "mistake"),
    [
        ([HALL, HALL], "unit hall: is named twice"),
        ([HALL.replace("hall", "the hall", 1)], "unit the hall: must be a code"),
        ([HALL, 'level = "galaxy"\n'], "unit[1].level: Input should be 'city'"),
        ([HALL, 'colour = "red"\n'], "unit[1].colour: unknown key; allowed: code, title"),
        ([HALL, "[[unit]]\n"], "unit[2].code: Field required"),
        ([HALL, 'successor = "hamlet"\n'], "unit hall.successor: no unit of this file"),
        ([HALL, 'above = "hamlet"\n'], "unit hall.above: no unit of this file is called hamlet"),
        ([HALL, 'above = "hall"\n'], "unit hall.above: is below itself: hall < hall"),
        ([RIVERSIDE, HALL, 'district = "hill"\n'], "unit hall.district: no district of this file"),
        ([RIVERSIDE, HALL, RULE, 'district = "hill"\n'], "rule D-1.district: no district of this"),
        ([RIVERSIDE, RIVERSIDE], "district riverside: is named twice"),
        (['zone = "Riverton"\n'], "zone: must be the IANA name of a zone"),
        (["zone = 8\n"], "zone: must be a word"),
        ([HEAD_OF_HALL], "person head.unit: no unit of this file is called hall"),
        ([HALL, HEAD_OF_HALL.replace("hotline_head", "system")], "no person is the system"),
        ([HALL, HEAD_OF_HALL.replace("hotline_head", "caller")], "no person is the caller"),
        ([HALL, HEAD_OF_HALL.replace("hotline_head", "mayor")], "person[1].role: Input should be"),
        ([RULE], "rule D-1.unit: no unit of this file is called hall"),
        ([HALL, RULE.replace("2026-01-01", "'soon'")], "rule[1].valid_from: Input should be"),
        (["unit = 3\n"], "unit: must be tables, each written [[unit]]"),
        (["size = 3\n"], "size: unknown key; allowed: name, title, pack, zone, district, unit"),
    ],
)
def test_a_mistake_is_named_with_its_place(tmp_path: Path, parts: list[str], mistake: str) -> None:
    path = city(tmp_path, *parts)
    with pytest.raises(BadCity) as bad:
        read_city_file(path)
    assert f"{path}: {mistake}" in str(bad.value) or mistake in str(bad.value)


def test_all_mistakes_are_named_at_once(tmp_path: Path) -> None:
    path = tmp_path / "city.toml"
    path.write_text('title = ""\n' + HEAD_OF_HALL, encoding="utf-8")
    with pytest.raises(BadCity) as bad:
        read_city_file(path)
    assert [mistake.key for mistake in bad.value.mistakes] == [
        "name",
        "pack",
        "person head.unit",
        "title",
    ]


def test_a_file_that_cannot_be_read_is_told_apart_from_a_bad_one(tmp_path: Path) -> None:
    with pytest.raises(UnreadablePack):
        read_city_file(tmp_path / "nowhere.toml")
    with pytest.raises(BadPack, match="not TOML"):
        read_city_file(city(tmp_path, "[["))
