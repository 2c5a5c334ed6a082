"""Orders of every released version go on under this one; those of an earlier edition are read."""

import gzip
from functools import cache
from pathlib import Path

import pytest
from temporalio.client import WorkflowHistory
from temporalio.worker import Replayer, UnsandboxedWorkflowRunner

from audit.history.histories import entries_of, facts_of, run_of
from audit.history.runs import Run
from audit.history.unreadable import UnreadableEvent
from audit.ledger.arithmetic import clocks_of, explain_lines
from audit.verify.judged_life import judged_life
from audit.verify.stored_rows import ReadModel
from domain.decide import fold
from domain.law.rules_edition import RulesEdition
from store.wire import FACT
from tests.mutants.naive_shell import BelievesItsTimers
from tests.replay.lives import LIVES
from tests.replay.record import HISTORIES
from workflows.plugin import PaidanPlugin

STORED = sorted(HISTORIES.glob("*/*.json.gz"))
READ_ONLY = {"v1", "v2"}
"""Orders that began under an earlier edition are read and proved, and never continued."""
VERSIONS = sorted(folder.name for folder in HISTORIES.iterdir())
GOES_ON = [path for path in STORED if path.parent.name not in READ_ONLY]
MOST_BYTES = 2_000_000
UNREADABLE = """
{name}: a history that was stored cannot be read any more ({error}).
What is stored is read for ever: a new field of a command, fact, clock or part of a pack has a
default that means what was meant before there was such a field (docs/editions.md).
"""
WHAT_TO_DO = """
{name}: an order that runs now could not go on under this code ({error}).
Either take the change back, or let old orders keep the old way:
    if workflow.patched("<what changed>"): the new way
    else: the old way
and leave the stored history as it is: it stands for the orders of a released version.
Only a history that no released version has written may be recorded anew, and where the meaning of
the rules has changed under an open edition it must be (docs/editions.md):
    python -m tests.replay.record v4
"""


@cache
def stored(path: Path) -> WorkflowHistory:
    """A history as it was recorded."""
    return WorkflowHistory.from_json(path.stem, gzip.decompress(path.read_bytes()).decode())


def test_every_ending_is_there() -> None:
    for version in HISTORIES.iterdir():
        lives = {path.name.partition("-")[0] for path in version.glob("*.json.gz")}
        assert lives == {life.__name__ for life in LIVES}
    assert (HISTORIES / "v1" / "gone_on-2.json.gz").exists()
    assert sum(path.stat().st_size for path in STORED) < MOST_BYTES


@pytest.mark.parametrize("path", GOES_ON, ids=lambda p: f"{p.parent.name}/{p.name.split('.')[0]}")
async def test_a_stored_history_replays(path: Path) -> None:
    replayer = Replayer(workflows=[], plugins=[PaidanPlugin()])
    result = await replayer.replay_workflow(stored(path), raise_on_replay_failure=False)
    error = result.replay_failure
    if error is not None:
        pytest.fail(WHAT_TO_DO.format(name=path.name, error=error), pytrace=False)


def of(version: str, life: str) -> list[Run]:
    """The runs of one stored order."""
    return [run_of(stored(path)) for path in sorted((HISTORIES / version).glob(f"{life}-*"))]


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("life", [life.__name__ for life in LIVES])
def test_every_stored_history_is_read_whole(life: str, version: str) -> None:
    try:
        runs = of(version, life)
        facts, dossier = facts_of(runs), runs[0].opening.order.dossier
    except UnreadableEvent as error:
        pytest.fail(UNREADABLE.format(name=f"{version}/{life}", error=error), pytrace=False)
    assert [fact.seq for fact in facts] == list(range(1, len(facts) + 1))
    assert [FACT.read(FACT.write(fact)) for fact in facts] == list(facts)
    assert any(entry.said for entry in entries_of(runs))
    assert fold(dossier, facts).version == len(facts)
    assert [line for clock in clocks_of(facts) for line in explain_lines(dossier, facts, clock)]
    assert (dossier.rules is RulesEdition.FIRST) == (version in READ_ONLY)


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("life", [life.__name__ for life in LIVES])
def test_every_stored_history_is_proved(life: str, version: str) -> None:
    """By the rules that the core carries, else by what is written."""
    runs, stored_as = of(version, life), ReadModel(is_earlier=version in READ_ONLY)
    judged = judged_life(runs, stored_as)
    assert list(judged.faults) == []
    assert ("scorecard" in judged.tables) == (version not in READ_ONLY)
    assert [fact["seq"] for fact in judged.lived.written] == [fact.seq for fact in judged.facts]


async def test_a_changed_shell_is_noticed() -> None:
    changed = PaidanPlugin(workflows=(BelievesItsTimers,), runner=UnsandboxedWorkflowRunner())
    history = stored(HISTORIES / "v1" / "closed-1.json.gz")
    replayer = Replayer(workflows=[], plugins=[changed])
    result = await replayer.replay_workflow(history, raise_on_replay_failure=False)
    assert result.replay_failure is not None
