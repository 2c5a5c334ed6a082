"""`paidan backtest` judges a file of old cases under any rule pack, also another country's."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.run import paidan
from tests.foreign_city import PACK, port_almond
from tests.policies.offices_law import OFFICES_LAW
from tests.policies.pack_texts import limit, town, written
from tests.services.assessment.books import text_file

Screen = pytest.CaptureFixture[str]
VERDICT = {"number", "opened", "due", "closed", "on_time", "lateness_working_hours"}
WEIFANG = """编号,诉求时间,办结时间,承办单位
1,2019-04-25 09:32,2019-05-05 17:00,水务局
2,2019-04-25 09:32,2019-05-07 10:00,水务局
3,2019-04-25,,城管局
4,someday,,城管局
"""
PORT = """ref,came,done,kind,area
thu,2024-04-25 10:00,2024-05-01 09:00,complaint,other
hours,2024-04-25 14:30,2024-04-28 15:30,consult,other
spring,2024-04-25 23:30,2024-04-27 00:31,help,city_management
gap,2024-04-23 09:00,2024-04-25 16:00,consult,city_management
holiday,2024-04-18 09:00,2024-04-25 16:01,report,other
"""
MAPPED = [
    word
    for pair in ("number=ref", "opened=came", "closed=done", "type=kind", "class=area")
    for word in ("--map", pair)
]


def in_json(capsys: Screen, *words: str) -> dict[str, Any]:
    status, out, err = paidan(capsys, "backtest", *words, "--json", "-")
    assert (status, err) == (0, "")
    return dict(json.loads(out))


def test_a_file_is_judged_and_every_row_accounted_for(capsys: Screen, tmp_path: Path) -> None:
    file = str(text_file(tmp_path / "old.csv", WEIFANG))

    told = in_json(capsys, file, "--policy", "weifang-2021")

    assert set(told) >= {"orders", "rejected", "verdicts", "summary", "columns", "clocks", "as_of"}
    assert (told["orders"], [one["row"] for one in told["rejected"]]) == (3, [5])
    assert all(set(one) >= VERDICT for one in told["verdicts"])
    assert [one["on_time"] for one in told["verdicts"]] == [True, False, None]
    assert [one["lateness_working_hours"] for one in told["verdicts"]] == [0.0, 8.5, None]
    assert [one["days_only"] for one in told["verdicts"]] == [[], [], ["opened"]]
    assert told["verdicts"][1]["opened"] == "2019-04-25T09:32:00+08:00"
    assert told["verdicts"][1]["due"] == "2019-05-06T00:00:00+08:00"
    assert told["summary"]["by_unit"]["水务局"]["share_in_time"] == 0.5


def test_json_goes_to_a_file_too(capsys: Screen, tmp_path: Path) -> None:
    file = str(text_file(tmp_path / "old.csv", WEIFANG))
    target = tmp_path / "found.json"

    status, out, _ = paidan(
        capsys, "backtest", file, "--policy", "weifang-2021", "--json", str(target)
    )

    assert (status, out) == (0, "")
    assert json.loads(target.read_text("utf-8"))["orders"] == 3


def test_a_person_sees_the_sums_and_what_was_rejected(capsys: Screen, tmp_path: Path) -> None:
    file = str(text_file(tmp_path / "old.csv", WEIFANG))

    status, out, _ = paidan(capsys, "backtest", file, "--policy", "weifang-2021")

    assert status == 0
    assert "50.0%" in out
    assert "unit 城管局" in out
    assert "row 5: opened: is not written as a time" in out


def test_a_hotline_abroad_is_judged_by_its_own_week_hours_and_summer_time(
    capsys: Screen, tmp_path: Path
) -> None:
    file = str(text_file(tmp_path / "old.csv", PORT))

    told = in_json(capsys, file, *MAPPED, *port_almond(tmp_path))

    due = {one["number"]: (one["due"], one["on_time"]) for one in told["verdicts"]}
    assert due == {
        "thu": ("2024-05-02T00:00:00+03:00", True),
        "hours": ("2024-04-28T15:30:00+03:00", True),
        "spring": ("2024-04-27T00:30:00+03:00", False),
        "gap": ("2024-04-25T16:00:00+02:00", True),
        "holiday": ("2024-04-26T01:00:00+03:00", True),
    }
    assert {one["opened"][-6:] for one in told["verdicts"]} == {"+02:00"}


def test_a_calendar_from_elsewhere_must_be_given(capsys: Screen, tmp_path: Path) -> None:
    pack = str(written(tmp_path, PACK))
    file = str(text_file(tmp_path / "old.csv", PORT))

    status, _, err = paidan(capsys, "backtest", file, "--policy", pack, *MAPPED)

    assert status == 1
    assert "calendar: no calendar 'port-almond'; known: " in err
    assert "--calendar" in err


def test_a_bad_pack_or_calendar_is_a_clear_no_as_elsewhere(capsys: Screen, tmp_path: Path) -> None:
    bad = str(written(tmp_path, town(limit('clock = "handle", limit = "5 moons"'))))
    file = str(text_file(tmp_path / "old.csv", WEIFANG))
    calendar = str(written(tmp_path, 'calendar = "x"', "calendar"))

    checked = paidan(capsys, "policy", "check", bad)
    tested = paidan(capsys, "backtest", file, "--policy", bad)
    uncounted = paidan(capsys, "backtest", file, "--policy", "weifang-2021", "--calendar", calendar)

    assert tested == checked
    assert (uncounted[0], "calendar.toml: time_zone: " in uncounted[2]) == (1, True)


@pytest.mark.parametrize(
    "words",
    [
        ("absent.csv", "--policy", "weifang-2021"),
        ("old.csv", "--policy", "atlantis"),
        ("old.csv", "--policy", "weifang-2021", "--map", "opened=never"),
        ("old.csv", "--policy", "weifang-2021", "--map", "colour=red"),
        ("old.csv", "--policy", "weifang-2021", "--calendar", "absent.toml"),
        ("old.csv",),
    ],
)
def test_what_cannot_be_read_is_bad_usage(
    capsys: Screen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    text_file(tmp_path / "old.csv", WEIFANG)
    monkeypatch.chdir(tmp_path)

    assert paidan(capsys, "backtest", *words)[0] == 2


def test_old_cases_are_judged_by_laws_as_offices_write_them(capsys: Screen, tmp_path: Path) -> None:
    rows = "编号,诉求时间,办结时间,承办单位,类型\n"
    rows += "1,2026-09-22 10:00,2026-10-08 23:59,水务局,求助\n"
    rows += "2,2026-03-13 11:00,2026-03-13 12:01,水务局,咨询\n"
    file = str(text_file(tmp_path / "old.csv", rows))

    told = in_json(capsys, file, "--policy", str(written(tmp_path, OFFICES_LAW)))

    judged = [(one["due"], one["on_time"]) for one in told["verdicts"]]
    assert judged == [("2026-10-09T00:00:00+08:00", True), ("2026-03-13T12:00:00+08:00", False)]
