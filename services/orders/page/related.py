"""The orders that belong to one: as its facts name them, and as the words of both suggest."""

from collections.abc import Iterator
from dataclasses import dataclass

from domain.order.order import Order
from domain.vocabulary import State
from readmodel.orders.queries import standing_of
from services.access.orders import seen_among
from services.access.principal import Principal
from services.access.rights import MayNot
from services.office import Office
from services.orders.page.speech import Speech
from services.orders.similar import similar_to_order
from store.commands.settlement import UnknownOrder


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedOrder:
    """An order that has to do with this one, and that the reader may see."""

    number: str
    how: str
    """How they belong together."""
    state: State
    stands: str


async def related_orders(
    principal: Principal, office: Office, order: Order, speech: Speech
) -> tuple[RelatedOrder, ...]:
    """The orders that belong to this one, of those that the reader sees: each once, and what is on
    record before what is only alike. Raises NobodyNamed."""
    named = {**await _alike(principal, office, order.number), **dict(_on_record(order))}
    seen = await seen_among(principal, office.engine, named)
    found: list[RelatedOrder] = []
    for number, how in named.items():
        standing = await standing_of(office.engine, number) if number in seen else None
        if standing is not None:
            state = standing.state
            words = speech.say(f"order_page.related.{how}")
            found.append(
                RelatedOrder(number=number, how=words, state=state, stands=speech.of(state))
            )
    return tuple(found)


async def _alike(principal: Principal, office: Office, number: str) -> dict[str, str]:
    """What the caller and the words of both suggest, told to those only who may merge."""
    try:
        found = await similar_to_order(principal, office, number)
    except (MayNot, UnknownOrder):
        return {}
    lists = {
        "settled": found.settled,
        "other_callers": found.other_callers,
        "same_caller": found.same_caller,
    }
    return {alike.number: how for how, alikes in lists.items() for alike in alikes}


def _on_record(order: Order) -> Iterator[tuple[str, str]]:
    """What the facts name, what binds most last."""
    yield from ((number, "suggested") for number in order.suggested)
    if order.repeats:
        yield order.repeats, "repeats"
    yield from ((part.number, "part") for part in order.parts)
    if order.part_of:
        yield order.part_of, "part_of"
    yield from ((joined.number, "joined") for joined in order.joined)
    if order.master:
        yield order.master, "master"
