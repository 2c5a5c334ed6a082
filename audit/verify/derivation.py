"""Deciding an order's life a second time: from the recorded acts and settled rings alone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

import orjson

from audit.history.batches import FACTS, WrittenBatch
from audit.history.entries import ActArrived, HistoryEntry, Published, RingSettled, RunOpened
from audit.history.histories import History, entries_of, opening_of
from domain.decide import decide, lapse_until
from domain.order.act import Act
from domain.order.fact import Fact
from domain.order.order import Order
from domain.order.refusal import Refusal
from workflows.order_input import Opening

DECIDED: Final = "workflow_task_completed"
CLOSED: Final = "workflow_execution_completed"
STORED: Final = "activity_task_completed"
COMES_IN: Final = frozenset({"workflow_execution_started", "workflow_execution_signaled", STORED})
"""Events that the workflow learns of only in its next task."""


@dataclass
class Rederivation:
    """An order lived through again by the pure core; facts are compared, never copied."""

    order: Order
    facts: list[Fact] = field(default_factory=list[Fact])
    recorded: list[WrittenBatch] = field(default_factory=list[WrittenBatch])
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
        match entry.said:
            case RunOpened(opening=opening):
                self._open(opening)
            case ActArrived(act=act):
                self._decide(act)
            case RingSettled(until=until):
                lapsed = lapse_until(self.order, until)
                self._remember(lapsed.facts, lapsed.order)
            case Published(written=written, at_once=at_once):
                self.recorded.append(written)
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
        written = [fact for batch in self.recorded for fact in batch.facts]
        return not self.faults and orjson.dumps(written) == FACTS.dump_json(self.facts)

    def named_faults(self) -> list[str]:
        """Where the recorded facts are not, byte for byte, those that the acts and rings demand."""
        if self.agreed:
            return []
        told = [fact for written in self.recorded for fact in written.batch.facts]
        return [*self.faults, *self._other_facts(told), *self._other_number(told)]

    def _other_facts(self, told: Sequence[Fact]) -> Iterator[str]:
        for place, (one, due) in enumerate(zip(told, self.facts, strict=False), start=1):
            if _written(one) != _written(due):
                yield f"fact {place} {one.kind}: the core decides {due.kind} otherwise"

    def _other_number(self, told: Sequence[Fact]) -> Iterator[str]:
        surplus = len(told) - len(self.facts)
        if surplus > 0:
            yield f"{surplus} recorded fact(s) follow from no act and no ring"
        if surplus < 0 and (self.closed or not self.publishing):
            yield f"{-surplus} fact(s) that the acts and rings demand are not recorded"


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
    return FACTS.dump_json([fact])


def _decided(histories: Sequence[History]) -> Iterator[HistoryEntry]:
    """Leave out what came in after a run's last completed task: nobody has decided it yet."""
    for history in histories:
        entries = list(entries_of([history]))
        done = max((e.event_id for e in entries if e.event == DECIDED), default=0)
        yield from (e for e in entries if e.event_id < done or e.event not in COMES_IN)
