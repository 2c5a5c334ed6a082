"""docs/adding-a-rule.md says what the exercises really are, and what the commands really answer."""

import re
import shlex
from pathlib import Path

import pytest

from tests.cli.run import paidan

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
PAGE = (ROOT / "docs" / "adding-a-rule.md").read_text(encoding="utf-8")
PROMPT = "$ paidan "


def blocks(kind: str) -> list[str]:
    """What stands between the fences of a kind, in the order of the page."""
    return re.findall(rf"^```{kind}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


def told_in(console: str) -> list[tuple[str, str]]:
    """Each command of a block and the answer that the page promises."""
    parts = console.split(PROMPT)[1:]
    return [(command, answer) for command, _, answer in (p.partition("\n") for p in parts)]


def added_by(diff: str) -> tuple[str, str]:
    """The file that a diff makes, and what it holds then."""
    lines = diff.splitlines()
    (file,) = (line.removeprefix("+++ b/") for line in lines if line.startswith("+++ "))
    (_, count), *_ = re.findall(r"^@@ -0,0 \+(\d+),(\d+) @@$", diff, re.MULTILINE)
    added = [line[1:] for line in lines[-int(count) :]]
    assert all(line.startswith("+") for line in lines[-int(count) :])
    return file, "\n".join(added) + "\n"


@pytest.mark.parametrize(("file", "content"), [added_by(diff) for diff in blocks("diff")])
def test_each_diff_is_the_exercise_that_the_tests_run(file: str, content: str) -> None:
    assert (ROOT / file).read_text(encoding="utf-8") == content


def test_no_exercise_needs_a_file_that_the_page_keeps_to_itself() -> None:
    shown = {ROOT / added_by(diff)[0] for diff in blocks("diff")}
    assert shown == {path for path in HERE.iterdir() if path.is_file()} - {Path(__file__)}


@pytest.mark.parametrize(
    ("command", "answer"), [told for block in blocks("console") for told in told_in(block)]
)
def test_each_command_answers_as_the_page_says(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, command: str, answer: str
) -> None:
    monkeypatch.chdir(HERE)
    status, out, err = paidan(capsys, *shlex.split(command))
    assert (status, err) == (0, "")
    assert re.fullmatch(re.escape(answer).replace("…", r"\S+"), out), out
