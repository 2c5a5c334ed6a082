"""`paidan unit`: the register of units from a prompt."""

import json
from typing import Any

import pytest

from tests.cli.front_window import FrontWindow
from tests.cli.run import paidan

Screen = pytest.CaptureFixture[str]
WATER: dict[str, Any] = {
    "code": "water",
    "title": "市水务局",
    "kind": "department",
    "level": "city",
    "above": "works",
    "valid_from": None,
    "valid_to": "2026-03-02",
    "valid": False,
    "successor": "utilities",
}
TURN = {
    "unit": "water",
    "person": "water-clerk",
    "title": "信息采编员",
    "post": "clerk",
    "since": "2026-03-02T09:00:00+08:00",
    "until": "2026-03-02T18:00:00+08:00",
}


def test_the_list_names_whoever_is_no_more_with_the_successor(
    capsys: Screen, window: FrontWindow, here: tuple[str, str]
) -> None:
    window.says("/units", (200, {"units": [WATER]}))
    _, out, _ = paidan(capsys, "unit", "list", *here)
    assert out.splitlines()[1].split() == [
        *("water", "市水务局", "city", "works", "department", "2026-03-02", "utilities")
    ]
    _, out, _ = paidan(capsys, "unit", "list", "--json", *here)
    assert json.loads(out) == {"units": [WATER]}


def test_a_unit_is_shown_with_its_people_and_its_file(
    capsys: Screen, window: FrontWindow, here: tuple[str, str]
) -> None:
    clerk = {"person": "water-clerk", "role": "unit_clerk", "post": "clerk", "title": "采编员"}
    window.says("/units/water", (200, {**WATER, "files": ["F-7"], "staff": [clerk]}))
    status, out, _ = paidan(capsys, "unit", "show", "water", *here)
    assert status == 0
    assert "no longer valid 失效 –2026-03-02, followed by utilities 承继" in out
    assert "below 上级单位: works" in out
    assert "F-7" in out
    assert "water-clerk" in out


def test_a_succession_says_how_many_orders_are_told(
    capsys: Screen, window: FrontWindow, here: tuple[str, str]
) -> None:
    told = {"valid_from": "2026-03-03", "orders": ["1", "2"], "files": ["F-7"]}
    window.says("/units/water/succession", (200, told))
    words = ("unit", "succeed", "water", "utilities", "--as", "head-1", "--from", "2026-03-03")
    status, out, _ = paidan(capsys, *words, *here)
    assert status == 0
    assert "2 orders are being told, 1 files closed" in out
    [(path, person, _, said)] = window.papers
    assert (path, person) == ("/units/water/succession", "head-1")
    assert said == {"successor": "utilities", "valid_from": "2026-03-03"}


def test_a_mistaken_succession_is_taken_back_with_its_reason(
    capsys: Screen, window: FrontWindow, here: tuple[str, str]
) -> None:
    back = {"unit": "water", "successor": "utilities", "orders": ["1"], "file": "F-9"}
    window.says("/units/water/succession/undo", (200, back))
    words = ("unit", "undo-succession", "water", "utilities", "--as", "head-1")
    assert paidan(capsys, *words, *here)[0] == 2
    status, out, _ = paidan(capsys, *words, "--reason", "登记有误", *here)
    assert status == 0
    assert "1 orders go back, its file is F-9" in out
    [(path, person, _, said)] = window.papers
    assert (path, person) == ("/units/water/succession/undo", "head-1")
    assert said == {"successor": "utilities", "reason": "登记有误"}


@pytest.mark.parametrize(
    "words",
    [
        ("succeed", "water", "utilities", "--as", "head-1", "--from", "tomorrow"),
        ("show", ".."),
        ("on-duty", "--at", "noon"),
        ("on-duty", "--at", "2026-03-02T09:00"),
    ],
)
def test_what_cannot_be_read_is_bad_usage(
    capsys: Screen, window: FrontWindow, here: tuple[str, str], words: tuple[str, ...]
) -> None:
    assert paidan(capsys, "unit", *words, *here)[0] == 2
    assert window.papers == []


def test_a_refusal_is_a_clear_no(
    capsys: Screen, window: FrontWindow, here: tuple[str, str]
) -> None:
    no = {"code": "other_successor", "detail": "water: utilities since 2026-03-02"}
    window.says("/units/water/succession", (409, no))
    words = ("unit", "succeed", "water", "parks", "--as", "head-1")
    assert paidan(capsys, *words, *here)[0::2] == (1, "water: utilities since 2026-03-02\n")


def test_files_are_opened_for_every_unit(
    capsys: Screen, window: FrontWindow, here: tuple[str, str]
) -> None:
    window.says("/unit-files", (200, {"files": {"water": "F-7", "parks": "F-8"}}))
    _, out, _ = paidan(capsys, "unit", "open-files", "--as", "head-1", *here)
    assert [line.split() for line in out.splitlines()] == [["F-8", "parks"], ["F-7", "water"]]


def test_the_roster_is_entered_and_read(
    capsys: Screen, window: FrontWindow, here: tuple[str, str]
) -> None:
    window.says("/units/water/duty", (200, TURN))
    window.says("/duty", (200, {"duty": [TURN]}))
    span = ("--from", TURN["since"], "--until", TURN["until"])
    entry = ("unit", "enter-duty", "water", "water-clerk", "--as", "water-head", *span)
    assert paidan(capsys, *entry, *here)[0] == 0
    assert window.papers[0][3]["post"] == "clerk"
    _, out, _ = paidan(capsys, "unit", "on-duty", "--at", TURN["since"], *here)
    assert "water-clerk" in out
    _, out, _ = paidan(capsys, "unit", "on-duty", "--json", *here)
    assert json.loads(out) == {"duty": [TURN]}
