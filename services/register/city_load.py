"""A city enters itself: what its file says goes into the register."""

from policies.city_register import CityRegister
from services.access.principal import OWNER, Principal
from services.access.rights import Right, require
from services.records import Records
from store.accounts.separation import NotApart as NotApart
from store.city import City, OtherCity
from store.register.city_load import OtherSuccession as OtherSuccession
from store.register.city_load import load_register
from store.register.dispatch_catalogue import CodeTaken as CodeTaken
from store.register.register_changes import RegisterChange as RegisterChange
from texts import both


async def load_city(
    principal: Principal, records: Records, city: CityRegister
) -> tuple[RegisterChange, ...]:
    """Write a city's units, people and catalogue into the register; each change is on record.

    Raises MayNot, OtherCity where the database was born under another law or in another zone, and
    what the register refuses: OtherSuccession, CodeTaken and NotApart."""
    require(principal, Right.LOAD_CITY)
    _require_born_so(records.city, city)
    return await load_register(records.engine, city, principal.person or OWNER)


def _require_born_so(born: City, said: CityRegister) -> None:
    for what, asked, own in (
        ("pack", said.pack, born.pack),
        ("zone", said.zone or born.time_zone, born.time_zone),
    ):
        if asked != own:
            raise OtherCity(both(f"city.file.{what}", city=born.name, born=own, asked=asked))
