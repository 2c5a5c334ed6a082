"""Districts: a sub-centre acts in its own only, and what is a district's goes through it."""

from typing import Final

from domain.chapters.caller.commands import ReportLeak
from domain.chapters.dispatch.commands import Dispatch
from domain.chapters.together.commands import SubDispatch
from domain.duties.due_dates import is_emergency
from domain.order.command import Command
from domain.order.decision import Decision
from domain.order.refusal import refusal
from domain.vocabulary import Role

OTHER_DISTRICT = refusal("other_district")
UNIT_OF_ANOTHER_DISTRICT = refusal("unit_of_another_district")
GOES_THROUGH_SUB_CENTRE = refusal("goes_through_sub_centre")

SUB_CENTRES: Final = ("SY20-07", "SY20-15")


def require_own_district(decision: Decision, command: Command) -> None:
    """SY20-07: a sub-centre receives, dispatches, supervises and rechecks in its own district.

    Default: an order that bears no district is the city's, and a leak is reported by whoever
    knows of it (T53)."""
    actor, district = decision.actor, decision.order.district
    if actor.role is not Role.DISTRICT_CENTRE or isinstance(command, ReportLeak):
        return
    own = bool(district) and actor.district == district
    decision.require(own, OTHER_DISTRICT, *SUB_CENTRES, about=(actor.district, district))


def require_unit_in_reach(decision: Decision, command: Dispatch | SubDispatch) -> None:
    """SY20-07: a sub-centre sends orders to its own district's units; an empty register names no
    districts and holds nobody to any."""
    if decision.actor.role is Role.DISTRICT_CENTRE and command.district is not None:
        own = command.district == decision.actor.district
        about = (command.district,)
        decision.require(own, UNIT_OF_ANOTHER_DISTRICT, *SUB_CENTRES, about=about)


def require_through_sub_centre(decision: Decision, command: Dispatch) -> None:
    """SY20-15: where the place says so, the city sends a district's matters to its sub-centre,
    which sends them on by the units' duties.

    Default: an emergency goes to its unit at once."""
    via = decision.order.dossier.pack.sharing.via_sub_centre
    if not via.value or is_emergency(decision.order):
        return
    at_centre = decision.actor.role is Role.DISTRICT_CENTRE
    through = at_centre or command.sub_centre in ("", command.unit)
    decision.require(through, GOES_THROUGH_SUB_CENTRE, *via.rules, about=(command.sub_centre,))
