"""Succession: the register says who follows whom, and every running order is told.

Orders are told by post, each under a key of its own: told again, nothing happens twice, and what
was left undone when a process died is taken up when the same succession is entered again.
"""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Final

from domain.chapters.units.commands import CloseUnitFile, SucceedUnit
from domain.vocabulary import State
from services.access.principal import SYSTEM, Principal
from services.access.rights import Right, require
from services.office import Office
from services.submission.command_json import Paper
from services.submission.counter import Counter, Handed
from store.register.orders_of_unit import Naming, naming
from store.register.units import store_succession, today
from texts import zh

AT_ONCE: Final = 8


class NotYet(ValueError):
    """A succession is entered on its first day or later, when the orders can be told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Succession:
    """One unit in the place of another, from a local day on."""

    unit: str
    successor: str
    valid_from: date

    def key(self, found: Naming) -> str:
        """What tells one order at one point of its life apart from all others."""
        said = (self.unit, self.successor, self.valid_from.isoformat())
        where = (found.number, str(found.version))
        return f"succession:{sha256(chr(10).join((*said, *where)).encode()).hexdigest()}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SuccessionTold:
    """Which orders were told of a succession, and which file of the old unit was closed."""

    unit: str
    successor: str
    valid_from: date
    orders: tuple[str, ...]
    files: tuple[str, ...]


async def succeed(
    principal: Principal, office: Office, unit: str, successor: str, valid_from: date | None
) -> SuccessionTold:
    """Enter a succession, from today on if no day is named, and tell every running order.

    First the register, then the orders: from then on nothing goes to the old unit any more.
    Raises MayNot, UnfitUnit, OtherSuccessor and NotYet."""
    require(principal, Right.KEEP_REGISTER)
    this_day = await today(office.engine)
    succession = Succession(unit=unit, successor=successor, valid_from=valid_from or this_day)
    if succession.valid_from > this_day:
        raise NotYet(NotYet.__doc__)
    await store_succession(office.engine, unit, successor, succession.valid_from)
    found = await naming(office.engine, unit)
    await _tell_all(office.counter, succession, found, principal.person)
    return SuccessionTold(
        unit=unit,
        successor=successor,
        valid_from=succession.valid_from,
        orders=tuple(one.number for one in found if one.state is not State.ON_FILE),
        files=tuple(one.number for one in found if one.state is State.ON_FILE),
    )


async def _tell_all(
    counter: Counter, succession: Succession, found: Iterable[Naming], by: str
) -> None:
    limit = asyncio.Semaphore(AT_ONCE)

    async def tell(one: Naming) -> None:
        async with limit:
            await counter.act(SYSTEM, _notice(succession, one, by))

    await asyncio.gather(*(tell(one) for one in found))


def _notice(succession: Succession, found: Naming, by: str) -> Handed:
    """What tells one order, or closes the file of the unit that is no more."""
    key = succession.key(found)
    return Handed(
        number=found.number,
        paper=_closing(succession, key) if found.state is State.ON_FILE else _told(succession, key),
        key=key,
        via="signal",
        on_behalf_of=by,
    )


def _told(succession: Succession, digest: str) -> Paper:
    command = SucceedUnit(
        unit=succession.unit,
        successor=succession.successor,
        valid_from=succession.valid_from,
    )
    return Paper(command=command, texts={}, digest=digest)


def _closing(succession: Succession, digest: str) -> Paper:
    day = succession.valid_from.isoformat()
    words = zh("register.succeeded", day=day, successor=succession.successor)
    return Paper(command=CloseUnitFile(), texts={"reason": words}, digest=digest)
