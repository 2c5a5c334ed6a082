"""Who looked at whose data: every look is a fact, found by whoever looked and by what was seen."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select, tuple_

from domain.chapters.caller.facts import PIIViewed
from domain.chapters.caller.terms import PersonalData
from domain.order.fact import FACTS
from domain.vocabulary import Role
from readmodel.scorecards.page_keys import Behind
from store.tables import FactRow
from store.unit_of_work import Source, reading
from store.vault.blind_index_tables import BlindIndexRow
from store.wire import stored_fact

KIND: Final = FACTS.word_of(PIIViewed)
NEWEST_FIRST: Final = (FactRow.occurred_at, FactRow.order_number, FactRow.seq)


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Somebody looked at data of an order's caller."""

    order: str
    seq: int
    at: datetime
    person: str
    unit: str
    role: Role
    outsourced: bool
    data: tuple[PersonalData, ...]
    command_id: uuid.UUID

    @property
    def place(self) -> Behind:
        """Where it stands among all looks."""
        return Behind(self.at, self.order, self.seq)


async def looks(
    source: Source,
    *,
    person: str | None = None,
    orders: Collection[str] | None = None,
    after: Behind | None = None,
    limit: int,
) -> tuple[Look, ...]:
    """Looks of a person, or at the callers of these orders, the newest first, behind a place;
    raises DamagedFact."""
    asked = select(FactRow.order_number, FactRow.seq, FactRow.body).where(FactRow.kind == KIND)
    if person is not None:
        asked = asked.where(FactRow.actor == person)
    if orders is not None:
        asked = asked.where(FactRow.order_number.in_(orders))
    if after is not None:
        asked = asked.where(tuple_(*NEWEST_FIRST) < tuple_(*after))
    asked = asked.order_by(*(column.desc() for column in NEWEST_FIRST)).limit(limit)
    async with reading(source) as connection:
        return tuple(_look(*row) for row in await connection.execute(asked))


async def orders_of_caller(source: Source, digests: Collection[bytes]) -> tuple[str, ...]:
    """The orders of whoever has these digests, whatever their level."""
    asked = select(BlindIndexRow.order_number).where(BlindIndexRow.digest.in_(digests)).distinct()
    async with reading(source) as connection:
        return tuple(await connection.scalars(asked))


def _look(number: str, seq: int, body: dict[str, object]) -> Look:
    fact = stored_fact(number, seq, body)
    seen = fact.content.fields if isinstance(fact.content, PIIViewed) else ()
    return Look(
        order=number,
        seq=seq,
        at=fact.occurred_at,
        person=fact.actor.person,
        unit=fact.actor.unit,
        role=fact.actor.role,
        outsourced=fact.actor.outsourced,
        data=seen,
        command_id=uuid.UUID(fact.command_id),
    )
