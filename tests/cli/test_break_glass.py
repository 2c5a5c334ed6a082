"""`paidan account break-glass`: what administrators type in an emergency, and read afterwards."""

import json
from typing import Any

import pytest

from tests.cli.front_window import FrontWindow
from tests.cli.run import paidan

Screen = pytest.CaptureFixture[str]
COMMAND = ("account", "break-glass")
ASKED: dict[str, Any] = {
    "id": 7,
    "account": "sys-admin",
    "administrator_role": "sys_admin",
    "person": "lead-1",
    "role": "shift_lead",
    "reason": "no shift lead can be reached",
    "hours": 2,
    "asked_at": "2026-03-02T09:00:00+08:00",
    "opened_by": None,
    "opened_at": None,
    "until": None,
    "shut_by": None,
    "shut_at": None,
    "waits": True,
    "is_open": False,
}
OPENED = ASKED | {
    "opened_by": "audit-admin",
    "opened_at": "2026-03-02T09:05:00+08:00",
    "until": "2026-03-02T11:05:00+08:00",
    "waits": False,
    "is_open": True,
}
OVER = OPENED | {"is_open": False}
SHUT = OVER | {"shut_by": "sec-admin", "shut_at": "2026-03-02T10:00:00+08:00"}


def test_one_asks_and_is_told_how_the_other_opens(
    capsys: Screen, window: FrontWindow, here: tuple[str, str]
) -> None:
    window.says("/break-glass", (201, ASKED))
    said = ("ask", "lead-1", "--reason", ASKED["reason"], "--hours", "2", "--as", "sys-admin")
    status, out, _ = paidan(capsys, *COMMAND, *said, *here)
    assert (status, "paidan account break-glass open 7" in out) == (0, True)
    paper = {"person": "lead-1", "reason": ASKED["reason"], "hours": 2}
    assert [told[-1] for told in window.papers] == [paper]


@pytest.mark.parametrize(
    ("word", "answer", "told"), [("open", OPENED, "开启中"), ("shut", SHUT, "已关闭")]
)
def test_the_other_opens_it_and_any_shuts_it(
    capsys: Screen,
    window: FrontWindow,
    here: tuple[str, str],
    word: str,
    answer: dict[str, Any],
    told: str,
) -> None:
    window.says(f"/break-glass/7/{word}", (200, answer))
    status, out, _ = paidan(capsys, *COMMAND, word, "7", "--as", "audit-admin", *here)
    assert (status, told in out) == (0, True)


@pytest.mark.parametrize(
    ("one", "told"),
    [
        (ASKED, "待开启"),
        (OPENED, "开启中"),
        (OVER, "已结束"),
        (SHUT, "已关闭"),
        (ASKED | {"waits": False}, "未开启"),
    ],
)
def test_the_list_tells_how_each_stands(
    capsys: Screen, window: FrontWindow, here: tuple[str, str], one: dict[str, Any], told: str
) -> None:
    window.says("/break-glass", (200, {"break_glasses": [one]}))
    _, out, _ = paidan(capsys, *COMMAND, "list", "--as", "audit-admin", *here)
    assert told in out


def test_all_pages_of_what_was_asked_for_are_told_as_one(
    capsys: Screen, window: FrontWindow, here: tuple[str, str]
) -> None:
    act = {"at": "09:06", "order": "7", "name": "dispatch", "status": "decided"}
    first = {"at": "09:05", "asked": "GET /orders/7", "order": "7"}
    second = {"at": "09:06", "asked": "POST /orders/7/dispatch", "order": "7"}
    said = {"break_glass": OVER, "acts": [act], "orders": ["7"]}
    path = "/break-glass/7/use?limit=1000&after="
    window.says(f"{path}0", (200, {**said, "asked": [first], "next": 41}))
    window.says(f"{path}41", (200, {**said, "asked": [second], "next": None}))
    use = (*COMMAND, "use", "7", "--as", "audit-admin", *here)
    _, out, _ = paidan(capsys, *use)
    assert ["dispatch" in line for line in out.splitlines()] == [True, False, True]
    _, out, _ = paidan(capsys, *use, "--json")
    told = json.loads(out)
    assert (told["asked"], told["orders"]) == ([first, second], ["7"])
