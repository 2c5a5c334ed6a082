"""What stands around every page of whoever signed in: his desks, the city's time, who acts."""

from dataclasses import dataclass

from fastapi import Request

from api.dependencies import OfficeOf
from api.people import SignedIn, form_word
from console.pages.desks import DeskEntry, desks_of
from services.access.principal import SYSTEM
from services.accounts.break_glass_shown import OpenPost, open_posts
from services.accounts.sessions import Visitor
from services.office import Office
from services.register.city_time import CityTime, city_time


@dataclass(frozen=True, slots=True, kw_only=True)
class Chrome:
    """The frame of a page."""

    visitor: Visitor
    city: str
    time: CityTime
    desks: tuple[DeskEntry, ...]
    form_word: str
    """What the forms of this session carry."""
    open_posts: tuple[OpenPost, ...]
    """Posts that are open by a break-glass: every page tells them."""


async def frame(request: Request, office: OfficeOf, visitor: SignedIn) -> None:
    """Put its frame around the page of this request: no page has to think of it."""
    request.state.chrome = await chrome_of(request, office, visitor)


async def chrome_of(request: Request, office: Office, visitor: Visitor) -> Chrome:
    """The frame of whoever signed in."""
    return Chrome(
        visitor=visitor,
        city=office.city.name,
        time=await city_time(SYSTEM, office),
        desks=desks_of(visitor.principal),
        form_word=form_word(request),
        open_posts=await open_posts(SYSTEM, office),
    )
