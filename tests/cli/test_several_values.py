"""`paidan order act`: a field that takes several values."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.front_window import FrontWindow, front_window
from tests.cli.run import paidan

Screen = pytest.CaptureFixture[str]
THREAT = ("order", "act", "7", "report_threat", "kind=threat", "text=t", "--as", "seat-1")


@pytest.fixture
def window(tmp_path: Path) -> Iterator[FrontWindow]:
    with front_window(tmp_path) as window:
        yield window


@pytest.mark.parametrize("written", ["110,119", "110, 119", '["110", "119"]'])
def test_several_values_of_a_field_are_written_with_commas(
    capsys: Screen, window: FrontWindow, tmp_path: Path, written: str
) -> None:
    window.says("/orders/7/report_threat", (200, {"number": "7", "state": "INTAKE", "version": 2}))
    assert paidan(capsys, *THREAT, f"to={written}", "--data-dir", str(tmp_path))[0] == 0
    assert window.papers[-1][3]["to"] == ["110", "119"]


def test_what_begins_as_json_is_json_to_its_end(
    capsys: Screen, window: FrontWindow, tmp_path: Path
) -> None:
    status, _, err = paidan(capsys, *THREAT, 'to=["110"', "--data-dir", str(tmp_path))
    assert (status, window.papers) == (2, [])
    assert "to: is not JSON" in err
