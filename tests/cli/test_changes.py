"""`paidan audit changes`: who changed what, and each value before and after."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.front_window import FrontWindow, front_window
from tests.cli.run import paidan

Screen = pytest.CaptureFixture[str]
CHANGED: dict[str, Any] = {
    "at": "2026-03-02T09:00:00+08:00",
    "by": "head-1",
    "kind": "pack",
    "what": "pack",
    "code": "city",
    "is_first": False,
    "values": [{"path": "edition", "before": "1", "after": "2"}],
}
FIRST = CHANGED | {"kind": "settings", "is_first": True, "values": []}
NEXT = "2026-03-02T01:00:00+00:00/file-0000000007/0"


@pytest.fixture
def window(tmp_path: Path) -> Iterator[FrontWindow]:
    with front_window(tmp_path / "var") as window:
        yield window


def test_every_page_is_listed_with_what_was_and_what_is(
    capsys: Screen, window: FrontWindow, tmp_path: Path
) -> None:
    window.says("/changes?limit=200", (200, {"changes": [CHANGED], "next": NEXT}))
    behind = "/changes?limit=200&after=2026-03-02T01%3A00%3A00%2B00%3A00%2Ffile-0000000007%2F0"
    window.says(behind, (200, {"changes": [FIRST], "next": None}))
    asks = ("audit", "changes", "--as", "audit-admin", "--data-dir", str(tmp_path / "var"))
    status, out, _ = paidan(capsys, *asks)
    assert status == 0
    assert '    edition: "1" → "2"' in out.splitlines()
    assert "首次记录" in out.splitlines()[-1]
    _, out, _ = paidan(capsys, *asks, "--json")
    assert json.loads(out) == [CHANGED, FIRST]


def test_days_and_a_kind_are_asked_for(capsys: Screen, window: FrontWindow, tmp_path: Path) -> None:
    asked = "/changes?limit=200&from=2026-03-01&to=2026-04-01&kind=rights"
    window.says(asked, (200, {"changes": [], "next": None}))
    narrowed = ("--from", "2026-03-01", "--to", "2026-04-01", "--kind", "rights")
    data_dir = ("--data-dir", str(tmp_path / "var"))
    status, out, _ = paidan(capsys, "audit", "changes", "--as", "audit-admin", *narrowed, *data_dir)
    assert (status, out.strip() != "") == (0, True)
    wrong = ("--from", "March", *data_dir)
    assert paidan(capsys, "audit", "changes", "--as", "audit-admin", *wrong)[0] == 2
