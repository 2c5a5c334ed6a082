"""A case may bring its day along, or its matter: `backtest` and `import` take both, and say so."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.run import paidan
from tests.policies.pack_texts import PROVENANCE, town, written
from tests.services.assessment.books import text_file

Screen = pytest.CaptureFixture[str]
MATTERS = (
    "limit = [",
    f'  {{ clock = "handle", only = {{ category = "potholes" }}, limit = "24 h", {PROVENANCE} }},',
    "]",
)
PROMISES = (
    "[intake]",
    f'furthest_promised_day = {{ value = "60 ND", {PROVENANCE} }}',
)
BOTH = town(*MATTERS, *PROMISES)
ROWS = """number,opened,closed,承诺办结时间,事项编码,延期天数
1,2026-03-02 09:00,2026-03-20 23:00,2026-03-20,,
2,2026-03-02 09:00,2026-03-20 23:00,2026-05-09,,
3,2026-03-02 09:00,2026-03-20 23:00,2026-02-27,,
4,2026-03-02 09:00,2026-03-03 09:00,,potholes,
5,2026-03-02 09:00,2026-03-03 09:01,,potholes,
6,2026-03-02 09:00,2026-03-09 23:00,,lamps,
7,2026-03-02 09:00,2026-03-11 12:00,2026-03-10 17:00,potholes,3
"""
AS_OF = ("--as-of", "2026-10-31")


def said(capsys: Screen, folder: Path, law: str, *words: str, text: str = ROWS) -> str:
    file = str(text_file(folder / "old.csv", text))
    policy = str(written(folder, law))
    status, out, err = paidan(capsys, "backtest", file, "--policy", policy, *AS_OF, *words)
    assert (status, err) == (0, "")
    return out


def in_json(capsys: Screen, folder: Path, law: str, *words: str, text: str = ROWS) -> Any:
    return json.loads(said(capsys, folder, law, *words, "--json", "-", text=text))


def test_a_promised_day_and_a_matter_stand_in_the_place_of_the_usual_limit(
    capsys: Screen, tmp_path: Path
) -> None:
    told = in_json(capsys, tmp_path, BOTH)

    judged = {one["number"]: (one["due"][:16], one["verdict"]) for one in told["verdicts"]}
    assert judged == {
        "1": ("2026-03-21T00:00", "in_time"),
        "2": ("2026-03-10T00:00", "late"),
        "3": ("2026-03-10T00:00", "late"),
        "4": ("2026-03-03T09:00", "in_time"),
        "5": ("2026-03-03T09:00", "late"),
        "6": ("2026-03-10T00:00", "in_time"),
        "7": ("2026-03-11T00:00", "late"),
    }
    rests = {one["number"]: (one["promise"], one["limit"]) for one in told["verdicts"]}
    assert rests["1"] == ("governs", "promised 2026-03-20")
    assert rests["2"] == ("out_of_range", "5 WD")
    assert rests["3"] == ("out_of_range", "5 WD")
    assert rests["4"] == (None, "24 h")
    assert rests["7"] == ("governs", "promised 2026-03-10")
    assert told["verdicts"][0]["promised_day"] == "2026-03-20"
    assert [one["matter"] for one in told["verdicts"]][3:6] == ["potholes", "potholes", "lamps"]


def test_the_table_and_the_json_say_what_became_of_them(capsys: Screen, tmp_path: Path) -> None:
    told = in_json(capsys, tmp_path, BOTH)
    out = said(capsys, tmp_path, BOTH)

    assert told["summary"]["promises"] == {"governs": 2, "out_of_range": 2}
    assert told["summary"]["matters"] == {"own_limit": 2, "limit_of_class": 1}
    assert told["limits"] == {
        "promised": {"column": "承诺办结时间", "furthest": "60 ND"},
        "matter": {"column": "事项编码", "with_a_limit": ["potholes"]},
    }
    for words in (
        "promised: from 承诺办结时间, taken where it lies no further ahead than 60 ND",
        "matter: from 事项编码; a limit of their own have: potholes",
        "the promised day governs: 2 of the cases",
        "the promised day lies behind the case, or further ahead than the law allows: 2 of the",
        "judged by the limit of the matter: 2 of the cases",
        "the matter has no limit of its own, so that of the class: 1 of the cases",
        "an extension beside a promised day, which the law does not count: 1 of the cases",
    ):
        assert words in out
    assert "not used" not in out


def test_a_law_that_takes_no_promise_has_it_compared_and_says_so(
    capsys: Screen, tmp_path: Path
) -> None:
    alone = town(*MATTERS)
    told = in_json(capsys, tmp_path, alone)
    out = said(capsys, tmp_path, alone)

    assert told["summary"]["promises"] == {"not_in_law": 4}
    assert told["limits"]["promised"]["furthest"] is None
    assert told["summary"]["file_says"]["due_told"] == 4
    assert told["verdicts"][0]["due"][:16] == "2026-03-10T00:00"
    assert "promised: from 承诺办结时间, which this law does not take: compared only" in out
    assert "row 2, 1: the file's due is later than the law's" in out


def test_a_dry_run_shows_both_and_a_map_names_them(capsys: Screen, tmp_path: Path) -> None:
    text = ROWS.replace("承诺办结时间", "bis").replace("事项编码", "worum")
    mapped = ("--map", "promised=bis", "--map", "matter=worum")

    told = in_json(capsys, tmp_path, BOTH, *mapped, "--dry-run", text=text)
    out = said(capsys, tmp_path, BOTH, *mapped, "--dry-run", text=text)

    assert (
        told["columns"]["read"] | {"promised": "bis", "matter": "worum"}
        == (told["columns"]["read"])
    )
    assert told["limits"]["promised"] == {"column": "bis", "furthest": "60 ND"}
    assert told["rows"][0]["promised"] == "the day 2026-03-20"
    assert told["rows"][0]["matter"] == ""
    assert "promised: from bis, taken where it lies no further ahead than 60 ND" in out
    assert "matter: from worum; a limit of their own have: potholes" in out


def test_an_emergency_waits_for_no_promise(capsys: Screen, tmp_path: Path) -> None:
    text = "number,dispatched,closed,promised,urgency\n1,2026-03-02 09:00,,2026-03-20,特急\n"

    told = in_json(capsys, tmp_path, BOTH, text=text)

    assert told["verdicts"][0]["promise"] == "binds_nobody"
    assert told["verdicts"][0]["due"] < "2026-03-20"


def test_a_promise_that_was_over_before_the_unit_had_the_case_binds_it_no_more(
    capsys: Screen, tmp_path: Path
) -> None:
    text = (
        "number,opened,dispatched,closed,promised\n1,2026-03-02 09:00,2026-03-09 10:00,,2026-03-05"
    )

    (verdict,) = (
        one
        for one in in_json(capsys, tmp_path, BOTH, text=text)["verdicts"]
        if one["clock"] == "handle"
    )

    assert (verdict["promise"], verdict["limit"]) == ("binds_nobody", "5 WD")


def test_each_of_the_two_moves_the_total_as_well(capsys: Screen, tmp_path: Path) -> None:
    text = "number,accepted,dispatched,结案时间,promised\n"
    text += "1,2026-03-02 09:00,2026-03-02 10:00,2026-03-21 00:00,2026-03-20\n"

    told = in_json(capsys, tmp_path, BOTH, text=text)

    by_clock = {one["clock"]: one for one in told["verdicts"]}
    assert by_clock["total"]["due"] == by_clock["handle"]["due"] == "2026-03-21T00:00:00+08:00"
    assert by_clock["total"]["limit"] == "promised 2026-03-20"
    assert told["summary"]["promises"] == {"governs": 1}
