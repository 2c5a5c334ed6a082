"""What several orders are about, as far as a reader is shown it: the words of a list's rows.

Each row says what the order's own page would say, by the same table of sight."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.summary import Summary
from readmodel.orders.telling_commands import telling_commands
from services.access.orders import ways_to_each
from services.access.principal import Principal
from services.access.units import own_units
from services.office import Office
from services.orders.order_read import KnownOfOrder, ReadOrder, onlooker, said_in, sight_of_read
from store.vault.vault_rows import open_texts_of

WORDS: Final = ("register.subject", "register.demand", "redact_demand.text", "set_hosts.decision")
"""Texts that say what an order is about, the shortest first: a reader is shown some of them."""
PLACE: Final = "register.place"
TOLD: Final = frozenset({*WORDS, PLACE})
LONGEST: Final = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """What an order is about and where; empty where the reader is not shown it."""

    words: str = ""
    place: str = ""


async def matters_of(
    principal: Principal,
    office: Office,
    moment: AsyncConnection,
    standings: Sequence[Summary],
    now: Mapping[str, datetime],
) -> Mapping[str, Matter]:
    """What each of these orders is about; whoever asks is known to see them. Raises NobodyNamed."""
    numbers = [one.number for one in standings]
    commands = await telling_commands(moment, numbers, principal.person)
    by_order = {
        number: tuple(some) for number, some in groupby(commands, lambda one: one.order_number)
    }
    texts = await open_texts_of(moment, office.counter.master, numbers)
    ways = await ways_to_each(principal, moment, numbers)
    units = await own_units(principal, moment)
    found = dict[str, Matter]()
    for standing in standings:
        number = standing.number
        own = by_order.get(number, ())
        known = KnownOfOrder(
            standing=standing, ways=ways[number], units=units, commands=own, at=now[number]
        )
        reader = await onlooker(principal, office, moment, known)
        read = ReadOrder(
            standing=standing, commands=own, texts=texts, reader=reader, at=now[number]
        )
        found[number] = _matter(read)
    return found


def _matter(read: ReadOrder) -> Matter:
    sight = sight_of_read(read)
    every = [text for _, text in said_in(read)]
    shown = {text.key: sight.content(text, every) for text in every if text.key in TOLD}
    words = next((shown[key] for key in WORDS if shown.get(key)), "")
    return Matter(words=_in_short(words), place=shown.get(PLACE, ""))


def _in_short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"
