"""The ledger: a Temporal history as lines, one for each fact, clock change and event."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncEngine
from temporalio.client import Client

from audit.history.batches import WrittenBatch
from audit.history.entries import (
    ActAnswered,
    ActArrived,
    EngineNote,
    HistoryEntry,
    Lapsed,
    Published,
    RingSettled,
    Routine,
    RunOpened,
    UnknownEvent,
)
from audit.history.histories import (
    History,
    entries_of,
    opening_of,
    read_runs,
    run_of,
    written_batches,
)
from audit.ledger.clock_kinds import CLOCK_KINDS
from domain.order.act import Act
from domain.order.clock import ClockChange, Clocks, ClockStarted
from domain.order.clock_change import changed
from domain.order.fact import Fact
from domain.order.terms import Mode
from store.wire import ACT, FACT, Instant
from workflows.order_input import Opening

ABOUT_ACTOR: Final = ("unit", "role", "outsourced", "other_posts")
ABOUT_ACT: Final = ("on_behalf_of", "admitted_by", "filled", "commitment")


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerLine:
    """One line; instants carry the zone of the order's calendar, `seq` stands on facts only."""

    event_id: int
    run_id: str
    seq: int | None = None
    kind: str
    occurred_at: Instant | None = None
    """When it happened by the law: the act's receipt, or the due instant of a lapse."""
    recorded_at: Instant
    """When Temporal wrote the event."""
    received_at: Instant | None = None
    """The stamp of the act that caused it; None where a clock did."""
    clock: str | None = None
    due_at: Instant | None = None
    actor: str | None = None
    basis: tuple[str, ...] = ()
    virtual: bool
    """Whether the order lives in a database whose time is moved."""
    detail: dict[str, Any] = field(default_factory=dict[str, Any])


async def read_ledger(
    client: Client, number: str, archive: AsyncEngine | None = None
) -> list[LedgerLine]:
    """Read an order's ledger, all runs, from Temporal or what it has forgotten from the archive.

    Raises NoHistory and UnreadableEvent."""
    return ledger_of(await read_runs(client, number, archive))


def ledger_of(histories: Sequence[History]) -> list[LedgerLine]:
    """Read the ledger of an order's runs, in history order; raises UnreadableEvent."""
    if not histories:
        return []
    runs = [run_of(history) for history in histories]
    scribe = Scribe(opening_of(runs[0]), written_batches(runs))
    return [line for entry in entries_of(runs) for line in scribe.lines(entry)]


def until(lines: Iterable[LedgerLine], instant: datetime) -> list[LedgerLine]:
    """Keep what had happened by an instant."""
    return [line for line in lines if (line.occurred_at or line.recorded_at) <= instant]


def as_json(line: LedgerLine) -> dict[str, Any]:
    """A line for scripts: instants in ISO 8601 with offset."""
    plain = {column.name: getattr(line, column.name) for column in fields(line)}
    written = {k: v.isoformat() if isinstance(v, datetime) else v for k, v in plain.items()}
    return {**written, "basis": list(line.basis)}


