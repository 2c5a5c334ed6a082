"""Following what moves: whoever may read orders is told of those that he sees, as they move."""

from contextlib import AbstractAsyncContextManager

from services.access.principal import Principal
from services.access.rights import Right, require
from services.live.places import opened_place, sealed_place
from services.live.reader import LiveReader
from services.office import Office
from store.live.moves import moves_since


def follow(
    principal: Principal, office: Office, since: str = ""
) -> AbstractAsyncContextManager[LiveReader]:
    """Let somebody follow what moves, from a place that he was told, or from now on; raises MayNot
    and NobodyNamed."""
    require(principal, Right.READ_ORDERS)
    return office.live.following(principal, opened_place(office.master, since) if since else None)


async def place_now(principal: Principal, office: Office) -> str:
    """From where a page follows whose content is read after this; raises MayNot, NobodyNamed."""
    require(principal, Right.READ_ORDERS)
    return sealed_place(office.master, (await moves_since(office.engine, None)).place)
