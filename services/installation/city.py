"""The city that the settings ask for; the database says which city it is."""

from services.installation.settings import Settings
from store.city import CityAsked
from store.city import UnfitCity as UnfitCity


def city_asked(settings: Settings) -> CityAsked:
    """Return the city that a new database is to be born for, or an old one is to be of."""
    return CityAsked(
        name=settings.city_name,
        time_zone=settings.city_zone,
        pack=settings.city_pack,
        number_prefix=settings.city_number_prefix,
    )
