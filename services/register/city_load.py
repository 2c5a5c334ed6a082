"""A city enters itself: what its file says goes into the register."""

from typing import Final

from policies.city_register import CityRegister
from services.access.principal import Principal
from services.access.rights import Right, require
from services.records import Records
from store.city import OtherCity
from store.register.city_load import OtherSuccession as OtherSuccession
from store.register.city_load import RegisterChange as RegisterChange
from store.register.city_load import load_register
from store.register.dispatch_catalogue import CodeTaken as CodeTaken
from texts import both

OWNER: Final = "owner-of-the-data-directory"
"""Who is on record where nobody of the register could have done it."""


async def load_city(
    principal: Principal, records: Records, city: CityRegister
) -> tuple[RegisterChange, ...]:
    """Write a city's units, people and catalogue into the register; each change is on record.

    Raises MayNot, OtherCity where the database was born under another law, and what the register
    refuses: OtherSuccession and CodeTaken."""
    require(principal, Right.LOAD_CITY)
    born = records.city
    if city.pack != born.pack:
        raise OtherCity(both("city.other.pack", city=born.name, born=born.pack, asked=city.pack))
    return await load_register(records.engine, city, principal.person or OWNER)
