"""What happened to an order, on its page: each fact in the office's words, and what was said."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from domain.order.clock import ClockLapsed
from domain.order.fact import Fact
from domain.order.order import Order
from domain.vocabulary import Role
from services.orders.page.speech import Speech
from services.orders.texts import TextShown
from services.views import Instant

Step = tuple[Order, Fact, Order]
"""A fact with the order before and after it."""


class CourseMark(StrEnum):
    """What a fact is to the course of the order."""

    DECIDES = "decides"
    """Afterwards the order stands elsewhere."""
    LAPSE = "lapse"
    """A duty was missed."""
    REST = "rest"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Said:
    """A text that came with an act, as it is shown to the reader."""

    title: str
    content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One fact."""

    seq: int
    at: Instant
    mark: CourseMark
    title: str
    by: str
    """Who did it, by post and unit; empty where a clock did."""
    lapsed: tuple[str, ...]
    """The duties that were missed by it."""
    stands: str
    """Where the order stands afterwards; empty where it did not move."""
    basis: tuple[str, ...]
    said: tuple[Said, ...]


def timeline(
    steps: Iterable[Step], texts: Iterable[TextShown], speech: Speech
) -> tuple[Happening, ...]:
    """Tell what happened, the latest first."""
    said = _by_command(texts, speech)
    told = [_happening(*step, said, speech) for step in steps]
    return tuple(reversed(told))


def _happening(
    before: Order,
    fact: Fact,
    after: Order,
    said: Mapping[str, tuple[Said, ...]],
    speech: Speech,
) -> Happening:
    lapsed = tuple(_lapsed(fact, after, speech))
    moved = before.state is not after.state
    mark = CourseMark.LAPSE if lapsed else CourseMark.DECIDES if moved else CourseMark.REST
    return Happening(
        seq=fact.seq,
        at=fact.occurred_at.astimezone(after.dossier.calendar.workdays.zone),
        mark=mark,
        title=speech.say(f"facts.{fact.kind}"),
        by=_by(fact, speech),
        lapsed=lapsed,
        stands=speech.of(after.state) if moved else "",
        basis=fact.basis,
        said=said.get(fact.command_id, ()) if fact.filled else (),
    )


def _lapsed(fact: Fact, after: Order, speech: Speech) -> Iterator[str]:
    for change in fact.clocks:
        if isinstance(change, ClockLapsed):
            yield f"{speech.of(after.clocks[change.id].name)} {change.id}"


def _by(fact: Fact, speech: Speech) -> str:
    if fact.actor.role is Role.SYSTEM:
        return ""
    return speech.joined(speech.of(fact.actor.role), speech.owner(fact.actor.unit))


def _by_command(texts: Iterable[TextShown], speech: Speech) -> Mapping[str, tuple[Said, ...]]:
    found: dict[str, tuple[Said, ...]] = {}
    for text in texts:
        one = Said(title=speech.say(f"fields.{text.text}"), content=text.content)
        found[text.command_id] = (*found.get(text.command_id, ()), one)
    return found
