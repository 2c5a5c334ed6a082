"""The knowledge base: entries in versions, which answers cite and flow back into (WF-38).

Of an entry the latest approved version whose first day has come is in force. An earlier one never
comes back: where the latest is withdrawn or has run out, nothing of the entry may be cited until
a new version is approved (a default). Its texts are official: nothing here is anybody's own.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Row,
    and_,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine
from sqlalchemy.orm import aliased

from domain.order.act import Actor
from store.city import city_day
from store.commands.stamping import KeyReused
from store.register.tables import KnowledgeRow
from store.unit_of_work import Source, reading

MOST_FOUND: Final = 200


class UnknownEntry(LookupError):
    """The knowledge base has no such entry, or no such version of it."""


class SecondPersonNeeded(PermissionError):
    """Whoever proposed a version may not approve it."""


class AlreadyWithdrawn(RuntimeError):
    """A version that was withdrawn is not approved any more."""


class EndsBeforeItBegins(ValueError):
    """The last day of a version lies before its first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What somebody would have the knowledge base say."""

    code: str
    title: str
    text: str
    unit: str
    """The office that keeps it up to date."""
    valid_from: date | None = None
    """The first day on which it may be cited; None for today."""
    valid_to: date | None = None
    source_order: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KnowledgeEntry:
    """One version of an entry, and what has become of it."""

    code: str
    version: int
    title: str
    text: str
    unit: str
    valid_from: date
    valid_to: date | None
    source_order: str | None
    proposed_by: str
    proposed_at: datetime
    approved_by: str | None
    approved_at: datetime | None
    withdrawn_by: str | None
    withdrawn_at: datetime | None
    reason: str | None

    @property
    def stands(self) -> str:
        """Proposed, approved or withdrawn."""
        if self.withdrawn_at:
            return "withdrawn"
        return "approved" if self.approved_at else "proposed"


async def propose(engine: AsyncEngine, draft: Draft, person: str, key: str) -> KnowledgeEntry:
    """Write down the next version of an entry; the same request again finds the same one.

    Raises EndsBeforeItBegins, and KeyReused where the key belongs to another request."""
    async with engine.begin() as connection:
        await connection.execute(select(func.pg_advisory_xact_lock(func.hashtext(person))))
        await connection.execute(select(func.pg_advisory_xact_lock(func.hashtext(draft.code))))
        asked = and_(KnowledgeRow.proposed_by == person, KnowledgeRow.idempotency_key == key)
        known = (await connection.execute(ENTRIES.where(asked))).one_or_none()
        if known is not None:
            return _same(_entry(known), draft, key)
        return await _added(connection, draft, proposed_by=person, idempotency_key=key)


async def approve(engine: AsyncEngine, code: str, version: int, actor: Actor) -> KnowledgeEntry:
    """Let another person than the proposer put a version into force; the first approval counts.

    Raises UnknownEntry, SecondPersonNeeded, AlreadyWithdrawn."""
    async with engine.begin() as connection:
        entry = await _held(connection, code, version)
        if actor.is_one_of((entry.proposed_by,)):
            raise SecondPersonNeeded(code)
        if entry.withdrawn_at is not None:
            raise AlreadyWithdrawn(code)
        if entry.approved_at is not None:
            return entry
        now = func.clock_timestamp()
        return await _changed(connection, entry, approved_by=actor.person, approved_at=now)


async def withdraw(
    engine: AsyncEngine, code: str, version: int, person: str, reason: str
) -> KnowledgeEntry:
    """Take a version out of use for good; the first reason given counts. Raises UnknownEntry."""
    async with engine.begin() as connection:
        entry = await _held(connection, code, version)
        if entry.withdrawn_at is not None:
            return entry
        now = func.clock_timestamp()
        return await _changed(
            connection, entry, withdrawn_by=person, withdrawn_at=now, reason=reason
        )


async def versions(source: Source, code: str) -> tuple[KnowledgeEntry, ...]:
    """Every version of an entry, the first one first; raises UnknownEntry."""
    of_it = ENTRIES.where(KnowledgeRow.code == code).order_by(KnowledgeRow.version)
    async with reading(source) as connection:
        found = tuple(_entry(row) for row in await connection.execute(of_it))
    if not found:
        raise UnknownEntry(code)
    return found


async def search(
    source: Source, words: Sequence[str] = (), *, every_version: bool = False
) -> tuple[KnowledgeEntry, ...]:
    """Find what is in force today, or every version, in whose title or text all words occur.

    Word by word, without an index: most Chinese words have two characters, and an index of
    trigrams finds nothing shorter than three."""
    has_all = [
        or_(*(c.icontains(word, autoescape=True) for c in (KnowledgeRow.title, KnowledgeRow.text)))
        for word in words
    ]
    today = city_day(func.clock_timestamp())
    statement = ENTRIES.where(*has_all, *(() if every_version else (holds_on(today),)))
    ordered = statement.order_by(KnowledgeRow.code, KnowledgeRow.version).limit(MOST_FOUND)
    async with reading(source) as connection:
        return tuple(_entry(row) for row in await connection.execute(ordered))


async def in_force(source: Source, code: str) -> KnowledgeEntry | None:
    """The version of an entry that may be cited today."""
    today = city_day(func.clock_timestamp())
    wanted = ENTRIES.where(KnowledgeRow.code == code, holds_on(today))
    async with reading(source) as connection:
        row = (await connection.execute(wanted)).one_or_none()
    return _entry(row) if row else None


def holds_on(day: ColumnElement[date]) -> ColumnElement[bool]:
    """Whether a version is the latest that was approved and has begun, and still holds."""
    later = aliased(KnowledgeRow)
    superseded = exists().where(
        later.code == KnowledgeRow.code,
        later.version > KnowledgeRow.version,
        later.approved_at.is_not(None),
        later.valid_from <= day,
    )
    return and_(
        KnowledgeRow.approved_at.is_not(None),
        KnowledgeRow.withdrawn_at.is_(None),
        KnowledgeRow.valid_from <= day,
        or_(KnowledgeRow.valid_to.is_(None), KnowledgeRow.valid_to >= day),
        ~superseded,
    )


async def _held(connection: AsyncConnection, code: str, version: int) -> KnowledgeEntry:
    wanted = ENTRIES.where(KnowledgeRow.code == code, KnowledgeRow.version == version)
    row = (await connection.execute(wanted.with_for_update())).one_or_none()
    if row is None:
        raise UnknownEntry(f"{code} {version}")
    return _entry(row)


async def _added(connection: AsyncConnection, draft: Draft, **asked: str) -> KnowledgeEntry:
    latest = select(func.max(KnowledgeRow.version)).where(KnowledgeRow.code == draft.code)
    now = func.clock_timestamp()
    row = {
        **asdict(draft),
        **asked,
        "version": (await connection.scalar(latest) or 0) + 1,
        "valid_from": draft.valid_from or city_day(now),
        "proposed_at": now,
    }
    added = insert(KnowledgeRow).values(row).returning(*COLUMNS)
    try:
        return _entry((await connection.execute(added)).one())
    except IntegrityError as broken:  # the versions are counted under a lock, only days are left
        raise EndsBeforeItBegins(draft.code) from broken


async def _changed(
    connection: AsyncConnection, entry: KnowledgeEntry, **values: Any
) -> KnowledgeEntry:
    this = and_(KnowledgeRow.code == entry.code, KnowledgeRow.version == entry.version)
    changed = update(KnowledgeRow).where(this).values(values).returning(*COLUMNS)
    return _entry((await connection.execute(changed)).one())


def _same(known: KnowledgeEntry, draft: Draft, key: str) -> KnowledgeEntry:
    said = {name: value for name, value in asdict(draft).items() if name != "valid_from"}
    same_day = draft.valid_from in (None, known.valid_from)
    if not same_day or any(getattr(known, name) != value for name, value in said.items()):
        raise KeyReused(key)
    return known


def _entry(row: Row[Any]) -> KnowledgeEntry:
    return KnowledgeEntry(**row._asdict())


COLUMNS: Final = tuple(getattr(KnowledgeRow, field.name) for field in fields(KnowledgeEntry))
ENTRIES: Final = select(*COLUMNS)
