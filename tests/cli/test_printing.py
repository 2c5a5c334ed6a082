"""`paidan order print`: a paper is written to a file, and a clear no leaves none."""

from pathlib import Path

import pytest

from tests.cli.front_window import FrontWindow
from tests.cli.run import paidan

Screen = pytest.CaptureFixture[str]
NO_PAPER = {"code": "no_such_paper", "detail": "nothing has happened · 没有"}


def test_a_paper_is_written_where_it_is_told_and_its_place_is_said(
    capsys: Screen, window: FrontWindow, here: tuple[str, str], tmp_path: Path
) -> None:
    window.says("/orders/7/papers/order_form", (200, "%PDF-1.7"))
    to = tmp_path / "form.pdf"
    words = ("order", "print", "7", "order_form", "--as", "p-1", "--to", str(to))
    status, out, _ = paidan(capsys, *words, *here)
    assert (status, out.strip()) == (0, str(to))
    assert b"%PDF-1.7" in to.read_bytes()


def test_where_there_is_no_paper_nothing_is_written(
    capsys: Screen, window: FrontWindow, here: tuple[str, str], tmp_path: Path
) -> None:
    window.says("/orders/7/papers/summons", (404, NO_PAPER))
    to = tmp_path / "none.pdf"
    words = ("order", "print", "7", "summons", "--as", "p-1", "--to", str(to))
    status, _, err = paidan(capsys, *words, *here)
    assert (status, "nothing has happened" in err, to.exists()) == (2, True, False)
    status, _, err = paidan(capsys, *words, "--language", "fr", *here)
    assert (status, "zh" in err) == (2, True)
    status, _, _ = paidan(capsys, "order", "print", "7", "leaflet", "--as", "p-1", *here)
    assert status == 2
