"""The city that a database is born for, as the settings name it; afterwards the database says."""

from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from policies.mistake import UnreadablePack
from services.installation.settings import Settings
from store.city import City, city_of_pack

NATIONAL: Final = "national-default"
"""The law of a city that names none."""


class UnknownCity(ValueError):
    """The settings name no city that a database could be born for; the text says what to change."""


class OtherCity(ValueError):
    """The database was born for another city than the settings name."""


def city_asked(settings: Settings) -> City:
    """Name the city that a new database is to be born for; raises UnknownCity."""
    pack = settings.city_pack or NATIONAL
    name, prefix = settings.city_name, settings.city_number_prefix
    if settings.city_zone is not None:
        _require_zone(settings.city_zone)
        return City(
            name=name or pack, time_zone=settings.city_zone, pack=pack, number_prefix=prefix
        )
    try:
        return city_of_pack(pack, name=name, number_prefix=prefix)
    except UnreadablePack:
        raise UnknownCity(
            f"PAIDAN_CITY_PACK={pack!r} is no pack that comes with Paidan: "
            "set PAIDAN_CITY_ZONE to the zone in which the city counts its days"
        ) from None


def require_city(settings: Settings, city: City) -> None:
    """Go on if the settings name no other city than the database; raises OtherCity."""
    for setting, asked, born in (
        ("PAIDAN_CITY_PACK", settings.city_pack, city.pack),
        ("PAIDAN_CITY_ZONE", settings.city_zone, city.time_zone),
    ):
        if asked is not None and asked != born:
            raise OtherCity(
                f"this database was born for {city.name} with {setting}={born!r}, for ever; "
                f"leave {setting} out, or name another --data-dir"
            )


def _require_zone(name: str) -> None:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        raise UnknownCity(f"PAIDAN_CITY_ZONE={name!r} is no zone such as Europe/Lisbon") from None
