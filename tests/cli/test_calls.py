"""`paidan calls`: missed calls and calling back, from a prompt."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.front_window import FrontWindow, front_window
from tests.cli.run import paidan

Screen = pytest.CaptureFixture[str]
CALL: dict[str, Any] = {
    "reference": "S-1",
    "rang_at": "2026-03-02T09:00:00+08:00",
    "line": "12345",
    "queue": "",
    "due": "2026-03-02T10:00:00+08:00",
    "called_at": None,
    "spoke": False,
    "basis": ["NA-15"],
}


@pytest.fixture
def window(tmp_path: Path) -> Iterator[FrontWindow]:
    with front_window(tmp_path / "var") as window:
        yield window


@pytest.fixture
def here(tmp_path: Path) -> tuple[str, ...]:
    return "--as", "seat-1", "--data-dir", str(tmp_path / "var")


def test_a_missed_call_is_written_down_and_called_back(
    capsys: Screen, window: FrontWindow, here: tuple[str, ...]
) -> None:
    window.says("/missed-calls", (200, CALL))
    window.says("/missed-calls/S-1/call-backs", (200, {**CALL, "spoke": True}))
    rang = ("--phone", "13912345678", "--rang-at", CALL["rang_at"])
    status, out, _ = paidan(capsys, "calls", "missed", "S-1", *rang, "--json", *here)
    assert (status, json.loads(out)) == (0, CALL)
    status, out, _ = paidan(capsys, "calls", "back", "S-1", "spoke", *here)
    assert (status, "S-1" in out, "13912345678" in out) == (0, True, False)
    papers = [(path, person, paper) for path, person, _, paper in window.papers]
    assert papers == [
        (
            "/missed-calls",
            "seat-1",
            {
                "reference": "S-1",
                "phone": "13912345678",
                "rang_at": CALL["rang_at"],
                "line": "12345",
                "queue": "",
            },
        ),
        ("/missed-calls/S-1/call-backs", "seat-1", {"outcome": "spoke", "called_at": None}),
    ]


def test_those_that_nobody_called_back_are_listed(
    capsys: Screen, window: FrontWindow, here: tuple[str, ...]
) -> None:
    window.says("/missed-calls?open=true&limit=50", (200, {"missed": [CALL]}))
    status, out, _ = paidan(capsys, "calls", "list", "--open", *here)
    assert (status, "S-1" in out) == (0, True)
