"""docs/adding-an-act.md is true: its diff, in a copy of the project, is all that it takes."""

import sys
from pathlib import Path

import pytest

from tests.project_copy import apply_page, copy_project, run

pytestmark = pytest.mark.long(seconds=60)
ACTS = ("request_interpreter", "send_interpreter")
PROVED_BY = (
    *("tests/domain/stories/test_interpreting.py", "tests/domain/test_any_allowed.py"),
    *("tests/architecture/test_stored_names.py", "tests/texts/test_glossary.py"),
    "tests/architecture/test_every_act_appears.py",
)


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project with the page's diff applied."""
    copy = copy_project(tmp_path_factory.mktemp("project"))
    apply_page(copy, "docs/adding-an-act.md")
    return copy


def test_the_act_appears_everywhere_and_its_story_holds(copied: Path) -> None:
    pytest_in = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider")
    told = run(copied, *pytest_in, *PROVED_BY)
    assert " passed" in told
    shown = run(copied, *pytest_in, "--collect-only", PROVED_BY[-1])
    assert all(f"[{act}]" in shown for act in ACTS)


def test_the_new_lines_are_clean(copied: Path) -> None:
    ruff = (sys.executable, "-m", "ruff")
    run(copied, *ruff, "check", "domain/chapters/caller", "tests/domain")
    run(copied, *ruff, "format", "--check", "domain/chapters/caller", "tests/domain")


def test_the_office_s_words_come_from_texts(copied: Path) -> None:
    said = "from texts import titled; print(titled('acts.request_interpreter'))"
    assert "申请翻译" in run(copied, sys.executable, "-c", said)
