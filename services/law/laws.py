"""The law in force: the pack and the calendar that a new order is born under.

A published pack or calendar year goes before the one that the software ships. Both are read from
the database at every registration, so what was published counts from the next order on; what was
read once is kept, because an edition never changes.
"""

from datetime import UTC, datetime
from itertools import accumulate
from typing import Final

from pydantic import TypeAdapter
from sqlalchemy import literal, select
from sqlalchemy.dialects.postgresql import Insert, insert
from sqlalchemy.ext.asyncio import AsyncEngine

from domain.law.pack import Pack
from domain.law.rules_edition import RulesEdition
from domain.order.order import Order
from domain.time.calendar import CalendarYear, WorkCalendar
from policies.calendar_library import UnknownCalendar, built_in_library, work_calendar
from policies.edition import PACK
from policies.law import Law as Law
from policies.library import load_pack, pack_names
from store.commands.birth import Birth, BirthRecord
from store.configuration.changes import ChangeKind, NewChange, note_change
from store.engines import single
from store.register.tables import CalendarRow, PlaceRow, PolicyRow

YEAR: Final = TypeAdapter(CalendarYear)
PLACE: Final = TypeAdapter(WorkCalendar)


class UnknownLaw(LookupError):
    """No pack of this id and edition is known."""


class OtherPlace(ValueError):
    """A place of this name was published, and says something else."""


