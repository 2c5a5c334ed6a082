"""Saved views: a list, by the address that shows it, under a name of one's own."""

import re
import uuid
from dataclasses import dataclass
from typing import Final

from services.access.principal import Principal
from services.access.rights import Right, require
from services.office import Office
from store.desk import views
from store.desk.owner import Owner
from store.desk.views import SealedView
from store.vault.fingerprints import KeyKind
from store.vault.known_keys import current_key
from store.vault.rewrapping import VIEW

LIST: Final = re.compile(r"/[a-z]+(/[a-z-]+)?(\?[!-~]*)?")
"""A page of ours, and nothing that leads elsewhere."""
LONGEST: Final = 1000


class UnfitAddress(ValueError):
    """An address is none of a list here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedView:
    """A list under a name of one's own."""

    name: str
    address: str


async def own_views(principal: Principal, office: Office) -> tuple[SavedView, ...]:
    """One's own named lists in this post, by name; raises MayNot and NobodyNamed."""
    kept = await views.views_of(office.engine, _owner(principal))
    return tuple(SavedView(name=one.name, address=_address(office, one)) for one in kept)


async def save_view(principal: Principal, office: Office, view: SavedView) -> SavedView:
    """Keep a list under a name; raises MayNot, NobodyNamed, UnfitAddress and TooManyViews."""
    owner, id = _owner(principal), uuid.uuid4()
    if len(view.address) > LONGEST or not LIST.fullmatch(view.address):
        raise UnfitAddress(view.name)
    async with office.engine.begin() as connection:
        current = await current_key(connection, KeyKind.VAULT)
        sealed = SealedView(
            id=id,
            owner=owner,
            name=view.name,
            address=office.master.told(current).seal(view.address.encode(), VIEW, str(id)),
            sealed_by=current,
        )
        await views.keep_view(connection, sealed)
    return view


async def drop_view(principal: Principal, office: Office, name: str) -> None:
    """Forget a named list of one's own; raises MayNot and NobodyNamed."""
    await views.drop_view(office.engine, _owner(principal), name)


def _owner(principal: Principal) -> Owner:
    require(principal, Right.READ_ORDERS)
    return Owner(person=principal.person, account=principal.account)


def _address(office: Office, view: SealedView) -> str:
    return office.master.unseal(view.address, VIEW, str(view.id)).decode()
