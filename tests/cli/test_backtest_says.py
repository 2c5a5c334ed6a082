"""A verdict says what it rests on: what could be wrong in silence stands in the output."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.run import paidan
from tests.services.assessment.books import text_file

Screen = pytest.CaptureFixture[str]
NATIONAL = ("--policy", "national-default", "--as-of", "2026-10-31")
THREE_TIMES = """工单编号,来电时间,受理时间,派单时间,签收时间,办结时间,截止时间,是否超期,备注
A-1,2026/3/2 9:00,2026/3/3 9:00,2026/3/3 10:00,2026/3/3 11:00,2026/3/10 15:00,2026/3/9 18:00,是,无
A-2,2026-03-02 09:00,2026-03-03 09:00,2026-03-03 10:00,2026-03-06 11:00,,,否,无
"""


def said(capsys: Screen, tmp_path: Path, text: str, *words: str) -> str:
    file = str(text_file(tmp_path / "old.csv", text))
    status, out, err = paidan(capsys, "backtest", file, *NATIONAL, *words)
    assert (status, err) == (0, "")
    return out


def in_json(capsys: Screen, tmp_path: Path, text: str, *words: str) -> dict[str, Any]:
    return dict(json.loads(said(capsys, tmp_path, text, *words, "--json", "-")))


def test_1_which_column_began_a_duty_and_what_another_would_change(
    capsys: Screen, tmp_path: Path
) -> None:
    out = said(capsys, tmp_path, THREE_TIMES)
    told = in_json(capsys, tmp_path, THREE_TIMES)

    assert "handle: from 派单时间 to 办结时间" in out
    assert "from 来电时间 instead: verdicts that would change: 1" in out
    assert "not used: 备注" in out
    (handling,) = (one for one in told["clocks"] if one["clock"] == "handle")
    assert (handling["begin_column"], handling["end_column"]) == ("派单时间", "办结时间")
    assert {one["column"]: one["verdicts_that_change"] for one in handling["others"]} == {
        "受理时间": 0,
        "来电时间": 1,
    }
    assert told["columns"]["unused"] == ["备注"]


def test_2_every_duty_whose_two_ends_are_told_and_the_files_own_word_beside_it(
    capsys: Screen, tmp_path: Path
) -> None:
    told = in_json(capsys, tmp_path, THREE_TIMES)

    fared = {(one["number"], one["clock"]): one["verdict"] for one in told["verdicts"]}
    assert fared == {
        ("A-1", "dispatch"): "in_time",
        ("A-1", "accept"): "in_time",
        ("A-1", "handle"): "in_time",
        ("A-2", "dispatch"): "in_time",
        ("A-2", "accept"): "late",
        ("A-2", "handle"): "past_due",
    }
    first, second = told["differing"]
    assert (first["row"], first["why"]) == (2, ["due_earlier", "verdict_as_its_due"])
    assert (first["due"][:16], first["limit"], first["file_due"][:16]) == (
        "2026-03-11T00:00",
        "5 WD",
        "2026-03-09T18:00",
    )
    assert (second["row"], second["why"]) == (3, ["verdict_by_itself"])
    assert "the file's due is earlier than the law's" in said(capsys, tmp_path, THREE_TIMES)


def test_2_extensions_and_pauses_move_the_due_and_are_counted(
    capsys: Screen, tmp_path: Path
) -> None:
    text = (
        "number,dispatched,closed,延期天数,挂起时间,解挂时间\n"
        "1,2026-03-03 10:00,2026-03-13 15:00,3,,\n"
        "2,2026-03-03 10:00,2026-03-12 15:00,,2026-03-04 09:00,2026-03-06 09:00\n"
        "3,2026-03-03 10:00,2026-03-11 15:00,,,\n"
    )

    told = in_json(capsys, tmp_path, text)

    assert [one["due"][:10] for one in told["verdicts"]] == [
        "2026-03-14",
        "2026-03-13",
        "2026-03-11",
    ]
    assert [one["verdict"] for one in told["verdicts"]] == ["in_time", "in_time", "late"]
    assert (told["summary"]["extended"], told["summary"]["paused"]) == (1, 1)


def test_3_a_column_that_is_midnight_throughout_is_one_of_days(
    capsys: Screen, tmp_path: Path
) -> None:
    text = "number,opened,closed\n1,2026-03-02 00:00,2026-03-09\n2,2026-03-03 00:00:00,2026-03-09\n"

    assert "opened holds no time but midnight: read as a column of days" in said(
        capsys, tmp_path, text
    )
    assert in_json(capsys, tmp_path, text)["columns"]["days"] == ["opened"]


def test_4_what_is_open_past_its_due_is_a_miss_and_a_figure_of_its_own(
    capsys: Screen, tmp_path: Path
) -> None:
    text = (
        "number,opened,closed\n1,2026-03-02 09:00,2026-03-03\n"
        "2,2026-03-02 09:00,\n3,2026-10-30 09:00,\n"
    )

    told = in_json(capsys, tmp_path, text)["summary"]
    out = said(capsys, tmp_path, text)

    assert (told["in_time"], told["past_due"], told["open"]) == (1, 1, 1)
    assert (told["share_in_time"], told["share_of_due"]) == (1.0, 0.5)
    assert "as of 2026-10-31 23:59:59+08:00" in out
    assert ("100.0%" in out, "50.0%" in out) == (True, True)


def test_5_not_yet_is_open_and_what_cannot_be_is_rejected(capsys: Screen, tmp_path: Path) -> None:
    text = (
        "number,opened,closed\n1,2026-03-02 09:00,9999-12-31\n"
        "2,2026-03-02 09:00,1900-01-01 00:00:00\n"
        "3,2026-03-02 09:00,0000-00-00\n4,2026-03-02 09:00,2026-11-05\n5,1970-01-01,\n"
    )

    told = in_json(capsys, tmp_path, text)

    assert [one["verdict"] for one in told["verdicts"]] == ["past_due"] * 3
    assert [one["reason"] for one in told["rejected"]] == [
        "closed: lies ahead of 2026-10-31, as of which it is asked",
        "opened: lies before 1990",
    ]


def test_6_the_encoding_is_said_and_a_doubt_is_a_question(capsys: Screen, tmp_path: Path) -> None:
    text = "number,opened,closed,unit\n1,2026-03-02 09:00,2026-03-03 09:00,Hygiène\n"
    file = tmp_path / "old.csv"
    file.write_bytes(text.encode("windows-1252"))

    doubt = paidan(capsys, "backtest", str(file), *NATIONAL)
    told = paidan(capsys, "backtest", str(file), *NATIONAL, "--encoding", "windows-1252")

    assert (doubt[0], "give --encoding" in doubt[2]) == (2, True)
    assert (told[0], "unit Hygiène" in told[1]) == (0, True)
    assert "csv, windows-1252 (told), separated by comma" in told[1]


def test_words_of_the_office_and_units_by_alias(capsys: Screen, tmp_path: Path) -> None:
    words = tmp_path / "words.toml"
    words.write_text(
        '[types]\ncomplaint = ["Pothole"]\n[units]\n"Streets" = ["DPW", "17"]\n"Water" = []\n',
        "utf-8",
    )
    text = (
        "id,created_at,closed_at,type,unit\n1,2026-03-02 09:00,2026-03-03 09:00,Pothole,dpw\n"
        "2,2026-03-02 09:00,2026-03-03 09:00,Graffiti,Streats\n"
        "3,2026-03-02 09:00,2026-03-03 09:00,Graffiti,17\n"
    )

    told = in_json(capsys, tmp_path, text, "--words", str(words))
    waved = in_json(capsys, tmp_path, text, "--ignore", "type", "--ignore", "unit")
    forced = in_json(capsys, tmp_path, text, "--type", "consult")

    assert set(told["summary"]["by_unit"]) == {"Streets"}
    assert set(told["summary"]["by_type"]) == {"complaint", "not_told"}
    assert told["summary"]["unknown_words"] == {"type": {"Graffiti": 1}}
    assert told["rejected"] == [{"row": 3, "reason": "unit: no unit is called so; near: Streets"}]
    assert waved["columns"]["ignored"] == ["type", "unit"]
    assert set(forced["summary"]["by_type"]) == {"consult"}


def test_a_dry_run_shows_how_each_column_was_understood(capsys: Screen, tmp_path: Path) -> None:
    out = said(capsys, tmp_path, THREE_TIMES, "--dry-run")
    told = in_json(capsys, tmp_path, THREE_TIMES, "--dry-run")

    assert "handle: from 派单时间 to 办结时间" in out
    assert told["columns"]["read"]["dispatched"] == "派单时间"
    assert [one["row"] for one in told["rows"]] == [2, 3]
    assert told["rows"][0]["closed"] == "2026-03-10T15:00:00+08:00"
    assert "verdicts" not in told


@pytest.mark.parametrize("name", ["mend.csv", "mend.xlsx"])
def test_rejected_rows_are_mended_in_a_file_and_given_again(
    capsys: Screen, tmp_path: Path, name: str
) -> None:
    text = 'number,opened,closed,text\n1,2026-03-02 09:00,,=1+1\n2,someday,,"=1+1, -2"\n'
    mend = tmp_path / name
    said(capsys, tmp_path, text, "--rejected", str(mend))
    again = ("--as-of", "2026-10-31", "--policy", "national-default", "--json", "-")

    status, out, _ = paidan(capsys, "backtest", str(mend), *again)

    told = json.loads(out)
    assert (status, told["orders"]) == (0, 0)
    assert [one["reason"] for one in told["rejected"]] == [
        "opened: is not written as a time such as 2019-04-08 08:37:20"
    ]
    assert told["columns"]["unused"] == ["reason"]
