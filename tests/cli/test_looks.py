"""`paidan audit looks`, as it is typed: the audit asks both ways, one thing at a time."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.front_window import FrontWindow, front_window
from tests.cli.run import paidan

Screen = pytest.CaptureFixture[str]
PHONE = "13577001234"


def page(number: str, more: str | None = None) -> tuple[int, dict[str, Any]]:
    """One look, and where the next page begins."""
    look = {"order": number, "at": "2026-03-02T09:00:00+08:00", "person": "callback-1"}
    told = {"unit": "hotline", "fields": ["phone"], "reason": "回访"}
    return 200, {"looks": [{**look, **told}], "next": more}


@pytest.fixture
def window(tmp_path: Path) -> Iterator[FrontWindow]:
    with front_window(tmp_path / "var") as window:
        yield window


@pytest.fixture
def here(tmp_path: Path) -> tuple[str, ...]:
    return "--as", "audit-1", "--data-dir", str(tmp_path / "var")


@pytest.mark.parametrize(
    ("how", "of", "path"),
    [
        ("--person", "callback-1", "/sight/of-person/callback-1"),
        ("--order", "7", "/sight/of-order/7"),
        ("--phone", PHONE, "/sight/of-caller"),
    ],
)
def test_every_page_is_read_whichever_way_it_is_asked(
    window: FrontWindow, capsys: Screen, here: tuple[str, ...], how: str, of: str, path: str
) -> None:
    window.says(path, page("7", "behind"), page("5"))
    status, out, _ = paidan(capsys, "audit", "looks", how, of, *here, "--json")
    assert (status, [one["order"] for one in json.loads(out)]) == (0, ["7", "5"])
    assert all(PHONE not in address for address, *_ in window.papers)
    assert [paper for *_, paper in window.papers] == [{"phone": PHONE}] * 2 * (how == "--phone")


def test_a_look_is_told_in_words(
    window: FrontWindow, capsys: Screen, here: tuple[str, ...]
) -> None:
    window.says("/sight/of-order/7", page("7"))
    _, out, _ = paidan(capsys, "audit", "looks", "--order", "7", *here)
    assert "7  callback-1 (hotline)  telephone 电话  回访" in out
    window.says("/sight/of-order/8", (200, {"looks": [], "next": None}))
    assert paidan(capsys, "audit", "looks", "--order", "8", *here)[1] == "none 无\n"


def test_every_export_is_told_with_what_became_of_it(
    window: FrontWindow, capsys: Screen, here: tuple[str, ...]
) -> None:
    export = {
        **{"id": "e-1", "asked_by": "callback-1", "unit": "hotline", "orders": ["7", "8"]},
        **{"asked_at": "2026-03-02T09:00:00+08:00", "fields": ["demand_text"], "reason": "上报"},
        **{"state": "refused", "answered_by": "head-1", "answered_at": None, "fetched_at": None},
    }
    window.says("/sight/exports", (200, {"exports": [export], "next": None}))
    _, out, _ = paidan(capsys, "audit", "looks", "--exports", *here)
    assert "callback-1 (hotline)  refused 已拒绝 head-1" in out
    assert "7 8  上报" in out
    status, out, _ = paidan(capsys, "audit", "looks", "--exports", *here, "--json")
    assert (status, json.loads(out)) == (0, [export])


@pytest.mark.usefixtures("window")
def test_one_thing_is_asked_at_a_time(capsys: Screen, here: tuple[str, ...]) -> None:
    for asked in ((), ("--person", "callback-1", "--order", "7"), ("--order", "7", "--exports")):
        assert paidan(capsys, "audit", "looks", *asked, *here)[0] == 2


def test_whoever_may_not_ask_is_told_so(
    window: FrontWindow, capsys: Screen, here: tuple[str, ...]
) -> None:
    window.says("/sight/of-order/7", (403, {"code": "role_may_not", "detail": "no"}))
    assert paidan(capsys, "audit", "looks", "--order", "7", *here)[0] == 1
