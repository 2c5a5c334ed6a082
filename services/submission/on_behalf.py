"""What the hotline's machines do for somebody: a person with a right of their own hands it in, and
stands on record as the one on whose behalf it was done.

The role `system` is nobody's: it is reached from here and from the rounds, from nowhere else."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from domain.chapters.caller.commands import GiveRelayNumber, ViewPersonalData
from domain.chapters.intake.commands import Register
from domain.vocabulary import Channel
from services.access.orders import require_sees
from services.access.principal import SYSTEM, Principal
from services.access.rights import Right, require
from services.office import Office
from services.orders.relay import require_relays
from services.orders.texts import NotShown, require_shows
from services.submission.command_json import BadPaper, Paper
from services.submission.counter import Handed, OpenHanded, Reply
from store.commands.settlement import UnknownOrder

BY_MACHINE: Final[Mapping[str, Right]] = {
    "suggest_duplicate": Right.FIND_SIMILAR,
    "change_rule_set": Right.PUBLISH_LAW,
}
"""The acts on orders that only a machine does, and the right of whoever has it do them."""
BY_KNOWLEDGE: Final[Mapping[str, Right]] = {"report_leak": Right.REPORT_LEAK}
"""The acts that do not ask whose order it is: a leak is reported by whoever knows of it (T53)."""


async def register(principal: Principal, office: Office, handed: OpenHanded) -> Reply:
    """Register a demand that somebody has taken.

    Raises what Counter.open does, MayNot for another law than the city's, and BadPaper for one
    that comes out of a file: that channel is spared what the law asks of a caller, and its own door
    asks for the right to it."""
    _require_law(principal, office, handed)
    if _of_a_file(handed.paper):
        raise BadPaper((("channel", "import: demands of a file come in by their own door"),))
    return await office.counter.open(principal, handed)


async def register_imported(principal: Principal, office: Office, handed: OpenHanded) -> Reply:
    """Register a demand out of a file, which carries what the file has of its caller (T02).

    Raises MayNot, BadPaper for one that comes in another way, and what Counter.open does."""
    require(principal, Right.IMPORT_DEMANDS)
    _require_law(principal, office, handed)
    if not _of_a_file(handed.paper):
        raise BadPaper((("channel", "only what comes out of a file is imported"),))
    person = principal.actor.person
    return await office.counter.open(SYSTEM, replace(handed, on_behalf_of=person))


async def act(principal: Principal, office: Office, handed: Handed) -> Reply:
    """Hand a paper to an order, by oneself or by the machine that does such acts.

    Raises MayNot, UnknownOrder for an order that the principal does not reach, as for one that
    there is not, NotShown for a look that would show nothing, BadPaper for a number that cannot
    relay, and what Counter.act does."""
    await require_may_hand_in(principal, office, handed)
    right = BY_MACHINE.get(handed.paper.command.name)
    if right is None:
        return await office.counter.act(principal, handed)
    require(principal, right, pack=(await office.law_in_force()).pack)
    person = principal.actor.person
    own = replace(handed, key=f"{person}/{handed.key}", on_behalf_of=person)
    return await office.counter.act(SYSTEM, own)


async def require_may_hand_in(principal: Principal, office: Office, handed: Handed) -> None:
    """Insist that somebody may hand this paper in at all; what its order says comes after.

    Raises MayNot, UnknownOrder, NotShown and BadPaper."""
    await _require_reaches(principal, office, handed)
    await _require_shows(principal, office, handed)
    await _require_relays(principal, office, handed)


def _require_law(principal: Principal, office: Office, handed: OpenHanded) -> None:
    """An order is born under the city's own law, unless somebody answers for another."""
    if handed.law.pack.id != office.city.pack:
        require(principal, Right.CHOOSE_LAW)


async def _require_reaches(principal: Principal, office: Office, handed: Handed) -> None:
    right = BY_KNOWLEDGE.get(handed.paper.command.name, Right.ACT_ON_ORDERS)
    try:
        await require_sees(principal, office.engine, handed.number, right)
    except UnknownOrder:
        if not await office.counter.has_taken_in(principal, handed):
            raise


async def _require_shows(principal: Principal, office: Office, handed: Handed) -> None:
    """A look at what would not be shown is none, and must not stand on record as one."""
    command = handed.paper.command
    if not isinstance(command, ViewPersonalData):
        return
    try:
        await require_shows(principal, office, handed.number, command.fields)
    except (NotShown, UnknownOrder):
        if not await office.counter.has_taken_in(principal, handed):
            raise


async def _require_relays(principal: Principal, office: Office, handed: Handed) -> None:
    if not isinstance(handed.paper.command, GiveRelayNumber):
        return
    if not await office.counter.has_taken_in(principal, handed):
        await require_relays(principal, office, handed.number, handed.paper.texts)


def _of_a_file(paper: Paper) -> bool:
    return isinstance(paper.command, Register) and paper.command.channel is Channel.IMPORT
