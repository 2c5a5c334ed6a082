"""The city that a database was born for: its name, zone, law and numbers, fixed for ever."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    Connection,
    Date,
    Index,
    String,
    func,
    select,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from domain.time.calendar import is_time_zone
from policies.library import calendar_for, load_pack, pack_names
from store.tables import Base
from store.unit_of_work import Source, reading
from texts import both

NATIONAL: Final = "national-default"
"""The law of a city that names none."""


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


THE_CITY: Final = select(CityRow.name, CityRow.time_zone, CityRow.pack, CityRow.number_prefix)


class UnfitCity(ValueError):
    """The city that is asked for cannot be served on this database; says what to change."""


class UnknownZone(UnfitCity):
    """The zone that is named is none, or none is named and no shipped pack tells it."""


class OtherZone(UnfitCity):
    """The city would count its days in one zone, and its law counts them in another."""


class OtherCity(UnfitCity):
    """The database was born for another city than the one that is asked for."""


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

    def require_own_days(self, time_zone: str) -> None:
        """Insist that the calendar of the city's law counts days as the city; raises OtherZone."""
        if time_zone != self.time_zone:
            about = {"pack": self.pack, "asked": self.time_zone, "own": time_zone}
            raise OtherZone(both("city.other_zone", **about))


@dataclass(frozen=True, slots=True, kw_only=True)
class CityAsked:
    """The city that somebody asks for; what is left out, the database says."""

    name: str | None = None
    time_zone: str | None = None
    pack: str | None = None
    number_prefix: str | None = None

    def born(self) -> City:
        """Return the city that a new database is born for; raises UnknownZone and OtherZone."""
        pack = self.pack or NATIONAL
        shipped = zone_of_pack(pack) if pack in pack_names() else None
        zone = self.time_zone or shipped
        if zone is None:
            raise UnknownZone(both("city.zone_untold", pack=pack))
        if not is_time_zone(zone):
            raise UnknownZone(both("city.no_zone", zone=zone))
        city = City(
            name=self.name or pack,
            time_zone=zone,
            pack=pack,
            number_prefix=self.number_prefix or "",
        )
        city.require_own_days(shipped or zone)
        return city

    def served_so_far(self) -> City:
        """Return the city of a database that was served before there was a City.

        It counted every day as the national pack does, and its numbers began with the day."""
        pack = self.pack or NATIONAL
        return City(name=self.name or pack, time_zone=zone_of_pack(NATIONAL), pack=pack)

    def require(self, city: City) -> None:
        """Insist that the database was born for no other city; raises OtherCity."""
        for what in ("name", "time_zone", "pack", "number_prefix"):
            asked, born = getattr(self, what), getattr(city, what)
            if asked is not None and asked != born:
                raise OtherCity(both(f"city.other.{what}", city=city.name, born=born, asked=asked))


Birth = Callable[[], City]
"""Tells the city when the migration fixes it; raises UnfitCity."""


def zone_of_pack(pack: str) -> str:
    """Name the zone in which a shipped pack counts; raises UnreadablePack and BadPack."""
    return calendar_for(load_pack(pack)).time_zone


def city_of_pack(pack: str) -> City:
    """Return the city of a shipped rule pack, called by its name."""
    return CityAsked(pack=pack).born()


async def read_city(source: Source) -> City:
    """Read the city that this database was born for."""
    async with reading(source) as connection:
        row = (await connection.execute(THE_CITY)).one()
    return City(**row._mapping)


def city_on(connection: Connection) -> City:
    """Read the city on the connection of the migration."""
    return City(**connection.execute(THE_CITY).one()._mapping)


def city_day(instant: ColumnElement[datetime]) -> ColumnElement[date]:
    """Return the city's day at an instant, asked of PostgreSQL once and not for every row."""
    return select(func.city_day(instant, type_=Date)).scalar_subquery()
