"""`paidan order allowed`: what is open comes first, what is closed says why."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.front_window import front_window
from tests.cli.run import paidan

Screen = pytest.CaptureFixture[str]


def closed(name: str, title: str, code: str, detail: str) -> dict[str, Any]:
    refusal = {"code": code, "basis": ["T:T11"], "about": [], "detail": detail}
    return {"name": name, "title": title, "open": False, "refusal": refusal}


FOUND: dict[str, Any] = {
    "number": "7",
    "version": 3,
    "state": "QUEUED",
    "at": "2026-03-02T01:00:00+00:00",
    "acts": [
        closed("accept", "签收", "not_your_order", "not dispatched · 未派发给本单位 [T:T11]"),
        closed("designate", "指定承办", "role_may_not", "this role may not [T:T17]"),
        {"name": "dispatch", "title": "派发", "open": True, "refusal": None},
    ],
}


@pytest.fixture
def here(tmp_path: Path) -> Iterator[tuple[str, ...]]:
    with front_window(tmp_path / "var") as window:
        window.says("/orders/7/allowed", (200, FOUND))
        yield "order", "allowed", "7", "--as", "p-1", "--data-dir", str(tmp_path / "var")


def test_what_is_open_stands_on_top_and_the_rest_says_why(
    capsys: Screen, here: tuple[str, ...]
) -> None:
    status, out, _ = paidan(capsys, *here)
    lines = [line.strip() for line in out.splitlines()]
    assert status == 0
    assert lines[0] == "7  待派发 QUEUED"
    assert lines[1].endswith("派发 dispatch")
    assert lines[2].endswith("签收 accept")
    assert lines[3] == "not dispatched · 未派发给本单位 [T:T11]"
    assert lines[4].startswith("and 1 ")


def test_what_the_role_never_does_is_shown_on_request(
    capsys: Screen, here: tuple[str, ...]
) -> None:
    _, out, _ = paidan(capsys, *here, "--all")
    assert "指定承办 designate" in out
    assert "this role may not [T:T17]" in out
    assert "--all" not in out


def test_the_answer_of_the_api_is_printed_as_it_is(capsys: Screen, here: tuple[str, ...]) -> None:
    assert json.loads(paidan(capsys, *here, "--json")[1]) == FOUND


def test_what_closes_every_act_alike_is_said_once(capsys: Screen, tmp_path: Path) -> None:
    why = "order 8 was born under an earlier edition"
    acts = [closed(name, "", "order_of_an_earlier_edition", why) for name in ("accept", "urge")]
    with front_window(tmp_path / "var") as window:
        window.says("/orders/8/allowed", (200, {**FOUND, "number": "8", "acts": acts}))
        asked = ("order", "allowed", "8", "--as", "p-1", "--data-dir", str(tmp_path / "var"))
        _, out, _ = paidan(capsys, *asked)
    assert out.count(why) == 1
    assert "nothing is open 无可办事项" in out
    assert "accept" not in out
