"""`paidan catalogue`: the dispatch catalogue from a prompt."""

import json
from typing import Any

import pytest

from tests.cli.front_window import FrontWindow
from tests.cli.run import paidan

Screen = pytest.CaptureFixture[str]
RULE: dict[str, Any] = {
    "code": "D-1",
    "unit": "water",
    "type": None,
    "class": None,
    "category": "water-supply",
    "district": "east",
    "subject": "供水",
    "listed": False,
    "source": "派发目录",
    "valid_from": "2026-01-01",
    "valid_to": None,
}
TOWN = {**RULE, "code": "L-1", "unit": "east-street", "listed": True, "valid_to": "2026-12-31"}


def test_the_entries_are_listed_with_what_they_fit(
    capsys: Screen, window: FrontWindow, here: tuple[str, str]
) -> None:
    window.says("/catalogue?all=false", (200, {"rules": [RULE, TOWN]}))
    status, out, _ = paidan(capsys, "catalogue", "list", *here)
    assert status == 0
    for word in ("D-1", "water", "供水", "water-supply", "east-street", "属地清单", "2026-12-31"):
        assert word in out


def test_what_fits_an_order_is_suggested(
    capsys: Screen, window: FrontWindow, here: tuple[str, str]
) -> None:
    told = {"number": "7", "rules": [RULE]}
    window.says("/orders/7/suggestions", (200, told))
    status, out, _ = paidan(capsys, "catalogue", "suggest", "7", "--json", *here)
    assert (status, json.loads(out)) == (0, told)


def test_a_suggestion_for_an_unknown_order_ends_with_two(
    capsys: Screen, window: FrontWindow, here: tuple[str, str]
) -> None:
    window.says("/orders/8/suggestions", (404, {"code": "unknown_order", "detail": "无此工单"}))
    assert paidan(capsys, "catalogue", "suggest", "8", *here) == (2, "", "无此工单\n")


def test_an_entry_is_entered(capsys: Screen, window: FrontWindow, here: tuple[str, str]) -> None:
    window.says("/catalogue", (201, RULE))
    words = ("--unit", "water", "--source", "派发目录", "--category", "water-supply")
    more = ("--type", "help", "--from", "2026-01-01", "--as", "head-1", *here)

    status, out, _ = paidan(capsys, "catalogue", "add", "D-1", *words, *more)

    assert (status, out) == (0, "D-1  water  from 2026-01-01\n")
    ((address, person, _, paper),) = window.papers
    assert (address, person) == ("/catalogue", "head-1")
    said = {name: value for name, value in paper.items() if value}
    named = {"code": "D-1", "unit": "water", "source": "派发目录", "category": "water-supply"}
    assert said == {**named, "type": "help", "valid_from": "2026-01-01"}


def test_an_entry_is_ended(capsys: Screen, window: FrontWindow, here: tuple[str, str]) -> None:
    window.says("/catalogue/L-1/end", (200, TOWN))
    words = ("L-1", "--to", "2026-12-31", "--as", "head-1")
    status, out, _ = paidan(capsys, "catalogue", "end", *words, *here)
    assert (status, out) == (0, "L-1  east-street  from 2026-01-01 to 2026-12-31\n")
    assert window.papers[0][3] == {"valid_to": "2026-12-31"}


def test_whoever_may_not_keep_the_catalogue_is_told_so(
    capsys: Screen, window: FrontWindow, here: tuple[str, str]
) -> None:
    words = "this role may not give this command · 该角色无权执行此操作 [T:T09]"
    window.says("/catalogue/D-1/end", (403, {"code": "role_may_not", "detail": words}))
    told = paidan(capsys, "catalogue", "end", "D-1", "--as", "seat-1", *here)
    assert told == (1, "", f"{words}\n")


def test_a_day_that_is_none_is_bad_usage(capsys: Screen) -> None:
    words = ("--unit", "water", "--source", "s", "--as", "head-1", "--from", "tomorrow")
    assert paidan(capsys, "catalogue", "add", "D-1", *words)[0] == 2