class Scribe:
    """Writes lines; remembers the acts and clocks that later events refer to."""

    def __init__(self, opening: Opening, told: Iterable[WrittenBatch]) -> None:
        dossier = opening.order.dossier
        self.zone = ZoneInfo(dossier.calendar.time_zone)
        self.virtual = dossier.mode is Mode.VIRTUAL
        self.clocks: Clocks = opening.order.clocks
        self.received: dict[str, datetime] = {}
        self.unknown = 0
        self.told = {written.event: written for written in told}
        """What each event tells that no other has, by its place."""

    def lines(self, entry: HistoryEntry) -> Iterator[LedgerLine]:
        """Write the lines of one event and of its facts; none for the engine's book-keeping."""
        if not isinstance(entry.said, Routine | Published | ActAnswered):
            yield self._event(entry)
        if entry.tells is not None and entry.tells.event in self.told:
            for fact in self.told[entry.tells.event].batch.facts:
                yield self._fact(entry, fact)
                yield from self._changes(entry, fact)

    def _event(self, entry: HistoryEntry) -> LedgerLine:
        match entry.said:
            case RunOpened(opening=Opening(act=None, order=order)):
                return self._line(entry, "RunContinued", detail={"version": order.version})
            case RunOpened(opening=Opening(act=Act() as act)):
                return self._act(entry, "OrderOpened", act)
            case ActArrived(act=act, by_signal=by_signal):
                return self._act(entry, "Signalled" if by_signal else "UpdateAccepted", act)
            case RingSettled(until=settled) | Lapsed(until=settled):
                detail = {"until": settled.astimezone(self.zone).isoformat()}
                return self._line(entry, "RingSettled", detail=detail)
            case EngineNote(kind=kind, label=label, due=due, detail=told):
                written = {**({"timer": label} if label else {}), **told}
                clock = label.partition(" ")[0] or None
                return self._line(entry, kind, clock=clock, due_at=due, detail=written)
            case UnknownEvent(what=what):
                self.unknown += 1
                return self._line(entry, "Unknown", detail={"event": what, "count": self.unknown})
        raise TypeError(entry.event)

    def _act(self, entry: HistoryEntry, kind: str, act: Act) -> LedgerLine:
        self.received[act.command_id] = act.received_at
        written = ACT.write(act)
        asked = {k: v for k, v in written["command"].items() if k != "name"}
        detail = {"command": act.command.name, "command_id": act.command_id, "asked": asked}
        return self._line(
            entry,
            kind,
            occurred_at=act.received_at,
            received_at=act.received_at,
            actor=act.actor.person,
            detail={**detail, **_about(written)},
        )

    def _fact(self, entry: HistoryEntry, fact: Fact) -> LedgerLine:
        written = FACT.write(fact)
        content = {k: v for k, v in written["content"].items() if k != "kind"}
        caused = {"command_id": fact.command_id} if fact.command_id else {}
        return self._line(
            entry,
            fact.kind,
            seq=fact.seq,
            occurred_at=fact.occurred_at,
            received_at=self.received.get(fact.command_id),
            clock=content.pop("clock", None),
            due_at=getattr(fact.content, "due", None),
            actor=fact.actor.person,
            basis=fact.basis,
            detail={**content, **caused, **_about(written)},
        )

    def _changes(self, entry: HistoryEntry, fact: Fact) -> Iterator[LedgerLine]:
        for change in fact.clocks:
            self.clocks = changed(self.clocks, change, fact.occurred_at)
            yield self._change(entry, fact, change)

    def _change(self, entry: HistoryEntry, fact: Fact, change: ClockChange) -> LedgerLine:
        id = change.clock.id if isinstance(change, ClockStarted) else change.id
        clock = self.clocks[id]
        detail: dict[str, Any] = {"fact": fact.seq, "owner": clock.owner}
        if isinstance(change, ClockStarted):
            detail |= {"limit": clock.limit.text(), "provisional": clock.provisional}
        elif (by := getattr(change, "by", None)) is not None:
            detail |= {"by": by.text()}
        for name in ("outcome", "step"):
            if (said := getattr(change, name, None)) is not None:
                detail[name] = str(said)
        return self._line(
            entry,
            CLOCK_KINDS[type(change)],
            occurred_at=fact.occurred_at,
            received_at=self.received.get(fact.command_id),
            clock=id,
            due_at=clock.due,
            actor=fact.actor.person,
            basis=clock.basis,
            detail=detail,
        )

    def _line(self, entry: HistoryEntry, kind: str, **told: Any) -> LedgerLine:
        line = LedgerLine(
            event_id=entry.event_id,
            run_id=entry.run_id,
            kind=kind,
            recorded_at=entry.at,
            virtual=self.virtual,
            **told,
        )
        return replace(
            line,
            recorded_at=line.recorded_at.astimezone(self.zone),
            occurred_at=line.occurred_at and line.occurred_at.astimezone(self.zone),
            received_at=line.received_at and line.received_at.astimezone(self.zone),
            due_at=line.due_at and line.due_at.astimezone(self.zone),
        )


def _about(written: dict[str, Any]) -> dict[str, Any]:
    """Who acted in which capacity, and which texts were given; what is empty is left out."""
    actor = {name: written["actor"][name] for name in ABOUT_ACTOR if written["actor"].get(name)}
    act = {name: written[name] for name in ABOUT_ACT if written.get(name)}
    return {"by": actor, **act}
