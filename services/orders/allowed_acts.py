"""Allowed acts: what a person may do about an order now, and what closes the rest."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from domain.allowed import AllowedAct, allowed
from domain.decide import fold
from domain.order.fact import Fact
from domain.order.refusal import Refusal
from domain.vocabulary import State
from readmodel.orders.queries import all_facts
from services.access.orders import require_sees
from services.access.principal import Principal
from services.access.rights import Right
from services.records import Records
from services.views import Instant
from store.commands.birth import birth_of
from store.commands.earlier_editions import is_earlier
from store.commands.order_time import now
from store.commands.settlement import UnknownOrder
from store.unit_of_work import snapshot
from texts import both, zh
from texts.refusals import in_words

EARLIER_EDITION: Final = "order_of_an_earlier_edition"


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusalShown:
    """What stands in the way of an act whatever its content, with its words."""

    code: str
    basis: tuple[str, ...]
    about: tuple[str, ...]
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActShown:
    """An act by its name and the office's word for it; open where nothing stands in its way."""

    name: str
    title: str
    open: bool
    refusal: RefusalShown | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AllowedActs:
    """Every act about an order, as it is open or closed to one person at one instant."""

    number: str
    version: int
    """The number of published facts that this was judged by."""
    state: State
    at: Instant
    """By the database's clock for this order."""
    acts: tuple[ActShown, ...]


async def allowed_acts(principal: Principal, records: Records, number: str) -> AllowedActs:
    """Judge every act by the published facts, a lapse that is not on record yet included.

    Raises NobodyNamed, MayNot, UnknownOrder and DamagedFact."""
    await require_sees(principal, records.engine, number, Right.READ_ORDERS, Right.ACT_ON_ORDERS)
    actor = principal.actor
    dossier = (await records.laws.unborn(await birth_of(records.engine, number))).dossier
    facts, at = await _published(records, number)
    order = fold(dossier, facts)
    for_all = _of_the_edition(number) if await is_earlier(records.engine, number) else None
    return AllowedActs(
        number=number,
        version=order.version,
        state=order.state,
        at=at.astimezone(ZoneInfo(dossier.calendar.time_zone)),
        acts=tuple(_shown(act, for_all) for act in allowed(order, actor, at)),
    )


async def _published(records: Records, number: str) -> tuple[Sequence[Fact], datetime]:
    """The published facts and what time it is for the order; raises UnknownOrder."""
    async with snapshot(records.engine) as moment:
        facts, at = await all_facts(moment, number), await now(moment, number)
    if not facts:
        raise UnknownOrder(number)
    return facts, at


def _shown(act: AllowedAct, for_all: RefusalShown | None) -> ActShown:
    refusal = for_all or (None if act.refusal is None else _told(act.refusal))
    title = zh(f"acts.{act.name}")
    return ActShown(name=act.name, title=title, open=refusal is None, refusal=refusal)


def _of_the_edition(number: str) -> RefusalShown:
    """What closes every act of an order that is not continued."""
    words = both("problems.order_of_an_earlier_edition", number=number)
    return RefusalShown(code=EARLIER_EDITION, basis=(), about=(number,), detail=words)


def _told(refusal: Refusal) -> RefusalShown:
    return RefusalShown(
        code=refusal.code, basis=refusal.basis, about=refusal.about, detail=in_words(refusal)
    )
