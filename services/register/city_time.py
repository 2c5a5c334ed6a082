"""What time it is in the city, and whether its offices are open: clocks stand still when not."""

from dataclasses import dataclass
from datetime import datetime

from domain.time.kind_of_day import DayKind, kind_of_day
from domain.time.office_time import office_at
from services.access.principal import Principal
from services.access.rights import Right, require
from services.records import Records, UnknownPack
from store.commands.order_time import latest_now


@dataclass(frozen=True, slots=True, kw_only=True)
class CityTime:
    """The present instant as the city counts it."""

    now: datetime
    """In the city's zone."""
    day: DayKind
    in_office_hours: bool
    until: datetime
    """When the offices close next; while they are closed, when they open."""


async def city_time(principal: Principal, records: Records) -> CityTime:
    """Tell what time it is in the city; raises MayNot and UnknownPack."""
    require(principal, Right.READ_CITY)
    law = await records.laws.to_read(records.city.pack)
    if law is None:
        raise UnknownPack(records.city.pack)
    zone = records.city.zone
    now = (await latest_now(records.engine)).astimezone(zone)
    office = office_at(now, law.calendar.workdays, law.pack.office_hours.value)
    return CityTime(
        now=now,
        day=kind_of_day(now.date(), law.calendar),
        in_office_hours=office.is_open,
        until=office.until.astimezone(zone),
    )
