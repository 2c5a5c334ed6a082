"""`paidan calendar`."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli.lawmakers.calendar import app
from policies.calendar_library import BUILT_IN
from tests.cli.run import paidan

RUNNER = CliRunner()


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
