"""Succession: the register says who follows whom, and every running order is told; so is each
that went over when a succession was a mistake.

Orders are told by post, each under a key of its own: told again, nothing happens twice, and what
was left undone when a process died is taken up when the same succession is entered again.
"""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Final

from domain.chapters.units.commands import CloseUnitFile, SucceedUnit, UndoSuccession
from domain.vocabulary import State
from services.access.principal import SYSTEM, Principal
from services.access.rights import Right, require
from services.office import Office
from services.register.unit_files import open_again
from services.submission.command_json import Paper
from services.submission.counter import Counter, Handed
from store.register.orders_of_unit import Naming, gone_over, naming
from store.register.successions import Undoing as Undoing
from store.register.successions import store_succession, store_undoing
from store.register.units import today
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
        return f"succession:{_digest(*said, *_place(found))}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SuccessionTold:
    """Which orders were told of a succession, and which file of the old unit was closed."""

    unit: str
    successor: str
    valid_from: date
    orders: tuple[str, ...]
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SuccessionTakenBack:
    """Which orders go back to the unit, and the file that it has again; empty if it had none."""

    unit: str
    successor: str
    orders: tuple[str, ...]
    file: str


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
    day, person = succession.valid_from, principal.person
    await store_succession(office.engine, unit, successor, day, person)
    found = await naming(office.engine, unit)
    await _tell_all(office.counter, [_notice(succession, one, person) for one in found])
    return SuccessionTold(
        unit=unit,
        successor=successor,
        valid_from=succession.valid_from,
        orders=tuple(one.number for one in found if one.state is not State.ON_FILE),
        files=tuple(one.number for one in found if one.state is State.ON_FILE),
    )


async def undo(principal: Principal, office: Office, undoing: Undoing) -> SuccessionTakenBack:
    """Take a succession back that was entered by mistake: every order that went over goes back.

    First the register, then the orders. Default: what has ended with the successor stays ended,
    and what somebody sent to the successor since stays there. Raises MayNot, UnfitUnit and
    NotUndone."""
    require(principal, Right.KEEP_REGISTER)
    await store_undoing(office.engine, undoing)
    found = await gone_over(office.engine, undoing.unit, undoing.successor)
    await _tell_all(office.counter, [_taken_back(undoing, one) for one in found])
    return SuccessionTakenBack(
        unit=undoing.unit,
        successor=undoing.successor,
        orders=tuple(one.number for one in found),
        file=await open_again(principal, office, undoing.unit),
    )


async def _tell_all(counter: Counter, notices: Iterable[Handed]) -> None:
    limit = asyncio.Semaphore(AT_ONCE)

    async def tell(notice: Handed) -> None:
        async with limit:
            await counter.act(SYSTEM, notice)

    await asyncio.gather(*(tell(one) for one in notices))


def _taken_back(undoing: Undoing, found: Naming) -> Handed:
    """What tells one order that its unit was never followed."""
    command = UndoSuccession(unit=undoing.unit, successor=undoing.successor)
    key = f"succession-undone:{_digest(undoing.unit, undoing.successor, *_place(found))}"
    paper = Paper(command=command, texts={"reason": undoing.reason}, digest=key)
    return Handed(number=found.number, paper=paper, key=key, via="signal", on_behalf_of=undoing.by)


def _digest(*words: str) -> str:
    return sha256(chr(10).join(words).encode()).hexdigest()


def _place(found: Naming) -> tuple[str, str]:
    return found.number, str(found.version)


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
