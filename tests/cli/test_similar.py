"""`paidan order similar` and `paidan petitions import`, as they are typed."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.front_window import FrontWindow, front_window
from tests.cli.run import paidan
from tests.services.assessment.books import text_file

Screen = pytest.CaptureFixture[str]
HEADER = "source,external_id,phone,state\n"


def line(number: str, **more: Any) -> dict[str, Any]:
    told = {"number": number, "state": "HANDLING", "type": "help", "district": "east"}
    return {**told, "unit": "water", "born_at": None, "likeness": 0.0, "result": None, **more}


FOUND: dict[str, Any] = {
    "same_caller": [line("5", likeness=0.62)],
    "other_callers": [],
    "settled": [line("3", state="CLOSED", result={"seq": 9, "content": {"kind": "Closed"}})],
    "elsewhere": [{"source": "petition", "external_id": "信-1", "state": "已受理"}],
    "rules": {},
}


@pytest.fixture
def window(tmp_path: Path) -> Iterator[FrontWindow]:
    with front_window(tmp_path / "var") as window:
        window.says("/orders/7/similar", (200, FOUND))
        yield window


@pytest.fixture
def here(tmp_path: Path) -> tuple[str, str]:
    return "--data-dir", str(tmp_path / "var")


@pytest.mark.usefixtures("window")
def test_what_may_belong_together_is_shown(capsys: Screen, here: tuple[str, str]) -> None:
    status, out, _ = paidan(capsys, "order", "similar", "7", "--as", "seat-1", *here)
    assert status == 0
    assert "5  办理中 HANDLING  east  water  62% alike" in out
    assert "none 无" in out
    assert "result: fact 9 Closed" in out
    assert "petition 信-1" in out
    told = paidan(capsys, "order", "similar", "7", "--as", "seat-1", "--json", *here)
    assert json.loads(told[1]) == FOUND


def test_the_open_ones_are_put_on_record_by_the_matching_system(
    capsys: Screen, window: FrontWindow, here: tuple[str, str]
) -> None:
    window.says("/orders/7/suggest_duplicate", (200, {"number": "7", "version": 2}))
    words = ("order", "similar", "7", "--as", "importer", "--record")
    assert paidan(capsys, *words, *here)[0] == 0
    ((address, person, _, paper),) = window.papers
    assert (address, person) == ("/orders/7/suggest_duplicate", "importer")
    assert paper == {"others": ["5"], "same_caller": True}


@pytest.mark.usefixtures("window")
def test_a_list_is_not_taken_in_under_another_key_than_the_running_systems(
    capsys: Screen, here: tuple[str, str], tmp_path: Path
) -> None:
    file = text_file(tmp_path / "list.csv", f"{HEADER}110,1,13800001234,出警中\n")
    status, out, err = paidan(capsys, "petitions", "import", str(file), *here)
    assert (status, out) == (1, "")
    assert "PAIDAN_INDEX_KEY" in err
    assert not (tmp_path / "var" / "secrets" / "index.key").exists()


def test_where_nothing_runs_no_list_is_taken_in(capsys: Screen, tmp_path: Path) -> None:
    file = text_file(tmp_path / "list.csv", HEADER)
    told = paidan(capsys, "petitions", "import", str(file), "--data-dir", str(tmp_path / "var"))
    assert told[0] == 1
