"""docs/adding-an-act.md is true: its diff, applied to a copy of the project, is all that it takes.

When it does not apply any more, what stands around its lines has changed: make it anew.
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.long(seconds=60)
ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "adding-an-act.md").read_text(encoding="utf-8")
ACTS = ("request_interpreter", "send_interpreter")
PROVED_BY = (
    *("tests/domain/stories/test_interpreting.py", "tests/domain/test_any_allowed.py"),
    *("tests/architecture/test_stored_names.py", "tests/texts/test_glossary.py"),
    "tests/architecture/test_every_act_appears.py",
)


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project as it is committed or about to be, with the page's diff applied."""
    copy = tmp_path_factory.mktemp("project")
    listed = ("git", "ls-files", "--cached", "--others", "--exclude-standard", "-z")
    for name in run(ROOT, *listed).split("\0"):
        if name and (ROOT / name).exists():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, copy / name)
    diff = "".join(re.findall(r"^```diff\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL))
    (copy / "page.diff").write_text(diff, encoding="utf-8")
    run(copy, "git", "apply", "-C1", "page.diff")
    return copy


def run(where: Path, *command: str) -> str:
    """What a command prints; it must succeed."""
    done = subprocess.run(command, cwd=where, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"
    return done.stdout


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
