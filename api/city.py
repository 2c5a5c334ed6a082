"""Whose hotline this is: the name, the zone, the rule pack and the numbers of the city."""

from fastapi import APIRouter

from api.dependencies import OfficeOf
from api.problems import problems
from services.access.principal import UNNAMED
from services.register.city import CityShown, show_city
from texts import glossed

router = APIRouter(tags=[glossed("openapi.city")], responses=problems())


@router.get("/public/city")
async def city(office: OfficeOf) -> CityShown:
    """The city that the database was born for; its days, lists and numbers are of its zone."""
    return await show_city(UNNAMED, office)
