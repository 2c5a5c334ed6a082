"""What every page tells whoever signed in: which posts are open by a break-glass."""

from contextvars import ContextVar
from typing import Final

from api.dependencies import OfficeOf
from api.people import SignedIn
from services.access.principal import SYSTEM
from services.accounts.break_glass_shown import OpenPost, open_posts

_TOLD: Final[ContextVar[tuple[OpenPost, ...]]] = ContextVar("told_open_posts", default=())


async def tell_open_posts(office: OfficeOf, _: SignedIn) -> None:
    """Let the page of this request tell which posts are open: no page has to think of it."""
    _TOLD.set(await open_posts(SYSTEM, office))


def told_open_posts() -> tuple[OpenPost, ...]:
    """The posts that the page of this request tells."""
    return _TOLD.get()
