"""`paidan knowledge`: what may be cited, from a prompt."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.front_window import FrontWindow, front_window
from tests.cli.run import paidan

Screen = pytest.CaptureFixture[str]
Here = tuple[str, str]


@pytest.fixture
def window(tmp_path: Path) -> Iterator[FrontWindow]:
    with front_window(tmp_path / "var") as window:
        yield window


@pytest.fixture
def here(tmp_path: Path) -> Here:
    return "--data-dir", str(tmp_path / "var")


def entry(version: int, **more: Any) -> dict[str, Any]:
    """A version as the API tells it."""
    said = {"code": "water-7", "version": version, "title": "停水通知", "text": "提前 24 小时。"}
    kept = {"unit": "water", "valid_from": "2026-03-02", "valid_to": None, "source_order": None}
    people = {"proposed_by": "seat-1", "approved_by": "lead-1", "reason": None}
    return {**said, **kept, **people, "stands": "approved", **more}


def test_what_may_be_cited_is_listed_and_searched(
    capsys: Screen, window: FrontWindow, here: Here
) -> None:
    window.says("/knowledge?words=&every_version=false", (200, {"entries": [entry(2)]}))
    both = {"entries": [entry(1, stands="withdrawn"), entry(2)]}
    window.says("/knowledge?words=%E5%81%9C%E6%B0%B4+24&every_version=true", (200, both))
    status, out, _ = paidan(capsys, "knowledge", "list", *here)
    assert (status, out.splitlines()[1].split()) == (
        0,
        ["water-7", "2", "已审定", "water", "停水通知"],
    )
    found = paidan(capsys, "knowledge", "search", "停水", "24", "--all", "--json", *here)
    assert json.loads(found[1]) == both


def test_an_entry_is_shown_with_all_its_versions(
    capsys: Screen, window: FrontWindow, here: Here
) -> None:
    wrong = entry(1, stands="withdrawn", withdrawn_by="lead-1", reason="期限有误")
    told = {"code": "water-7", "in_force": 2, "versions": [wrong, entry(2, source_order="7")]}
    window.says("/knowledge/water-7", (200, told))
    status, out, _ = paidan(capsys, "knowledge", "show", "water-7", *here)
    lines = out.splitlines()
    assert status == 0
    assert "withdrawn by lead-1: 期限有误" in lines[1]
    assert [("in force 有效" in line) for line in (lines[0], lines[3])] == [False, True]
    assert "from order 7" in lines[4]


def test_a_version_is_written_down(capsys: Screen, window: FrontWindow, here: Here) -> None:
    window.says("/knowledge", (201, entry(1, stands="proposed")))
    words = ("--title", "停水通知", "--text", "提前 24 小时。", "--valid-to", "2026-12-31")
    who = ("--as", "seat-1", "--key", "k")
    status, out, _ = paidan(capsys, "knowledge", "add", "water-7", *words, *who, *here)
    assert (status, out) == (0, "water-7 version 1  待审  停水通知\n")
    paper = {"code": "water-7", "title": "停水通知", "text": "提前 24 小时。", "unit": ""}
    sent = {**paper, "valid_to": "2026-12-31"}
    assert window.papers == [("/knowledge", "seat-1", "k", sent)]


def test_an_answer_flows_back_and_is_approved(
    capsys: Screen, window: FrontWindow, here: Here
) -> None:
    window.says("/knowledge/water-7/propose", (201, entry(3, stands="proposed")))
    window.says("/knowledge/water-7/3/approve", (200, entry(3)))
    words = ("--from", "20260302-000001", "--title", "停水通知", "--as", "seat-1", "--key", "k")
    assert paidan(capsys, "knowledge", "propose", "water-7", *words, *here)[0] == 0
    sent = {"from": "20260302-000001", "title": "停水通知"}
    assert window.papers[0] == ("/knowledge/water-7/propose", "seat-1", "k", sent)
    status, out, _ = paidan(capsys, "knowledge", "approve", "water-7", "3", "--as", "b", *here)
    assert (status, out) == (0, "water-7 version 3  已审定  停水通知\n")


def test_a_wrong_version_is_withdrawn_and_its_orders_are_named(
    capsys: Screen, window: FrontWindow, here: Here
) -> None:
    done = {**entry(1, stands="withdrawn", reason="期限有误"), "orders": ["7", "8"]}
    window.says("/knowledge/water-7/1/withdraw", (200, done))
    words = ("water-7", "1", "--reason", "期限有误", "--as", "lead-1")
    status, out, _ = paidan(capsys, "knowledge", "withdraw", *words, *here)
    assert status == 0
    assert out.splitlines()[1:] == ["2 order(s) cited it 引用工单", "7", "8"]
    assert window.papers[0][3] == {"reason": "期限有误"}


def test_what_is_refused_or_unknown_is_told(
    capsys: Screen, window: FrontWindow, here: Here
) -> None:
    words = "another person than the proposer must approve"
    window.says("/knowledge/a/1/approve", (409, {"code": "second_person_needed", "detail": words}))
    window.says("/knowledge/b", (404, {"code": "unknown_entry", "detail": "no such entry"}))
    told = paidan(capsys, "knowledge", "approve", "a", "1", "--as", "seat-1", *here)
    assert told == (1, "", f"{words}\n")
    assert paidan(capsys, "knowledge", "show", "b", *here) == (2, "", "no such entry\n")
    assert paidan(capsys, "knowledge", "show", "..", *here)[0] == 2
