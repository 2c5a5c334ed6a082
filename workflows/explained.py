"""How an order stands, in words: for the Temporal UI and for whoever asks about its clocks.

The words come from texts; they are no part of a history, so a better word breaks no replay.
"""

from dataclasses import dataclass

from domain.order.clock import Clock
from domain.order.local_time import local
from domain.order.order import Order
from texts import glossed, token_of, zh


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """A clock with the sentence that explains it."""

    clock: Clock
    explanation: str


def explained(order: Order) -> list[Explained]:
    """Every clock of the order, ended or not, with its explanation."""
    return [
        Explained(clock=clock, explanation=explain(order, clock)) for clock in order.clocks.values()
    ]


def explain(order: Order, clock: Clock) -> str:
    """Say in one line what a clock demands of whom, since when, until when, and by which rule."""
    parts = [
        f"{clock.id} {zh(token_of(clock.name))}: {clock.owner} owes it within {clock.limit.text()}"
        f" ({glossed(token_of(clock.limit.counted))})",
        f"from {local(order, clock.started)} to {local(order, clock.due)}",
    ]
    if clock.due != clock.original_due:
        original = local(order, clock.original_due)
        parts.append(f"first due {original} {zh('clocks.original_due')}")
    if clock.provisional:
        parts.append(glossed("clocks.provisional"))
    if clock.paused is not None and clock.is_open:
        parts.append(f"paused since {local(order, clock.paused)} {zh('clocks.paused')}")
    if clock.lapsed is not None:
        parts.append(glossed("clocks.lapsed"))
    parts.append(_end(order, clock))
    parts.append(f"by {', '.join(clock.basis)}, calendar {clock.calendar}")
    return "; ".join(parts)


def _end(order: Order, clock: Clock) -> str:
    if clock.ended is None or clock.outcome is None:
        return glossed("clocks.still_owed")
    return f"{glossed(token_of(clock.outcome))} at {local(order, clock.ended)}"


def at_a_glance(order: Order) -> str:
    """The order in a few lines for the Temporal UI; codes and instants, nobody's words."""
    head = f"**{order.state} {zh(token_of(order.state))}** · L{int(order.level)}"
    where = f" · {order.unit}" if order.unit else ""
    lines = [f"{head}{where} · {order.dossier.pack.id}"]
    lines += [_line(order, clock) for clock in order.open_clocks()]
    return "\n".join(lines)


def _line(order: Order, clock: Clock) -> str:
    lapsed = f" · {zh('clocks.overdue')} overdue" if clock.lapsed else ""
    paused = f" · {zh('clocks.standing_still')} paused" if clock.paused else ""
    what = f"{clock.id} {zh(token_of(clock.name))} · {clock.owner} · {local(order, clock.due)}"
    return f"- {what}{lapsed}{paused}"
