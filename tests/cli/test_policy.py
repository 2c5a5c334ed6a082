"""`paidan policy` shows the law with its sources and says whether a file is a rule pack."""

import json
from pathlib import Path

import pytest

from policies.library import SHIPPED, load_pack, pack_names
from tests.cli.run import paidan
from tests.foreign_city import YEAR_2024, port_almond
from tests.policies.offices_law import OFFICES_LAW
from tests.policies.pack_texts import limit, town, written

Screen = pytest.CaptureFixture[str]


def test_the_packs_at_hand_are_listed_with_their_editions(capsys: Screen) -> None:
    status, out, _ = paidan(capsys, "policy", "list", "--json")

    told = {pack["id"]: pack["edition"] for pack in json.loads(out)}
    assert status == 0
    assert told == {name: load_pack(name).edition for name in pack_names()}


def test_a_value_is_shown_with_its_source_and_rules(capsys: Screen) -> None:
    status, out, _ = paidan(capsys, "policy", "show", "sanya-2018")

    assert status == 0
    assert (
        "clock arrive, urgency emergency, limit 20 min"
        "  [三府办〔2018〕62号 一(五); SY18-08, C:C1, E:E3]" in out
    )
    assert "clock handle, warn half  [default; G:G11]" in out
    assert "protect_from_arrival = no  [三府办〔2018〕62号 一(五); SY18-08, E:E4]" in out
    assert "09:00-12:00, 13:00-17:30  [default; G:G23]" in out


def test_a_pack_is_shown_as_an_order_carries_it(capsys: Screen) -> None:
    status, out, _ = paidan(capsys, "policy", "show", "weifang-2021", "--json")

    told = json.loads(out)
    assert status == 0
    assert told["edition"] == load_pack("weifang-2021").edition
    assert len(told["dispositions"]) == 5


@pytest.mark.parametrize("name", pack_names())
def test_every_shipped_file_passes_the_check(capsys: Screen, name: str) -> None:
    status, out, _ = paidan(capsys, "policy", "check", str(SHIPPED / f"{name}.toml"), "--json")

    told = json.loads(out)
    assert (status, told["ok"], told["id"], told["mistakes"]) == (0, True, name, [])


def test_a_bad_file_is_refused_with_every_mistake(capsys: Screen, tmp_path: Path) -> None:
    path = str(written(tmp_path, town("colour = 3", limit('clock = "accept", limit = "x"'))))

    status, out, err = paidan(capsys, "policy", "check", path)
    json_status, told, _ = paidan(capsys, "policy", "check", path, "--json")

    assert (status, out) == (1, "")
    assert [line.split(": ")[:2] for line in err.splitlines()] == [
        [path, "colour"],
        [path, "limit[1].limit"],
    ]
    assert json_status == 1
    assert [m["key"] for m in json.loads(told)["mistakes"]] == ["colour", "limit[1].limit"]


def test_a_file_that_is_not_there_ends_with_two(capsys: Screen, tmp_path: Path) -> None:
    status, _, err = paidan(capsys, "policy", "check", str(tmp_path / "none.toml"))

    assert status == 2
    assert "No such file" in err


def test_a_pack_of_another_place_is_checked_with_its_calendar(
    capsys: Screen, tmp_path: Path
) -> None:
    _, pack, *calendar = port_almond(tmp_path)

    with_it, good, _ = paidan(capsys, "policy", "check", pack, *calendar)
    without, _, err = paidan(capsys, "policy", "check", pack)

    assert (with_it, good.split(":")[0]) == (0, "port-almond-311 is good")
    assert without == 1
    assert err.startswith(f"{pack}: calendar: no calendar 'port-almond'; known: ")


def test_an_impossible_calendar_names_file_key_and_reason(capsys: Screen, tmp_path: Path) -> None:
    _, pack, *calendar = port_almond(tmp_path)
    year = tmp_path / "2024.toml"
    year.write_text(YEAR_2024.replace("2024-04-21", "2024-02-30"), encoding="utf-8")

    status, _, err = paidan(capsys, "policy", "check", pack, *calendar)
    _, told, _ = paidan(capsys, "policy", "check", pack, *calendar, "--json")

    assert (status, err) == (1, f'{year}: days_off[1]: "2024-02-30" is not a date\n')
    assert [m["key"] for m in json.loads(told)["mistakes"]] == ["days_off[1]"]


def test_laws_as_offices_write_them_are_shown_in_both_languages(
    capsys: Screen, tmp_path: Path
) -> None:
    status, out, _ = paidan(capsys, "policy", "show", str(written(tmp_path, OFFICES_LAW)))

    assert status == 0
    assert "limit 10 ND put-off (natural days, a last day that is not worked put off" in out
    assert "limit 0 WD close (by close of business the same day" in out
    assert "当日下班前办结" in out
    assert "08:00-12:00, 14:00-17:30; Fri 周五 08:00-12:00; 05-01..09-30 season 季节作息: " in out
