"""Why a clock ends when it does: its arithmetic day by day, so that anybody can count along."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from audit.ledger.counted_steps import GivenBack, counted_from, counted_steps
from audit.ledger.day_count import day_by_day, end_of_day
from domain.chapters.units.own_duties import filing_rule
from domain.decide import apply
from domain.duties.due_dates import count, count_step, recomputed
from domain.duties.shares import SHARES
from domain.duties.upstream import governing_due
from domain.law.limit_rule import LimitRule
from domain.order.clock import (
    Clock,
    ClockChange,
    ClockHandedOver,
    ClockLapsed,
    ClockMoved,
    ClockPaused,
    ClockRang,
    ClockRelimited,
    ClockReopened,
    ClockResumed,
    ClockStarted,
    ClockStopped,
    PausedTime,
)
from domain.order.fact import Fact
from domain.order.local_time import local
from domain.order.order import Dossier, Order
from domain.time.limit import Limit
from texts import glossed, token_of, zh


class UnknownClock(LookupError):
    """The order never had a clock of this id."""


def clocks_of(facts: Sequence[Fact]) -> list[str]:
    """The ids of every clock that these facts started, in order."""
    return [c.clock.id for fact in facts for c in fact.clocks if isinstance(c, ClockStarted)]


def explain_lines(dossier: Dossier, facts: Sequence[Fact], clock_id: str) -> list[str]:
    """Explain one clock from its start to its end, in the order of facts; raises UnknownClock."""
    if clock_id not in clocks_of(facts):
        raise UnknownClock(f"{dossier.number} has no clock {clock_id}")
    lines: list[str] = []
    order = Order(dossier=dossier)
    for fact in facts:
        before, order = order, apply(order, fact)
        for change in fact.clocks:
            if _id(change) == clock_id:
                lines += ClockStep(before=before, after=order, fact=fact).told(change)
    return [*lines, *_standing(order, order.clocks[clock_id])]


def _id(change: ClockChange) -> str:
    return change.clock.id if isinstance(change, ClockStarted) else change.id


def _standing(order: Order, clock: Clock) -> list[str]:
    if not clock.is_open:
        return []
    unknown = f"; {glossed('ledger.provisional')}: cannot lapse" if clock.provisional else ""
    return [f"  {glossed('ledger.still_owed')}, due {local(order, clock.due)}{unknown}"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockStep:
    """What one fact did to a clock."""

    before: Order
    after: Order
    fact: Fact

    def told(self, change: ClockChange) -> list[str]:
        """Tell the change in lines."""
        at = local(self.after, self.fact.occurred_at)
        match change:
            case ClockStarted(clock=clock):
                return list(self._started(clock))
            case ClockMoved():
                return list(self._moved(change, at))
            case ClockPaused():
                return [self._line(at, glossed("ledger.paused"))]
            case ClockResumed():
                return list(self._resumed(change, at))
            case ClockRelimited(id=id):
                return list(self._relimited(self.after.clocks[id], at))
            case ClockReopened(id=id):
                due = local(self.after, self.after.clocks[id].due)
                same = zh("ledger.due_unchanged")
                words = f"{glossed('ledger.reopened')}: owed again, due {due} {same}"
                return [self._line(at, words)]
            case ClockRang(step=step):
                return [self._line(at, f"reminder or rung {step} {zh('ledger.reminder')}")]
            case ClockLapsed():
                return [self._line(at, glossed("ledger.lapsed"))]
            case ClockHandedOver(owner=owner):
                due = local(self.after, self.after.clocks[change.id].due)
                same = zh("ledger.due_unchanged")
                words = f"{glossed('ledger.handed_over')}: {owner} owes it, due {due} {same}"
                return [self._line(at, words)]
            case ClockStopped(outcome=outcome):
                return [self._line(at, f"{glossed('ledger.ended')}: {glossed(token_of(outcome))}")]

    def _line(self, at: str, words: str) -> str:
        return f"  {at}  fact {self.fact.seq} {self.fact.kind}: {words}"

    def _started(self, clock: Clock) -> Iterator[str]:
        owes = f"{clock.owner} {glossed('ledger.owner')} {clock.owner}"
        yield f"{clock.id} {zh(token_of(clock.name))}: {owes}"
        rule = limit_rule_of(self.before, clock)
        yield f"  {glossed('ledger.rule')} {', '.join(clock.basis)}"
        if rule is None and clock.name not in SHARES:
            at = local(self.after, clock.due)
            yield f"  {glossed('ledger.until_instant')}: {at}, set by fact {self.fact.seq}"
            return
        source = rule.source if rule else glossed("ledger.part_of_limit")
        yield f"  {glossed('ledger.source')} {source}"
        convention = glossed(token_of(clock.limit.counted))
        yield f"  {glossed('ledger.limit')} {clock.limit.text()}, {convention}"
        yield f"  {glossed('ledger.calendar')} {clock.calendar}"
        start = local(self.after, clock.started)
        yield f"  {glossed('ledger.start')} {start}, fact {self.fact.seq} {self.fact.kind}"
        yield from self._counted(clock.started, clock.limit, clock.due)

    def _moved(self, change: ClockMoved, at: str) -> Iterator[str]:
        old = self.before.clocks[change.id]
        if change.by is not None:
            step = f"by {change.by.text()} from {local(self.after, old.due)}"
            yield self._line(at, f"{glossed('ledger.moved')} {step}")
            yield from self._counted(counted_from(old.due, change.by), change.by, change.due)
            return
        yield self._line(at, f"{glossed('ledger.computed_anew')} by calendar {change.calendar}")
        yield from self._whole(old, change.due)

    def _resumed(self, change: ClockResumed, at: str) -> Iterator[str]:
        old = self.before.clocks[change.id]
        since, resumed = old.paused or self.fact.occurred_at, self.fact.occurred_at
        paused = f"paused since {local(self.after, since)}"
        yield self._line(at, f"{glossed('ledger.resumed')}, {paused}")
        pause = PausedTime(began=since, ended=resumed, granted=len(old.extensions))
        yield from self._given_back(old, old.due, pause, change.due)

    def _relimited(self, clock: Clock, at: str) -> Iterator[str]:
        limit = f"now {clock.limit.text()}, from where the duty began"
        yield self._line(at, f"{glossed('ledger.relimited')}: {limit}")
        yield f"  {glossed('ledger.rule')} {', '.join(clock.basis)}"
        if governing_due(self.after, clock.name, clock.started) == clock.due:
            yield f"  {glossed('ledger.until_instant')}: {local(self.after, clock.due)}"
            return
        yield from self._whole(clock, clock.due)

    def _whole(self, clock: Clock, recorded: datetime) -> Iterator[str]:
        """Count a clock from its start, with all that moved its due since."""
        for step in counted_steps(self.after, clock):
            if isinstance(step, GivenBack):
                yield from self._given_back(clock, step.before, step.pause, step.ends)
            else:
                yield from self._counted(step.since, step.limit, step.ends)
        if recomputed(self.after, clock).due != recorded:
            yield f"  {glossed('ledger.differs')}: {local(self.after, recorded)}"

    def _given_back(
        self, clock: Clock, due: datetime, pause: PausedTime, recorded: datetime
    ) -> Iterator[str]:
        """Say what a pause cost, and hold the new due against what was recorded."""
        ends, _ = count_step(self.after, clock, due, pause)
        began, ended = local(self.after, pause.began), local(self.after, pause.ended)
        given = f"given back in {clock.limit.text()}'s convention"
        yield f"    {glossed('ledger.pause')} {began} to {ended}, {given}"
        yield f"  {glossed('ledger.due')} {local(self.after, due)} -> {local(self.after, ends)}"
        if ends != recorded:
            yield f"  {glossed('ledger.differs')}: {local(self.after, recorded)}"

    def _counted(self, since: datetime, limit: Limit, recorded: datetime) -> Iterator[str]:
        """Count a limit aloud, and hold the result against what was recorded."""
        order = self.after
        ends, provisional = count(order, since, limit)
        yield from (f"    {line}" for line in day_by_day(order, since, limit, ends))
        unsure = f", {glossed('ledger.provisional_until_published')}" if provisional else ""
        last = end_of_day(order, ends)
        day = f", 24:00 of {last} {zh('ledger.end_of_day')}" if last else ""
        yield f"  {glossed('ledger.due')} {local(order, ends)}{day}{unsure}"
        if ends != recorded:
            yield f"  {glossed('ledger.differs')}: {local(order, recorded)}"


def limit_rule_of(order: Order, clock: Clock) -> LimitRule | None:
    """The rule of the order's law that set the clock; None where an act fixed its end.

    What the clock names after the rule's own ids is by what it was counted (G23, X17)."""
    filing = filing_rule(order)
    rules = order.dossier.pack.limits if filing is None else (*order.dossier.pack.limits, filing)
    for rule in rules:
        named = clock.basis[: len(rule.rules)]
        if (rule.clock, rule.limit, rule.rules) == (clock.name, clock.limit, named):
            return rule
    return None
