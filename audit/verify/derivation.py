"""Deciding an order's life a second time: from the recorded acts and settled rings alone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

import orjson

from audit.history.batches import WrittenBatch, told_once, told_otherwise
from audit.history.entries import (
    ActArrived,
    HistoryEntry,
    Lapsed,
    Published,
    RingSettled,
    RunOpened,
)
from audit.history.histories import History, entries_of, opening_of
from domain.decide import decide, lapse_until
from domain.order.act import Act
from domain.order.fact import Fact
from domain.order.order import Order
from domain.order.refusal import Refusal
from store.wire import FACTS
from workflows.order_input import Opening

DECIDED: Final = "workflow_task_completed"
CLOSED: Final = "workflow_execution_completed"
STORED: Final = "activity_task_completed"
COMES_IN: Final = frozenset({"workflow_execution_started", "workflow_execution_signaled", STORED})
"""Events that the workflow learns of only in its next task; the facts that they tell are facts."""


@dataclass
class Rederivation:
    """An order lived through again by the pure core; facts are compared, never copied."""

    order: Order
    facts: list[Fact] = field(default_factory=list[Fact])
    recorded: list[WrittenBatch] = field(default_factory=list[WrittenBatch])
    """Every batch that is told, and a fact as often as it is."""
    faults: list[str] = field(default_factory=list[str])
    decided: set[str] = field(default_factory=set[str])
    stood: dict[int, Order] = field(default_factory=dict[int, Order])
    """The order after each act and each ring, by its version then."""
    publishing: bool = False
    """Whether a batch is on its way, so that later facts are not in the history yet."""
    closed: bool = False

    def take(self, entry: HistoryEntry) -> None:
        """Live through one event."""
        self.closed = self.closed or entry.event == CLOSED
        if entry.tells is not None:
            self.recorded.append(entry.tells)
        match entry.said:
            case RunOpened(opening=opening):
                self._open(opening)
            case ActArrived(act=act):
                self._decide(act)
            case RingSettled(until=until) | Lapsed(until=until):
                lapsed = lapse_until(self.order, until)
                self._remember(lapsed.facts, lapsed.order)
            case Published(at_once=at_once):
                self.publishing = not at_once
            case _ if entry.event == STORED:
                self.publishing = False

    def _open(self, opening: Opening) -> None:
        if opening.order is not self.order and opening.order != self.order:
            self.faults.append("the order carried into a run is not the one that its facts make")
        self.decided = set(opening.receipts)
        if opening.act is not None:
            self._decide(opening.act)

    def _decide(self, act: Act) -> None:
        if act.command_id in self.decided:
            return
        outcome = decide(self.order, act)
        if not isinstance(outcome, Refusal):
            self.decided.add(act.command_id)
            self._remember(outcome.facts, outcome.order)

    def _remember(self, facts: Sequence[Fact], order: Order) -> None:
        self.order = order
        self.stood[order.version] = order
        self.facts += facts

    @cached_property
    def agreed(self) -> bool:
        """Whether the recorded facts are to the letter all those that the acts and rings demand."""
        written = [fact for batch in told_once(self.recorded) for fact in batch.facts]
        are_due = not self.faults and orjson.dumps(written) == FACTS.write_text(self.facts)
        once = sum(len(batch.facts) for batch in self.recorded) == len(written)
        return are_due and (once or not told_otherwise(self.recorded))

    def named_faults(self) -> list[str]:
        """Where the recorded facts are not, byte for byte, those that the acts and rings demand."""
        if self.agreed:
            return []
        told = [fact for written in told_once(self.recorded) for fact in written.batch.facts]
        return [*self.faults, *self._other_facts(told), *self._other_number(told)]

    def _other_facts(self, told: Sequence[Fact]) -> Iterator[str]:
        demanded = {fact.seq: fact for fact in self.facts}
        for one in told:
            due = demanded.get(one.seq)
            if due is not None and _written(one) != _written(due):
                yield f"fact {one.seq} {one.kind}: the core decides {due.kind} otherwise"
        for seq in told_otherwise(self.recorded):
            yield f"fact {seq} is told again, and otherwise"

    def _other_number(self, told: Sequence[Fact]) -> Iterator[str]:
        demanded = {fact.seq for fact in self.facts}
        accounted = demanded.intersection(fact.seq for fact in told)
        if surplus := len(told) - len(accounted):
            yield f"{surplus} recorded fact(s) follow from no act and no ring"
        missing = len(demanded) - len(accounted)
        if missing and (self.closed or not self.publishing):
            yield f"{missing} fact(s) that the acts and rings demand are not recorded"


def rederived(histories: Sequence[History]) -> Rederivation:
    """Decide a life again, up to the last completed workflow task; raises UnreadableEvent."""
    life = Rederivation(order=opening_of(histories[0]).order)
    for entry in _decided(histories):
        life.take(entry)
    return life


def faults_of(histories: Sequence[History]) -> list[str]:
    """Where the recorded facts are not, byte for byte, those that the acts and rings demand."""
    return rederived(histories).named_faults()


def _written(fact: Fact) -> bytes:
    return FACTS.write_text([fact])


def _decided(histories: Sequence[History]) -> Iterator[HistoryEntry]:
    """Leave out what came in after a run's last completed task: nobody has decided it yet.

    What tells facts has been decided, by whoever opened the run or beforehand."""
    for history in histories:
        entries = list(entries_of([history]))
        done = max((e.event_id for e in entries if e.event == DECIDED), default=0)
        yield from (
            entry
            for entry in entries
            if entry.event_id < done or entry.event not in COMES_IN or entry.tells is not None
        )
