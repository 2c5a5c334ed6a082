"""`paidan calendar`."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli.lawmakers.calendar import app
from policies.calendar_library import BUILT_IN, built_in_library
from tests.cli.run import paidan
from tests.foreign_city import PLACE
from tests.foreign_city import YEAR_2024 as YEAR
from tests.policies.pack_texts import town, written

RUNNER = CliRunner()
ZONE = ("--time-zone", "Asia/Shanghai")


def test_the_list_names_the_edition_and_the_notices_of_every_year() -> None:
    told = json.loads(RUNNER.invoke(app, ["list", "--json"]).stdout)
    cn = next(calendar for calendar in told if calendar["calendar"] == "cn")
    assert cn["edition"].endswith("+2019.2+2020.2+2021.1+2022.1+2023.1+2024.1+2025.1+2026.1")
    assert "国办发明电〔2019〕3号" in next(y for y in cn["years"] if y["year"] == 2019)["source"]


def test_the_list_is_a_table_for_people() -> None:
    assert "cn 2026.1" in RUNNER.invoke(app, ["list"], env={"COLUMNS": "200"}).stdout


def test_a_sound_file_passes_the_check() -> None:
    checked = RUNNER.invoke(app, ["check", str(BUILT_IN / "cn" / "2026.1.toml")])
    assert (checked.exit_code, checked.stdout) == (0, "2026.1.toml: sound\n")


def test_a_bad_file_fails_the_check_with_every_flaw(tmp_path: Path) -> None:
    bad = tmp_path / "2027.toml"
    bad.write_text('calendar = "cn"\nyear = 2027\ndays = []\n', encoding="utf-8")
    checked = RUNNER.invoke(app, ["check", str(bad)])
    assert checked.exit_code == 1
    assert {line.split(": ")[1] for line in checked.stdout.splitlines()} == {
        "edition",
        "source",
        "days",
    }


def test_a_file_that_is_not_there_is_bad_usage(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, _, words = paidan(capsys, "calendar", "check", str(tmp_path / "none.toml"))
    assert status == 2
    assert "none.toml" in words


def test_the_year_of_another_place_is_checked_with_the_file_of_the_place(tmp_path: Path) -> None:
    place, year = tmp_path / "place.toml", tmp_path / "year.toml"
    place.write_text(PLACE, encoding="utf-8")
    year.write_text(YEAR, encoding="utf-8")
    alone = RUNNER.invoke(app, ["check", str(year)])
    assert (alone.exit_code, "is not the name of a calendar" in alone.stdout) == (1, True)
    together = RUNNER.invoke(app, ["check", str(year), "--calendar", str(place)])
    assert (together.exit_code, together.stdout) == (0, "year.toml: sound\n")


def test_the_calendar_of_a_country_is_drawn_up_and_passes_the_check(tmp_path: Path) -> None:
    folder = tmp_path / "lisbon"
    words = ["draw", "PT", "--years", "2026-2027", "--into", str(folder), "--name", "lisbon"]
    words += ["--time-zone", "Europe/Lisbon"]
    drawn = RUNNER.invoke(app, words)
    assert (drawn.exit_code, len(drawn.stdout.splitlines())) == (0, 3)
    files = [folder / name for name in ("calendar.toml", "2026.1.toml", "2027.1.toml")]
    library = built_in_library()
    for file in files:
        library = library.with_file(file.read_text(encoding="utf-8"), file.name)
    calendar, shipped = library.calendar("lisbon"), library.calendar("pt")
    assert calendar.time_zone == "Europe/Lisbon"
    year = [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]
    assert [d for d in year if calendar.is_working_day(d) != shipped.is_working_day(d)] == []
    again = RUNNER.invoke(app, words)
    assert again.exit_code == 1


def test_the_made_up_days_of_a_country_are_drawn_too(tmp_path: Path) -> None:
    assert (
        RUNNER.invoke(
            app, ["draw", "CN", "--years", "2026", "--into", str(tmp_path), *ZONE]
        ).exit_code
        == 0
    )
    library = built_in_library()
    for name in ("calendar.toml", "2026.1.toml"):
        text = (tmp_path / name).read_text(encoding="utf-8").replace('"cn"', '"drawn"')
        library = library.with_file(text, name)
    drawn, published = library.calendar("drawn"), library.calendar("cn")
    year = [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]
    assert [d for d in year if drawn.is_working_day(d) != published.is_working_day(d)] == []


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["XX", "--years", "2026"], "XX"),
        (["US", "--years", "2026"], "--time-zone"),
        (["US-XX", "--years", "2026", *ZONE], "XX"),
        (["PT", "--years", "soon"], "is not such as"),
        (["PT", "--years", "2000-2040"], "1 to 30"),
        (["PT", "--years", "2026", "--time-zone", "Moon/Base"], "time zone"),
    ],
)
def test_what_cannot_be_drawn_is_told(
    words: list[str], reason: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, _, told = paidan(capsys, "calendar", "draw", *words, "--into", str(tmp_path / "x"))
    assert (status, reason in told) == (2, True)
    assert not (tmp_path / "x").exists()


def test_a_place_and_its_year_are_published_and_a_law_that_counts_by_them(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, data_dir: str
) -> None:
    place, year = tmp_path / "place.toml", tmp_path / "year.toml"
    place.write_text(PLACE, encoding="utf-8")
    year.write_text(YEAR, encoding="utf-8")
    law = written(tmp_path, town('calendar = "port-almond"'))
    with_place = ("--calendar", str(place), "--data-dir", data_dir)

    def says(*words: str) -> tuple[int, str, str]:
        return paidan(capsys, *words)

    unpublished = says("policy", "publish", str(law), *with_place)
    alone = says("calendar", "publish", str(year), "--data-dir", data_dir)
    together = says("calendar", "publish", str(year), *with_place)
    again = says("calendar", "publish", str(place), "--data-dir", data_dir)
    published = says("policy", "publish", str(law), *with_place)
    place.write_text(PLACE.replace('"sun"', '"fri"'), encoding="utf-8")
    other = says("calendar", "publish", str(place), "--data-dir", data_dir)

    assert (unpublished[0], "publish the calendar port-almond first" in unpublished[2]) == (1, True)
    assert (alone[0], "is not the name of a calendar" in alone[2]) == (1, True)
    assert "--calendar" in alone[2]
    assert together == (
        0,
        "the place port-almond regular is published\n"
        "port-almond 2024.1 is published; 0 orders were told\n",
        "",
    )
    assert again == (0, "the place port-almond regular is published\n", "")
    assert (published[0], published[2]) == (0, "")
    assert (other[0], "a changed place takes a new name" in other[2]) == (1, True)