class Laws:
    """All packs and calendars, published and shipped."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._packs: dict[tuple[str, str], Pack] = {}
        self._calendars: dict[tuple[str, ...], tuple[WorkCalendar, ...]] = {}
        self._by_edition: dict[str, WorkCalendar] = {}
        self._kept: set[tuple[str, str]] = set()

    async def in_force(self, pack_id: str) -> Law | None:
        """The law that a new order of this pack is born under, kept for it; None if there is no
        such pack."""
        law = await self.to_read(pack_id)
        if law is not None:
            await self.keep(law.pack)
        return law

    async def to_read(self, pack_id: str) -> Law | None:
        """The law in force for whoever only reads it; None if there is no such pack."""
        pack = await self.published(pack_id)
        if pack is None:
            if pack_id not in pack_names():
                return None
            pack = self._shipped(pack_id)
        return Law(pack=pack, calendar=await self.calendar(pack.calendar))

    async def published(self, pack_id: str) -> Pack | None:
        """The edition of a pack that was published last, or None if none ever was."""
        edition = await self._latest_edition(pack_id)
        return None if edition is None else await self.pack(pack_id, edition)

    async def at_birth(self, record: BirthRecord) -> Law:
        """The law that an order was born under, to the editions of its calendar and of the rules.

        Raises UnknownLaw."""
        pack = await self.pack(record.pack, record.pack_edition)
        calendar = await self._calendar_edition(record)
        return Law(pack=pack, calendar=calendar, rules=_rules(record))

    async def unborn(self, birth: Birth) -> Order:
        """The order of this birth before its registration; raises UnknownLaw."""
        law = await self.at_birth(birth.record)
        return law.unborn(birth.number, birth.mode, birth.act.received_at)

    async def pack(self, pack_id: str, edition: str) -> Pack:
        """One edition of a pack; raises UnknownLaw."""
        if (pack_id, edition) not in self._packs:
            self._packs[pack_id, edition] = await self._stored_pack(pack_id, edition)
        return self._packs[pack_id, edition]

    async def calendar(self, name: str) -> WorkCalendar:
        """The calendar of a place with every year that was published; raises UnknownCalendar."""
        *_, latest = await self._editions(name)
        return latest

    async def _calendar_edition(self, record: BirthRecord) -> WorkCalendar:
        """The calendar as it stood at a birth; after an update of the software that ships other
        notices it may be gone, then the present one."""
        if record.calendar_edition not in self._by_edition:
            editions = await self._editions(record.calendar)
            self._by_edition |= {found.edition: found for found in editions}
            return self._by_edition.get(record.calendar_edition, editions[-1])
        return self._by_edition[record.calendar_edition]

    async def _editions(self, name: str) -> tuple[WorkCalendar, ...]:
        """The calendar as it came with the software, or was published as that of a further place,
        and after each year that was published; raises UnknownCalendar."""
        rows = await self._published_years(name)
        key = (name, *(f"{row.year}/{row.edition}" for row in rows))
        if key not in self._calendars:
            years = (YEAR.validate_python(row.body) for row in rows)
            began = await self._before_its_years(name)
            self._calendars[key] = tuple(accumulate(years, WorkCalendar.with_year, initial=began))
        return self._calendars[key]

    async def keep(self, pack: Pack) -> None:
        """Keep a pack that an order is born under; it is not thereby published."""
        if (pack.id, pack.edition) in self._kept:
            return
        async with single(self._engine).connect() as connection:
            await connection.execute(_storing(pack, published_at=None))
        self._kept.add((pack.id, pack.edition))

    async def publish(self, pack: Pack, *, by: str = "") -> None:
        """Put a pack into force for new orders, in somebody's name; what is otherwise than in the
        edition before stands among the changes."""
        law = await self.to_read(pack.id)
        body = PACK.dump_python(pack, mode="json")
        before = None if law is None else PACK.dump_python(law.pack, mode="json")
        new = NewChange(kind=ChangeKind.PACK, code=pack.id, before=before, after=body, by=by)
        async with self._engine.begin() as connection:
            await connection.execute(_storing(pack, published_at=datetime.now(UTC), by=by))
            await note_change(connection, new)

    async def publish_year(self, name: str, year: CalendarYear, *, by: str = "") -> None:
        """Publish one year of a calendar, in somebody's name."""
        row = {
            "name": name,
            "year": year.year,
            "edition": year.edition,
            "published_at": datetime.now(UTC),
            "published_by": by,
            "body": YEAR.dump_python(year, mode="json"),
        }
        years = (await self.calendar(name)).years
        known = {one.year: YEAR.dump_python(one, mode="json") for one in years}
        new = NewChange(
            kind=ChangeKind.CALENDAR,
            code=f"{name} {year.year}",
            before=known.get(year.year),
            after=YEAR.dump_python(year, mode="json"),
            by=by,
        )
        await self._publish(insert(CalendarRow).values(row), new)

    async def publish_place(self, calendar: WorkCalendar, *, by: str = "") -> None:
        """Publish the calendar of a further place, in somebody's name; it stays as it is.

        Raises OtherPlace."""
        row = {
            "name": calendar.name,
            "published_at": datetime.now(UTC),
            "published_by": by,
            "body": PLACE.dump_python(calendar, mode="json"),
        }
        after = PLACE.dump_python(calendar, mode="json")
        new = NewChange(kind=ChangeKind.CALENDAR, code=calendar.name, after=after, by=by)
        await self._publish(insert(PlaceRow).values(row), new)
        if await self._before_its_years(calendar.name) != calendar:
            raise OtherPlace(calendar.name)

    async def _publish(self, adding: Insert, new: NewChange) -> None:
        async with self._engine.begin() as connection:
            added = adding.on_conflict_do_nothing().returning(literal(value=True))
            if await connection.scalar(added):
                await note_change(connection, new)

    async def _before_its_years(self, name: str) -> WorkCalendar:
        if name in built_in_library().names():
            return work_calendar(name)
        body = select(PlaceRow.body).where(PlaceRow.name == name)
        async with single(self._engine).connect() as connection:
            stored = await connection.scalar(body)
        if stored is None:
            raise UnknownCalendar(name)
        return PLACE.validate_python(stored)

    def _shipped(self, pack_id: str) -> Pack:
        pack = load_pack(pack_id)
        return self._packs.setdefault((pack.id, pack.edition), pack)

    async def _latest_edition(self, pack_id: str) -> str | None:
        latest = (
            select(PolicyRow.edition)
            .where(PolicyRow.id == pack_id, PolicyRow.published_at.is_not(None))
            .order_by(PolicyRow.published_at.desc())
            .limit(1)
        )
        async with single(self._engine).connect() as connection:
            found: str | None = await connection.scalar(latest)
            return found

    async def _stored_pack(self, pack_id: str, edition: str) -> Pack:
        body = select(PolicyRow.body).where(PolicyRow.id == pack_id, PolicyRow.edition == edition)
        async with single(self._engine).connect() as connection:
            stored = await connection.scalar(body)
        if stored is None:
            raise UnknownLaw(f"{pack_id} {edition}")
        return PACK.validate_python(stored)

    async def _published_years(self, name: str) -> list[CalendarRow]:
        years = (
            select(CalendarRow.year, CalendarRow.edition, CalendarRow.body)
            .where(CalendarRow.name == name)
            .order_by(CalendarRow.published_at)
        )
        async with single(self._engine).connect() as connection:
            return list((await connection.execute(years)).all())  # type: ignore[arg-type]


def _storing(pack: Pack, *, published_at: datetime | None, by: str = "") -> Insert:
    """A pack that is only kept changes nothing of one that was published."""
    row = {
        "id": pack.id,
        "edition": pack.edition,
        "published_at": published_at,
        "published_by": by,
        "body": PACK.dump_python(pack, mode="json"),
    }
    adding = insert(PolicyRow).values(row)
    if published_at is None:
        return adding.on_conflict_do_nothing()
    return adding.on_conflict_do_update(
        index_elements=[PolicyRow.id, PolicyRow.edition],
        set_={"published_at": published_at, "published_by": by},
    )


def _rules(record: BirthRecord) -> RulesEdition:
    try:
        return RulesEdition(record.rules_edition)
    except ValueError as later:
        raise UnknownLaw(f"rules of edition {record.rules_edition}") from later
