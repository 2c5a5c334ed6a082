"""One order read for one person at one moment: who he is to it, and all that was said in it."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.chapters.caller.commands import ViewPersonalData
from domain.chapters.caller.terms import PersonalData
from domain.decide import fold
from domain.order.terms import Confidentiality
from domain.summary import Summary
from domain.vocabulary import ItemType
from policies.sight_file import sight
from readmodel.orders.queries import all_commands, all_facts, standing_of
from services.access.orders import require_sees, ways_to
from services.access.principal import Principal
from services.access.rights import Scope
from services.access.units import own_units
from services.office import Office
from services.orders.sight_of_order import Onlooker, SightOfOrder, TextOfOrder
from store.commands.birth import birth_of
from store.commands.order_time import now
from store.commands.settlement import UnknownOrder
from store.commands.stored import CommandStatus, StoredCommand
from store.vault.vault_rows import open_texts

NOTHING_OPENED: Final = frozenset[PersonalData]()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class ReadOrder:
    """An order and all that was said in it, at one moment."""

    standing: Summary
    commands: tuple[StoredCommand, ...]
    """Those that were decided."""
    texts: Mapping[uuid.UUID, Mapping[str, str]]
    reader: Onlooker
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class KnownOfOrder:
    """What of an order says who its reader is to it."""

    standing: Summary
    ways: frozenset[Scope]
    """By which the reader reaches it."""
    units: frozenset[str]
    """The reader's."""
    commands: tuple[StoredCommand, ...]
    """Decided ones, the reader's own among them."""
    at: datetime


async def read_order(
    principal: Principal, office: Office, moment: AsyncConnection, number: str
) -> ReadOrder:
    """Read an order for whoever asks; raises MayNot, NobodyNamed, UnknownOrder and DamagedFact."""
    await require_sees(principal, moment, number)
    standing = await standing_of(moment, number)
    if standing is None:
        raise UnknownOrder(number)
    at = await now(moment, number)
    every = await all_commands(moment, number)
    commands = tuple(one for one in every if one.status is CommandStatus.DECIDED)
    ways, units = await ways_to(principal, moment, number), await own_units(principal, moment)
    known = KnownOfOrder(standing=standing, ways=ways, units=units, commands=commands, at=at)
    reader = await onlooker(principal, office, moment, known)
    texts = await open_texts(moment, office.counter.master, number)
    return ReadOrder(standing=standing, commands=commands, texts=texts, reader=reader, at=at)


async def onlooker(
    principal: Principal, office: Office, moment: AsyncConnection, known: KnownOfOrder
) -> Onlooker:
    """Who reads an order that he is known to see; raises NobodyNamed and DamagedFact."""
    protected = _level(known.standing) >= Confidentiality.P2
    number = known.standing.number
    return Onlooker.of(
        principal,
        sight(),
        known.ways,
        units=known.units,
        in_call=_in_call(principal, known.commands, known.at),
        named=protected and await _is_named(principal, office, moment, number),
    )


async def _is_named(
    principal: Principal, office: Office, moment: AsyncConnection, number: str
) -> bool:
    """Whether this post stands on the order's access list, by its facts; raises DamagedFact."""
    unborn = await office.laws.unborn(await birth_of(office.engine, number))
    order = fold(unborn.dossier, await all_facts(moment, number))
    return principal.person in order.access_list.named


def _in_call(principal: Principal, commands: Iterable[StoredCommand], at: datetime) -> bool:
    """Whether this post took the call that may still last: a look is no part of it."""
    return any(
        one.act.actor.person == principal.person
        and at - one.received_at <= sight().call
        and not isinstance(one.act.command, ViewPersonalData)
        for one in commands
    )


def sight_of_read(
    read: ReadOrder, opened: frozenset[PersonalData] = NOTHING_OPENED
) -> SightOfOrder:
    """What of the order is shown to whoever read it, with the caller's data that are opened."""
    return SightOfOrder(
        table=sight(),
        reader=read.reader,
        level=_level(read.standing),
        district=read.standing.district,
        opened=opened,
    )


def _level(standing: Summary) -> Confidentiality:
    """How far the caller is protected; reports from before had no fact of it."""
    is_report = standing.type is ItemType.REPORT
    return max(standing.confidentiality, Confidentiality.P2 if is_report else Confidentiality.P0)


def said_in(read: ReadOrder) -> list[tuple[StoredCommand, TextOfOrder]]:
    """Every text of an order beside the act that it came with, as they were written."""
    return [
        (one, TextOfOrder(act=act.command.name, name=name, unit=act.actor.unit, content=content))
        for one in read.commands
        for act in (one.act,)
        for name, content in sorted(read.texts.get(one.id, {}).items())
    ]
