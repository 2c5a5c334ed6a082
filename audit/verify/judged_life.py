"""What an order's rows must hold by its history, and what that has against itself."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from typing import Final

from audit.history.batches import WrittenBatch, told_once
from audit.history.histories import facts_of, told_batches
from audit.history.runs import Run
from audit.verify.derivation import rederived
from audit.verify.expected_rows import FIGURES, PARTIES, SCORECARD, TABLES
from audit.verify.expected_scorecards import expected_card
from audit.verify.recorded_life import Lived, Row
from audit.verify.stored_rows import ReadModel
from audit.verify.written_life import as_written, faults_as_written
from domain.decide import apply
from domain.order.fact import Fact
from domain.order.order import Order
from domain.parties import Parties
from domain.summary import Summary

AS_WRITTEN: Final = tuple(name for name in TABLES if name not in (*FIGURES, PARTIES))
"""What is known of a life whose rules are carried no more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A life as it is held against the rows."""

    lived: Lived
    facts: Sequence[Fact]
    """All that the history tells, those too that may not be stored yet."""
    faults: Sequence[str]
    """What the history itself says that cannot be so."""
    tables: Sequence[str] = tuple(TABLES)
    """The tables whose rows are known by it."""


def judged_life(runs: Sequence[Run], stored: ReadModel) -> Judged:
    """Decide a life again by the edition of the rules that it was born under, or take it as it is
    written where the core carries that edition no more; raises UnreadableEvent."""
    carried = runs[0].opening.order.dossier.rules.is_carried
    return _decided_again(runs, stored) if carried else _as_written(runs, stored)


def facts_written(batches: Sequence[WrittenBatch]) -> list[Row]:
    """The facts of these batches as JSON."""
    return [fact for batch in batches for fact in batch.facts]


def have_a_gap(written: Sequence[Row]) -> bool:
    """Whether these facts do not count from 1."""
    return [fact["seq"] for fact in written] != list(range(1, len(written) + 1))


def _decided_again(runs: Sequence[Run], stored: ReadModel) -> Judged:
    unborn, told = runs[0].opening.order, told_batches(runs)
    life = rederived(runs)
    facts = life.facts if life.agreed else facts_of(runs)
    stood = life.stood if life.agreed else {}
    lived = _lived(unborn, _to_be_stored(told, stored), facts, stood)
    card = expected_card(unborn.dossier, lived.facts, stored.tables[SCORECARD], waits=stored.waits)
    faults = (*life.named_faults(), *_wrong_standings(unborn, told_once(told), stood))
    known = tuple(name for name in TABLES if name != PARTIES or not stored.parties_unknown)
    lived = replace(lived, card=card)
    return Judged(lived=lived, facts=facts, faults=faults, tables=known)


def _as_written(runs: Sequence[Run], stored: ReadModel) -> Judged:
    told = told_batches(runs)
    lived = as_written(runs[0].opening.order.number, _to_be_stored(told, stored))
    faults = faults_as_written(told)
    if not stored.is_earlier:
        faults.append("it claims rules from before it was born, by which nothing is decided again")
    return Judged(lived=lived, facts=facts_of(runs), faults=faults, tables=AS_WRITTEN)


def _to_be_stored(told: Sequence[WrittenBatch], stored: ReadModel) -> list[WrittenBatch]:
    """The batches that must be in the rows.

    What an act has made comes there together with its answer: while that is to come it may not."""
    must = [
        one
        for one in told
        if one.version <= stored.version
        or not one.facts
        or one.facts[-1].get("command_id") not in stored.undecided
    ]
    batches = told_once(must)
    is_whole = not have_a_gap(facts_written(batches))
    return batches if is_whole else told_once(told)


def _lived(
    unborn: Order,
    batches: Sequence[WrittenBatch],
    facts: Sequence[Fact],
    stood: Mapping[int, Order],
) -> Lived:
    """The life that these batches tell, which are the first of the facts."""
    written = facts_written(batches)
    known = facts[: len(written)]
    order = stood.get(len(written)) or reduce(apply, known, unborn)
    return Lived(
        number=order.number,
        clocks=order.clocks,
        standing=Summary.of(order) if order.version else None,
        parties=Parties.of(order),
        facts=known,
        recorded=[batch.recorded_at for batch in batches for _ in batch.facts],
        written=written,
    )


def _wrong_standings(
    unborn: Order, batches: Sequence[WrittenBatch], stood: Mapping[int, Order]
) -> Iterator[str]:
    """Each batch that carries another standing than its facts.

    Where it is known how the order stood at a version, its facts are not applied again."""
    order = unborn
    for batch in batches:
        version = order.version + len(batch.facts)
        order = stood.get(version) or reduce(apply, batch.batch.facts, order)
        standing = Summary.of(order)
        if not batch.leaves(standing) and batch.batch.standing != standing:
            yield f"the batch up to fact {order.version} carries another standing"
