"""The city that a database was born for: its name, zone, law and numbers, fixed for ever."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import CheckConstraint, ColumnElement, Date, Index, String, func, select, text
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.orm import Mapped, mapped_column

from policies.library import calendar_for, load_pack
from store.engines import single
from store.tables import Base


class CityRow(Base):
    """The one city of this database; one row, written at its birth."""

    __tablename__ = "city"
    __table_args__ = (
        CheckConstraint("number_prefix ~ '^[A-Za-z0-9-]{0,16}$'", "city_number_prefix_ascii"),
        Index("city_one", text("(true)"), unique=True),
    )

    name: Mapped[str] = mapped_column(String(200), primary_key=True)
    time_zone: Mapped[str] = mapped_column(String(64))
    pack: Mapped[str] = mapped_column(String(64))
    number_prefix: Mapped[str] = mapped_column(String(16))


@dataclass(frozen=True, slots=True, kw_only=True)
class City:
    """Whose hotline it is. Days, lists and order numbers are told in its own zone."""

    name: str
    time_zone: str
    """IANA name of the zone in which the city counts its days."""
    pack: str
    """The rule pack that new orders are born under, in its edition of the day."""
    number_prefix: str = ""
    """What every order number begins with, before the day; empty: with the day."""

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which the city counts its days."""
        return ZoneInfo(self.time_zone)


def city_of_pack(pack: str, *, name: str = "", number_prefix: str = "") -> City:
    """Name the city of a shipped rule pack, in the zone of the calendar that the pack counts by.

    Raises UnreadablePack and BadPack."""
    zone = calendar_for(load_pack(pack)).time_zone
    return City(name=name or pack, time_zone=zone, pack=pack, number_prefix=number_prefix)


async def read_city(engine: AsyncEngine) -> City:
    """Read the city that this database was born for."""
    statement = select(CityRow.name, CityRow.time_zone, CityRow.pack, CityRow.number_prefix)
    async with single(engine).connect() as connection:
        row = (await connection.execute(statement)).one()
    return City(**row._mapping)


def city_day(instant: ColumnElement[datetime]) -> ColumnElement[date]:
    """Return the city's day at an instant, asked of PostgreSQL."""
    return func.city_day(instant, type_=Date)
