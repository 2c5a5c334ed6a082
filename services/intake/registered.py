"""What a seat tells its caller once the demand is registered: the number, and what happens next."""

from dataclasses import dataclass
from typing import Final

from services.access.principal import Principal
from services.intake.registering import ACCEPT
from services.office import Office
from services.orders.allowed_acts import RefusalShown, allowed_acts
from services.orders.desk_list import ListWanted, OrderRow, Sorting, list_for_desk
from services.orders.reading import show_order
from store.commands.settlement import UnknownOrder

BORN: Final = 1
"""The version at which a new order can be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisteredShown:
    """An order that was just written down."""

    row: OrderRow
    closed: RefusalShown | None
    """Why it cannot be taken in now; None where it can."""


async def registered_shown(principal: Principal, office: Office, number: str) -> RegisteredShown:
    """One new order; raises MayNot, NobodyNamed, UnknownOrder and NotYetVisible."""
    await show_order(principal, office, number, min_version=BORN)
    wanted = ListWanted(number=number)
    found = await list_for_desk(principal, office, wanted, Sorting.URGENT, limit=1)
    if not found.rows:
        raise UnknownOrder(number)
    acts = await allowed_acts(principal, office, number)
    closed = next(act.refusal for act in acts.acts if act.name == ACCEPT)
    return RegisteredShown(row=found.rows[0], closed=closed)
