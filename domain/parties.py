"""The parties of an order: who has to do with it besides the unit that it was dispatched to."""

from dataclasses import dataclass
from typing import Final

from domain.chapters.handling.hard_case import DECIDES
from domain.order.order import Order
from domain.vocabulary import Role, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Parties:
    """Units, platforms and bodies by their part in an order; all of them codes."""

    child: str = ""
    """The unit below to which the work was passed on (T10)."""
    co_hosts: tuple[str, ...] = ()
    """The units that owe a share (T18, WF-27)."""
    fallback: str = ""
    """The territorial unit that was called to an emergency (SY20-22)."""
    accused: str = ""
    """The unit that is itself complained about (X26)."""
    platforms: tuple[str, ...] = ()
    """Whence the demand came, and who handles it instead of the city (WF-21, SYT-02)."""
    bodies: tuple[Role, ...] = ()
    """Those to whom the case was submitted: a hard case or a dispute (WF-28, XS-03)."""

    @staticmethod
    def of(order: Order) -> "Parties":
        """The parties of an order as it stands."""
        return Parties(
            child=order.child,
            co_hosts=tuple(sorted(order.co_hosts)),
            fallback=order.emergency.fallback_unit if order.emergency else "",
            accused=order.about_unit,
            platforms=tuple(sorted({order.source, order.handed_to} - {""})),
            bodies=tuple(sorted(_bodies(order))),
        )


NO_PARTIES: Final = Parties()


def _bodies(order: Order) -> set[Role]:
    levels = (order.hard_case, order.hard_case_heard)
    bodies = {DECIDES[level] for level in levels if level is not None}
    if order.state is State.DISPUTED or order.reconsideration is not None:
        bodies.add(Role.JOINT_MEETING)
    return bodies
