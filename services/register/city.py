"""The city whose hotline this is, as everybody may know it."""

from dataclasses import dataclass

from services.access.principal import Principal
from services.access.rights import Right, require
from services.records import Records


@dataclass(frozen=True, slots=True, kw_only=True)
class CityShown:
    """What the database was born for, and what does not change any more."""

    name: str
    time_zone: str
    """IANA name of the zone in which the city counts its days."""
    pack: str
    """The rule pack that new orders are born under."""
    number_prefix: str
    """What every order number begins with, before the day."""


async def show_city(principal: Principal, records: Records) -> CityShown:
    """Tell whose hotline it is; raises MayNot."""
    require(principal, Right.READ_CITY)
    city = records.city
    return CityShown(
        name=city.name,
        time_zone=city.time_zone,
        pack=city.pack,
        number_prefix=city.number_prefix,
    )
