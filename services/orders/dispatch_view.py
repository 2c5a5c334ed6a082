"""One order as its dispatcher looks at it: what was said, what is left, and which unit is proposed
by which entry of the catalogue."""

from dataclasses import dataclass
from typing import Final

from services.access.principal import Principal
from services.office import Office
from services.orders.allowed_acts import RefusalShown, allowed_acts
from services.orders.desk_list import ListWanted, OrderRow, Sorting, list_for_desk
from services.orders.texts import TextShown, texts_of_order
from services.register.catalogue import RuleShown, suggested_rules
from store.commands.settlement import UnknownOrder
from store.register.units import named_units

DISPATCH: Final = "dispatch"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A unit that an entry of the catalogue names for this order."""

    rule: RuleShown
    unit_title: str


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class DispatchView:
    """One order beside the queue."""

    row: OrderRow
    texts: tuple[TextShown, ...]
    proposals: tuple[Proposal, ...]
    """The most specific entry first."""
    refused: RefusalShown | None
    """Why it cannot be dispatched now; None where it can."""


async def dispatch_view(principal: Principal, office: Office, number: str) -> DispatchView:
    """One order for whoever may dispatch it; raises MayNot, NobodyNamed and UnknownOrder."""
    listed = ListWanted(number=number)
    found = await list_for_desk(principal, office, listed, Sorting.URGENT, limit=1)
    if not found.rows:
        raise UnknownOrder(number)
    return await beside_row(principal, office, found.rows[0])


async def beside_row(principal: Principal, office: Office, row: OrderRow) -> DispatchView:
    """The order of a row that this reader was just shown; raises as `dispatch_view`."""
    number = row.number
    told = await texts_of_order(principal, office, number)
    rules = await suggested_rules(principal, office, number)
    units = await named_units(office.engine, [rule.unit for rule in rules])
    titles = {code: unit.title for code, unit in units.known.items()}
    proposals = [Proposal(rule=rule, unit_title=titles.get(rule.unit, rule.unit)) for rule in rules]
    acts = (await allowed_acts(principal, office, number)).acts
    return DispatchView(
        row=row,
        texts=told.texts,
        proposals=tuple(proposals),
        refused=next((act.refusal for act in acts if act.name == DISPATCH), None),
    )
