"""docs/your-old-data.md: what it says that three exports give is what they give."""

import re
from pathlib import Path
from typing import Final

import pytest

from tests.cli.run import paidan

PAGE: Final = Path(__file__).parents[2] / "docs" / "your-old-data.md"
BLOCK: Final = re.compile(r"(?:^    .*\n|^\n(?=    ))+", re.MULTILINE)
CALL: Final = "$ paidan "
FILES: Final = {"march.csv": "gb18030", "requests.csv": "utf-8", "open311.json": "utf-8"}


def blocks() -> list[str]:
    """What stands indented on the page, without the indent."""
    found = BLOCK.findall(PAGE.read_text("utf-8"))
    return ["\n".join(line[4:] for line in block.strip("\n").split("\n")) for block in found]


def calls() -> list[tuple[list[str], str]]:
    """Each call with what it prints."""
    told: list[tuple[list[str], str]] = []
    for block in blocks():
        for part in block.split(CALL)[1:]:
            words, _, printed = part.partition("\n")
            told.append((words.split(), printed))
    return told


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of an office with the files of the page, each in its encoding."""
    held = [block for block in blocks() if not block.startswith(CALL)]
    for (name, encoding), content in zip(FILES.items(), held, strict=False):
        (tmp_path / name).write_bytes(f"{content}\n".encode(encoding))
    (words,) = (block for block in held if block.startswith("# words.toml"))
    (tmp_path / "words.toml").write_text(words, "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    return tmp_path


def plain(printed: str) -> list[str]:
    """The lines, without what only fills them up."""
    return [line.rstrip() for line in printed.splitlines() if line.strip()]


@pytest.mark.usefixtures("office")
def test_every_call_of_the_page_prints_what_the_page_says(
    capsys: pytest.CaptureFixture[str],
) -> None:
    told = calls()

    for words, printed in told:
        status, out, err = paidan(capsys, *words)
        assert (status, err) == (0, ""), words
        assert plain(out) == plain(printed), words
    assert {words[1] for words, _ in told} == set(FILES)


def test_no_export_needs_more_than_three_calls() -> None:
    told = [words[1] for words, _ in calls()]
    assert all(told.count(name) <= 3 for name in FILES)
