"""The orders of every released version go on under this one."""

import gzip
from pathlib import Path

import pytest
from temporalio.client import WorkflowHistory
from temporalio.worker import Replayer, UnsandboxedWorkflowRunner

from audit.history.histories import entries_of, facts_of
from audit.verify.derivation import faults_of
from store.wire import FACT
from tests.mutants.naive_shell import BelievesItsTimers
from tests.replay.lives import LIVES
from tests.replay.record import HISTORIES
from workflows.plugin import PaidanPlugin

STORED = sorted(HISTORIES.glob("*/*.json.gz"))
READ_ONLY = {"v1"}
"""Orders that began under the first edition are read and proved, and never continued."""
VERSIONS = sorted(folder.name for folder in HISTORIES.iterdir())
GOES_ON = [path for path in STORED if path.parent.name not in READ_ONLY]
MOST_BYTES = 1_500_000
WHAT_TO_DO = """
{name}: an order that runs now could not go on under this code ({error}).
Either take the change back, or let old orders keep the old way:
    if workflow.patched("<what changed>"): the new way
    else: the old way
and leave the stored history as it is: it stands for the orders of a released version.
Only a history that no released version has written may be recorded anew:
    python -m tests.replay.record
"""


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


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("life", [life.__name__ for life in LIVES])
def test_the_core_still_derives_the_stored_facts(life: str, version: str) -> None:
    folder = HISTORIES / version
    runs = [stored(path) for path in sorted(folder.glob(f"{life}-*"))]
    assert faults_of(runs) == []
    facts = facts_of(runs)
    assert [fact.seq for fact in facts] == list(range(1, len(facts) + 1))
    assert [FACT.read(FACT.write(fact)) for fact in facts] == list(facts)
    assert any(entry.said for entry in entries_of(runs))


async def test_a_changed_shell_is_noticed() -> None:
    changed = PaidanPlugin(workflows=(BelievesItsTimers,), runner=UnsandboxedWorkflowRunner())
    history = stored(HISTORIES / "v1" / "closed-1.json.gz")
    replayer = Replayer(workflows=[], plugins=[changed])
    result = await replayer.replay_workflow(history, raise_on_replay_failure=False)
    assert result.replay_failure is not None
