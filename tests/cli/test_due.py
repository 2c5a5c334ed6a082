"""`paidan due` tells until when, and why: every row of Annex B, and the mixed order of Sanya."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.cli.run import paidan
from tests.foreign_city import port_almond
from tests.policies.law_table import LAWS, LawRow
from tests.policies.offices_law import OFFICES_LAW
from tests.policies.pack_texts import limit, town, written

Screen = pytest.CaptureFixture[str]
ANNEX_B = [
    ("2026-02-11", "2026-02-12", "2026-02-14", "2026-02-25", "2026-03-10"),
    ("2026-02-13", "2026-02-14", "2026-02-25", "2026-02-27", "2026-03-12"),
    ("2026-02-14", "2026-02-24", "2026-02-26", "2026-02-28", "2026-03-13"),
    ("2026-02-16", "2026-02-24", "2026-02-26", "2026-02-28", "2026-03-13"),
    ("2026-04-30", "2026-05-06", "2026-05-08", "2026-05-11", "2026-05-25"),
    ("2026-05-09", "2026-05-11", "2026-05-13", "2026-05-15", "2026-05-29"),
    ("2026-09-18", "2026-09-20", "2026-09-22", "2026-09-24", "2026-10-15"),
    ("2026-09-24", "2026-09-28", "2026-09-30", "2026-10-09", "2026-10-22"),
    ("2026-09-30", "2026-10-08", "2026-10-10", "2026-10-13", "2026-10-27"),
]


def due_in_json(capsys: Screen, *words: str) -> dict[str, object]:
    status, out, err = paidan(capsys, "due", *words, "--json")
    assert (status, err) == (0, "")
    told = json.loads(out)
    assert set(told) - {"promised_day"} == {"due", "provisional", "convention", "basis", "calendar"}
    return dict(told)


def midnight_after(day: str) -> str:
    return f"{date.fromisoformat(day) + timedelta(days=1)}T00:00:00+08:00"


@pytest.mark.parametrize("hour", ["00:00", "10:00", "23:59:59"])
@pytest.mark.parametrize(("start", "one", "three", "five", "fifteen"), ANNEX_B)
def test_working_days_end_at_midnight_of_the_last_counted_day(
    capsys: Screen,
    tmp_path: Path,
    hour: str,
    start: str,
    one: str,
    three: str,
    five: str,
    fifteen: str,
) -> None:
    long = str(written(tmp_path, town(limit('clock = "handle", limit = "15 WD"'))))
    for pack, clock, day in (
        ("national-default", "accept", one),
        ("national-default", "rework", three),
        ("national-default", "handle", five),
        (long, "handle", fifteen),
    ):
        words = ("--policy", pack, "--clock", clock, "--start", f"{start}T{hour}")
        assert due_in_json(capsys, *words)["due"] == midnight_after(day)


def test_one_order_of_sanya_runs_on_natural_hours_and_working_days_at_once(capsys: Screen) -> None:
    order = ("--policy", "sanya-2018", "--start", "2026-02-16T20:00")

    accept = due_in_json(capsys, *order, "--clock", "accept")
    handle = due_in_json(capsys, *order, "--clock", "handle")
    city = due_in_json(capsys, *order, "--clock", "handle", "--class", "city_management")

    assert (accept["due"], accept["convention"]) == ("2026-02-17T20:00:00+08:00", "natural_time")
    assert (handle["due"], handle["convention"]) == ("2026-03-01T00:00:00+08:00", "working_days")
    assert city["due"] == "2026-02-18T20:00:00+08:00"
    assert city["basis"] == ["SY18-02", "C:C3"]
    assert city["calendar"] == "cn 2026.1"


def test_a_due_in_a_year_that_nobody_has_published_is_provisional(capsys: Screen) -> None:
    words = ("--policy", "weifang-2021", "--clock", "handle", "--type", "consult")

    told = due_in_json(capsys, *words, "--start", "2026-12-30T09:00:00+08:00")

    assert told["provisional"] is True


def test_an_offset_moves_the_start_and_not_the_calendars_zone(capsys: Screen) -> None:
    words = ("--policy", "national-default", "--clock", "handle", "--type", "consult")

    told = due_in_json(capsys, *words, "--start", "2026-02-11T17:00:00Z")

    assert told["due"] == "2026-02-14T00:00:00+08:00", "17:00 UTC is 01:00 on the 12th in Shanghai"


def test_a_second_use_of_a_clock_has_a_limit_of_its_own(capsys: Screen) -> None:
    words = ("--policy", "national-default", "--clock", "review", "--start", "2026-05-01T23:50")

    told = due_in_json(capsys, *words, "--occasion", "force_majeure")

    assert told["due"] == "2026-05-02T00:20:00+08:00"


def test_a_person_is_told_why_day_by_day(capsys: Screen) -> None:
    words = ("--policy", "weifang-2021", "--clock", "handle", "--start", "2026-02-13T10:00")

    status, out, _ = paidan(capsys, "due", *words)

    assert status == 0
    assert "due 2026-02-28 00:00:00+08:00" in out
    assert "潍坊市12345政务服务便民热线条例 二十条(一); rules WF-18" in out
    assert "2026-02-14 Sat  make-up working day  1" in out
    assert "2026-02-16 Mon  day off\n" in out
    assert "2026-02-27 Fri  working day  5" in out


def test_a_duty_without_a_limit_is_a_clear_no(capsys: Screen) -> None:
    words = ("--policy", "national-default", "--clock", "arrive", "--start", "2026-02-13T10:00")

    status, out, err = paidan(capsys, "due", *words, "--json")

    assert (status, out) == (1, "")
    assert err == "national-default sets no limit for arrive (help other ordinary)\n"


def test_a_limit_hangs_on_the_hour_the_way_and_the_queue(capsys: Screen, tmp_path: Path) -> None:
    law = limit(
        'clock = "contact", limit = "90 min", '
        'only = { channel = "letter", queue = "approvals", hours = "22:00-06:00" }'
    )
    words = ("--policy", str(written(tmp_path, town(law))), "--clock", "contact", "--start")
    so = ("--channel", "letter", "--queue", "approvals")

    status, night, _ = paidan(capsys, "due", *words, "2026-03-02T23:00", *so)

    assert (status, night.splitlines()[0]) == (0, "due 2026-03-03 00:30:00+08:00")
    assert "only for letter, approvals, 22:00-06:00" in night
    others = ("2026-03-02T21:00", *so), ("2026-03-02T23:00", *so[:2]), ("2026-03-02T23:00", *so[2:])
    assert {due_in_json(capsys, *words, *other)["due"] for other in others} == {
        "2026-03-04T00:00:00+08:00"
    }


def test_the_calendar_of_another_place_is_brought_along(capsys: Screen, tmp_path: Path) -> None:
    words = ("--clock", "handle", "--start", "2024-04-18T10:00", "--type", "consult")

    told = due_in_json(capsys, *port_almond(tmp_path), *words)

    assert told["calendar"] == "port-almond 2024.1", (
        "other years have holidays that nobody knows yet"
    )
    assert told["due"] == "2024-04-22T11:00:00+02:00", "Friday to Sunday nobody works"
    _, out, _ = paidan(capsys, "due", *port_almond(tmp_path), *words)
    assert "2024-04-20 Sat  weekend\n  2024-04-21 Sun  day off\n" in out


def test_a_bad_pack_is_a_clear_no(capsys: Screen, tmp_path: Path) -> None:
    path = str(written(tmp_path, town("colour = 3")))

    status, _, err = paidan(
        capsys, "due", "--policy", path, "--clock", "handle", "--start", "2026-02-13"
    )

    assert status == 1
    assert err.startswith(f"{path}: colour: unknown key")


@pytest.mark.parametrize(
    ("policy", "clock", "start"),
    [
        ("atlantis", "handle", "2026-02-13T10:00"),
        ("national-default", "lunch", "2026-02-13T10:00"),
        ("national-default", "handle", "yesterday"),
        ("national-default", "handle", "9999-12-31T23:00"),
    ],
    ids=["pack", "clock", "start", "end of time"],
)
def test_what_cannot_be_read_ends_with_two(
    capsys: Screen, policy: str, clock: str, start: str
) -> None:
    status, out, err = paidan(capsys, "due", "--policy", policy, "--clock", clock, "--start", start)

    assert (status, out) == (2, "")
    assert "Traceback" not in err


def bringing(folder: Path, row: LawRow) -> tuple[str, ...]:
    """The words that ask for the due of a row."""
    demand = {name.replace("promised_day", "promised"): what for name, what in row.demand.items()}
    asked = [word for name, what in demand.items() for word in (f"--{name}", str(what))]
    for number, text in enumerate(row.calendar):
        asked += ["--calendar", str(written(folder, text, f"c{number}"))]
    policy = str(written(folder, row.text))
    return ("--policy", policy, "--clock", "handle", "--start", row.sent, *asked)


@pytest.mark.parametrize("row", LAWS, ids=str)
def test_each_law_of_offices(capsys: Screen, tmp_path: Path, row: LawRow) -> None:
    words = bringing(tmp_path, row)

    told = due_in_json(capsys, *words)
    out = paidan(capsys, "due", *words)[1]

    assert (told["due"], told["provisional"]) == (row.due_at.isoformat(), row.provisional)
    assert out.splitlines()[0] == f"due {row.due_at.isoformat(' ')}"


def test_a_half_day_is_named(capsys: Screen, tmp_path: Path) -> None:
    (row,) = (row for row in LAWS if row.name == "half-day-of-one-year")

    out = paidan(capsys, "due", *bringing(tmp_path, row))[1]

    assert "2026-12-24 Thu  working day until 11:30\n" in out


def test_a_promised_day_is_named_and_may_not_lie_anywhere(capsys: Screen, tmp_path: Path) -> None:
    (row,) = (row for row in LAWS if "promised_day" in row.demand)
    words = bringing(tmp_path, row)
    there = words.index("--promised") + 1

    def told(day: str, *more: str, law: str = words[1]) -> tuple[int, str, str]:
        asked = ("--policy", law, *words[2:there], day, *more)
        return paidan(capsys, "due", *asked)

    assert "promised 2026-03-20, in the place of 5 WD\n" in told("2026-03-20")[1]
    assert due_in_json(capsys, *words)["basis"][0] == "G:G2"
    assert due_in_json(capsys, *words)["promised_day"] == "2026-03-20"
    assert told("2026-05-02")[::2] == (
        1,
        "--promised 2026-05-02: lies behind --start, or further ahead than 60 ND\n",
    )
    assert told("2026-03-20", law="national-default")[::2] == (
        1,
        "--promised 2026-03-20: national-default takes no promised day\n",
    )
    urgent = told("2026-03-20", "--urgency", "emergency")[1]
    assert "promised 2026-03-20, which binds nobody here\n" in urgent
    assert told("soon")[0] == 2


@pytest.mark.parametrize(
    ("type", "start", "due", "words"),
    [
        ("help", "2026-09-22T10:00", "2026-10-09 00:00", "a last day off is put off"),
        ("consult", "2026-03-13T11:00", "2026-03-13 12:00", "until closing time of the same day"),
        ("praise", "2026-03-14T10:00", "2026-03-17 00:00", "same working day, or of the next"),
        ("suggestion", "2026-03-12T16:20", "2026-03-15 16:20", "so many calendar days later"),
        ("complaint", "2026-05-07T11:00", "2026-05-07 18:00", "only office hours"),
    ],
)
def test_laws_as_offices_write_them(
    capsys: Screen, tmp_path: Path, type: str, start: str, due: str, words: str
) -> None:
    law = ("--policy", str(written(tmp_path, OFFICES_LAW)), "--clock", "handle")

    status, out, _ = paidan(capsys, "due", *law, "--type", type, "--start", start)

    assert (status, out.splitlines()[0]) == (0, f"due {due}:00+08:00")
    assert words in out


def test_a_matter_has_a_limit_of_its_own(capsys: Screen, tmp_path: Path) -> None:
    law = limit('clock = "handle", only = { category = "potholes" }, limit = "24 h"')
    words = ("--policy", str(written(tmp_path, town(law))), "--clock", "handle")
    start = ("--start", "2026-03-02T09:00")

    assert due_in_json(capsys, *words, *start, "--category", "potholes")["due"] == (
        "2026-03-03T09:00:00+08:00"
    )
    assert due_in_json(capsys, *words, *start, "--category", "lamps")["due"] == (
        "2026-03-10T00:00:00+08:00"
    )
