"""docs/editions.md is true: a clause changes under a new edition; orders of both kinds go on."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from policies.city_file import SAMPLE
from tests.project_copy import apply_page, copy_project, run
from tests.run_home import home_of_this_run, locked

pytestmark = pytest.mark.long(seconds=240)
PAGE = "docs/editions.md"
CLAUSE = Path("domain/chapters/caller/leak.py")
LIVES = Path("tests/editions/chance_lives.py")
"""Half of them are enough to show how an edition is closed."""
EDITIONS = (sys.executable, "-m", "tests.editions")
PYTEST = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider")
DEFINITIONS = ("tests/editions", "-k", "no_definition_changes")
"""What the kept lives tell, the command itself has asked them."""
PROVED_BY = (
    *("tests/editions", "tests/domain/stories/test_leak.py"),
    "tests/texts/test_completeness.py",
)


@pytest.fixture(scope="module")
def closed() -> Path:
    """The project on the day on which the third edition is closed; once for a run of tests."""
    shared = home_of_this_run() / "third-edition-closed"
    with locked(shared.with_suffix(".lock")):
        if not shared.exists():
            copy = copy_project(shared.with_suffix(".making"))
            if not (copy / "tests/editions/closed/3.json.gz").exists():
                change(copy, LIVES, "LIVES_EACH = 4", "LIVES_EACH = 2")
                assert "edition 3 is closed" in run(copy, *EDITIONS, "close")
            copy.rename(shared)
    return shared


@pytest.fixture
def project(closed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of that project to change; its tests decide every kept life."""
    monkeypatch.setenv("PAIDAN_TEST_THOROUGH", "1")
    return Path(shutil.copytree(closed, tmp_path / "project"))


@pytest.fixture
def running(project: Path) -> Iterator["Running"]:
    """Its system, in a directory of its own."""
    system = Running(project)
    yield system
    system.paidan("down")


class Running:
    """A system that is spoken to as a person would, whatever its project has become."""

    def __init__(self, project: Path) -> None:
        self.project = project

    def paidan(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-P", "-m", "cli.main", *words, "--data-dir", self.project / "var"],
            env={**os.environ, "PYTHONPATH": str(self.project)},
            cwd=self.project,
            capture_output=True,
            text=True,
            check=False,
        )

    def told(self, *words: str) -> Any:
        done = self.paidan(*words, "--json")
        assert done.returncode == 0, done.stdout + done.stderr
        return json.loads(done.stdout)

    def up(self) -> None:
        done = self.paidan("up", "--empty", "--detach")
        assert done.returncode == 0, done.stdout + done.stderr

    def registers(self) -> str:
        said = ("type=help", "demand=路灯不亮", "name=甲", "phone=10000")
        return str(self.told("order", "register", *said, "--as", "seat-1")["number"])

    def level_after_a_leak(self, number: str) -> str:
        self.told("order", "act", number, "report_leak", "text=泄露", "--as", "seat-1")
        return str(self.told("order", "show", number, "--as", "supervisor-1")["level"])


def refused(where: Path, *command: str) -> str:
    done = subprocess.run(command, cwd=where, capture_output=True, text=True, check=False)
    assert done.returncode != 0, done.stdout
    return done.stdout + done.stderr


def change(project: Path, file: Path, was: str, becomes: str) -> None:
    source = (project / file).read_text("utf-8")
    assert source.count(was) == 1
    (project / file).write_text(source.replace(was, becomes), "utf-8")


def test_a_changed_clause_without_a_new_edition_is_refused(project: Path) -> None:
    change(project, CLAUSE, "Level.L5, Trigger", "Level.L4, Trigger")
    told = refused(project, *PYTEST, *DEFINITIONS)
    assert "begin a new edition" in told
    assert "domain.chapters.caller.leak.report_leak" in told
    assert "report_leak" in refused(project, *EDITIONS, "accept")


def test_a_new_edition_does_not_excuse_what_old_orders_are_decided_by(project: Path) -> None:
    apply_page(project, PAGE)
    change(project, CLAUSE, " or not decision.order.born_since(RulesEdition.FOURTH)", "")
    told = refused(project, *PYTEST, "tests/editions")
    assert "Orders of edition 2 of the rules are decided otherwise now" in told
    assert "report_leak" in told


def test_a_change_of_no_meaning_is_accepted_by_one_command(project: Path) -> None:
    change(
        project,
        CLAUSE,
        "    if not decision.order.is_over:",
        "    if decision.order.is_over is False:",
    )
    assert "python -m tests.editions accept" in refused(project, *PYTEST, *DEFINITIONS)
    assert "accepted" in run(project, *EDITIONS, "accept")
    assert " passed" in run(project, *PYTEST, *DEFINITIONS)


def test_what_the_page_shows_is_all_that_it_takes(project: Path) -> None:
    apply_page(project, PAGE)
    assert " passed" in run(project, *PYTEST, *PROVED_BY)
    run(project, sys.executable, "-m", "ruff", "check", "domain", "tests/domain/stories")
    run(project, sys.executable, "-m", "ruff", "format", "--check", "domain/chapters/caller")


def test_orders_of_both_kinds_go_on_and_are_verified(project: Path, running: Running) -> None:
    running.up()
    running.told("city", "load", str(SAMPLE))
    before, at_rest = running.registers(), running.registers()
    assert running.level_after_a_leak(at_rest) == "L5"
    assert running.paidan("down").returncode == 0
    apply_page(project, PAGE)
    running.up()
    after = running.registers()
    assert running.level_after_a_leak(before) == "L5"
    assert running.level_after_a_leak(after) == "L4"
    found = running.told("audit", "verify")
    assert (found["faults"], found["as_written"]) == ([], 0)
    assert running.paidan("rebuild", "--check").returncode == 0
