"""Bulk: one act about many orders, with a preview of may and may not, and a result for each
(criterion 11).

Each order judges the act by itself, so that what is refused alone is refused in bulk too. Nothing
is written before it is begun; then every act waits like a held one and is sent by the round, so
that whatever is killed meanwhile, each order is acted on once and has its result."""

import asyncio
import csv
import io
import uuid
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final, TypeVar

from domain.order.refusal import Refusal
from services.access.principal import Principal
from services.access.rights import Right, require
from services.office import Office
from services.orders.holding import holder_of, paper_to_hold
from services.orders.texts import NotShown
from services.submission.command_json import BadPaper, Paper
from services.submission.counter import Handed
from services.submission.trying_out import would_be_refused
from store.commands.earlier_editions import EarlierEdition
from store.commands.settlement import UnknownOrder
from store.held import held_acts
from store.held.held_acts import HeldAct, HeldOutcome
from store.knowledge.citations import NotInForce
from store.register.units import UnfitUnit
from texts import both, zh_first
from texts.refusals import in_words, is_refusal

S = TypeVar("S")
T = TypeVar("T")
UNKNOWN: Final = "unknown_order"
CODES: Final[dict[type[Exception], str]] = {
    UnknownOrder: UNKNOWN,
    EarlierEdition: "order_of_an_earlier_edition",
    UnfitUnit: "unit_unknown",
    NotShown: "not_shown",
    BadPaper: "bad_paper",
    NotInForce: "knowledge_not_in_force",
}
"""What an act may meet before its order judges it, and what it is called in a result."""
MOST_ORDERS: Final = 1000
AT_ONCE: Final = 4
"""So many orders are judged side by side."""
NAMESPACE: Final = uuid.UUID("f5b7f3f2-4a0e-4cf0-9c86-2a2d2c6d1c1b")
"""From whoever begins and his key the bulk's id is made, so that begun twice it is begun once."""
BOM: Final = "\ufeff"
COLUMNS: Final = ("order", "outcome", "code", "words", "command_id")


class UnknownBulk(LookupError):
    """There is no bulk of this id, or it is somebody else's."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class BulkWanted:
    """One act for many orders."""

    orders: tuple[str, ...]
    paper: Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkMay:
    """Whether the act may be done to one order now, and why not."""

    order: str
    may: bool
    code: str = ""
    words: str = ""
    basis: tuple[str, ...] = ()
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkPreview:
    """What would become of a bulk; nothing is written."""

    act: str
    may: int
    may_not: int
    orders: tuple[BulkMay, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkResult:
    """What became of one order's part."""

    order: str
    outcome: HeldOutcome | None
    """None while it waits."""
    code: str
    words: str
    command_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkShown:
    """A bulk on its way, or done."""

    id: str
    act: str
    total: int
    waiting: int
    done: int
    refused: int
    results: tuple[BulkResult, ...]


async def preview_bulk(principal: Principal, office: Office, wanted: BulkWanted) -> BulkPreview:
    """Say of each order whether the act may be done to it now, and why not.

    Raises MayNot and NobodyNamed."""
    require(principal, Right.ACT_ON_ORDERS)
    orders = tuple(dict.fromkeys(wanted.orders))
    found = await _each(orders, lambda number: _may(principal, office, wanted.paper, number))
    may = sum(one.may for one in found)
    return BulkPreview(
        act=wanted.paper.command.name, may=may, may_not=len(found) - may, orders=tuple(found)
    )


async def begin_bulk(
    principal: Principal, office: Office, wanted: BulkWanted, key: str
) -> BulkShown:
    """Begin a bulk: what may be done waits to be sent, what may not has its result at once.

    Raises MayNot, NobodyNamed, and UnknownOrder for an order that is not reached, as for one that
    there is not; then nothing is written."""
    preview = await preview_bulk(principal, office, wanted)
    unknown = [one.order for one in preview.orders if one.code == UNKNOWN]
    if unknown:
        raise UnknownOrder(min(unknown))
    id = uuid.uuid5(NAMESPACE, f"{principal.person}/{principal.account}/{key}")

    async def begin(one: BulkMay) -> None:
        part = uuid.uuid5(id, one.order)
        handed = Handed(number=one.order, paper=wanted.paper, key=f"held/{part}")
        held = replace(paper_to_hold(principal, office, handed, part, timedelta()), bulk=id)
        if not one.may:
            held = replace(held, refusal=Refusal(code=one.code, basis=one.basis, about=one.about))
        await held_acts.hold(office.engine, office.master, held)

    await _each(preview.orders, begin)
    return await bulk_shown(principal, office, id)


async def bulk_shown(principal: Principal, office: Office, id: uuid.UUID) -> BulkShown:
    """How far one's own bulk is, with what became of each order; raises UnknownBulk."""
    found = await held_acts.of_bulk(office.engine, id, holder_of(principal))
    if not found:
        raise UnknownBulk(str(id))
    outcomes = [one.outcome for one in found]
    return BulkShown(
        id=str(id),
        act=found[0].name,
        total=len(found),
        waiting=outcomes.count(None),
        done=outcomes.count(HeldOutcome.LEFT),
        refused=sum(one not in (None, HeldOutcome.LEFT) for one in outcomes),
        results=tuple(_result(one) for one in found),
    )


def results_file(shown: BulkShown) -> bytes:
    """The results as a file for a spreadsheet; numbers of orders are text there."""
    written = io.StringIO()
    table = csv.writer(written)
    table.writerow([zh_first(f"screens.bulk.{column}") for column in COLUMNS])
    for one in shown.results:
        outcome = "" if one.outcome is None else one.outcome.value
        table.writerow([f"\t{one.order}", outcome, one.code, one.words, one.command_id or ""])
    return (BOM + written.getvalue()).encode()


async def _may(principal: Principal, office: Office, paper: Paper, number: str) -> BulkMay:
    handed = Handed(number=number, paper=paper, key=str(uuid.uuid4()))
    try:
        refusal = await would_be_refused(principal, office, handed)
    except tuple(CODES) as no:
        code = no.code if isinstance(no, UnfitUnit) else CODES[type(no)]
        refusal = Refusal(code=code, basis=())
    if refusal is None:
        return BulkMay(order=number, may=True)
    return BulkMay(
        order=number,
        may=False,
        code=refusal.code,
        words=_in_words(refusal),
        basis=refusal.basis,
        about=refusal.about,
    )


def _in_words(refusal: Refusal) -> str:
    """A refusal of the law in its words; of what stands before the law, the words of that."""
    if is_refusal(refusal.code):
        return in_words(refusal)
    return both(f"screens.bulk_refused.{refusal.code}")


def _result(held: HeldAct) -> BulkResult:
    refusal = held.refusal
    return BulkResult(
        order=held.order_number,
        outcome=held.outcome,
        code="" if refusal is None else refusal.code,
        words="" if refusal is None else _in_words(refusal),
        command_id=None if held.command_id is None else str(held.command_id),
    )


async def _each(orders: Sequence[S], do: Callable[[S], Awaitable[T]]) -> list[T]:
    """Do it for each, a few at once."""
    done: list[T] = []
    for first in range(0, len(orders), AT_ONCE):
        done += await asyncio.gather(*map(do, orders[first : first + AT_ONCE]))
    return done
