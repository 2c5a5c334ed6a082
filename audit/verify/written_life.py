"""A life that no rule is asked about: what was written of it, held against itself.

Orders of an edition that the core carries no more are proved so. Their facts are not decided again,
and their figures are not counted again: whoever verifies says it.
"""

from collections.abc import Sequence
from functools import reduce

from audit.history.batches import WrittenBatch, told_once, told_otherwise
from audit.verify.recorded_life import Lived
from domain.order.clock import Clock, Clocks
from domain.order.clock_change import all_changed
from domain.order.fact import Fact


def as_written(number: str, batches: Sequence[WrittenBatch]) -> Lived:
    """What these batches tell: their facts, the clocks that these have moved, the standing that the
    last of them left."""
    told = [(written.recorded_at, fact) for written in batches for fact in written.batch.facts]
    facts = [fact for _, fact in told]
    return Lived(
        number=number,
        clocks=reduce(_moved, facts, dict[str, Clock]()),
        standing=batches[-1].batch.standing if facts else None,
        parties=None,
        facts=facts,
        recorded=[recorded for recorded, _ in told],
        written=[fact for written in batches for fact in written.facts],
    )


def faults_as_written(told: Sequence[WrittenBatch]) -> list[str]:
    """What these batches say of each other that cannot be so, whatever the rules were."""
    faults = [f"fact {seq} is told again, and otherwise" for seq in told_otherwise(told)]
    for written in told_once(told):
        left = written.batch.standing.version
        if written.seqs and written.seqs[-1] != left:
            faults.append(f"the batch up to fact {written.seqs[-1]} leaves version {left}")
    return faults


def _moved(clocks: Clocks, fact: Fact) -> Clocks:
    return all_changed(clocks, fact.clocks, fact.occurred_at)
