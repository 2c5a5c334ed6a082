"""Folding an order's facts into its scorecard; the core itself says what each fact does."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from domain.assessment.notes import READERS, Notes
from domain.assessment.scorecard import ClockedDuty, Scorecard
from domain.decide import IMPOSSIBLE, DamagedFact, lived
from domain.order.clock import Clock
from domain.order.fact import Fact
from domain.order.order import Dossier, Order

REGISTRATION: Final = 1
"""The fact with which every demand begins."""


def scorecard(dossier: Dossier, facts: Iterable[Fact]) -> Scorecard:
    """Fold all facts of an order from its registration on; raises DamagedFact."""
    order, notes = Order(dossier=dossier), Notes()
    for before, fact, after in lived(dossier, facts):
        order = after
        try:
            _note(notes, before, fact)
        except IMPOSSIBLE as impossible:
            raise DamagedFact(dossier.number, fact.seq) from impossible
    return _card(order, notes)


def _note(notes: Notes, before: Order, fact: Fact) -> None:
    _note_clocks(notes, fact)
    if (reads := READERS.get(type(fact.content))) is not None:
        reads(notes, before, fact)


def _note_clocks(notes: Notes, fact: Fact) -> None:
    for change in fact.clocks:
        match change.kind:
            case "started":
                notes.begun_by[change.clock.id] = fact.kind
                notes.moved[change.clock.id].append(fact.seq)
            case "rang":
                pass
            case kind:
                notes.moved[change.id].append(fact.seq)
                if kind == "stopped":
                    notes.ended_by[change.id] = fact.kind
                elif kind == "reopened":
                    notes.ended_by.pop(change.id, None)
                    notes.reviewed.discard(change.id)


def _card(order: Order, notes: Notes) -> Scorecard:
    return Scorecard(
        number=order.number,
        version=order.version,
        pack=order.dossier.pack.id,
        edition=order.dossier.pack.edition,
        type=order.item_type,
        class_=order.item_class,
        district=order.district,
        channel=order.channel,
        category=order.category,
        opened=_born(order),
        state=order.state,
        unit=order.unit,
        upstream=order.source,
        excluded=notes.excluded,
        unreachable=notes.unreachable,
        terminated_in_time=notes.terminated_in_time,
        answered=notes.answered,
        duties=tuple(_duty(clock, notes) for clock in order.clocks.values()),
        deliveries=tuple(notes.deliveries),
        callbacks=tuple(notes.callbacks),
        closings=tuple(notes.closings),
        extensions=tuple(notes.extensions),
        promises=tuple(notes.promises),
        reworks=tuple(notes.reworks),
        repeats=tuple(notes.repeats),
        raised=tuple(notes.raised),
        left_out=tuple(notes.left_out),
        recalled=tuple(notes.recalled),
    )


def _born(order: Order) -> datetime:
    if order.born_at is None:
        raise DamagedFact(order.number, REGISTRATION)
    return order.born_at


def _duty(clock: Clock, notes: Notes) -> ClockedDuty:
    paused = sum((pause.ended - pause.began).total_seconds() for pause in clock.pauses)
    return ClockedDuty(
        clock=clock.id,
        name=clock.name,
        owner=clock.owner,
        started=clock.started,
        due=clock.due,
        original_due=clock.original_due,
        ended=clock.ended,
        lapsed=clock.lapsed,
        outcome=clock.outcome,
        paused_s=int(paused),
        begun_by=notes.begun_by[clock.id],
        ended_by=notes.ended_by.get(clock.id, ""),
        reviewed=clock.id in notes.reviewed,
        seqs=tuple(notes.moved[clock.id]),
    )
