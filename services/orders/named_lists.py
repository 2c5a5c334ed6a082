"""The lists that desks begin with, by name: what a dispatcher has to send, what a unit has to sign.

A badge and the list behind it are made of the same entry, so that their numbers agree."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from domain.vocabulary import State
from readmodel.orders.desk_list import ListWanted
from readmodel.orders.queries import OrderFilter

TO_DISPATCH: Final = frozenset({State.QUEUED})
RETURNS: Final = frozenset({State.RETURN_REVIEW})
DISPUTES: Final = frozenset({State.DISPUTED})
AT_DISPATCH: Final = TO_DISPATCH | RETURNS | DISPUTES
TO_SIGN: Final = frozenset({State.PENDING_ACCEPT})
IN_HAND: Final = frozenset({State.HANDLING, State.COMMITTED, State.PAUSED, State.RECHECK})
AT_UNIT: Final = TO_SIGN | IN_HAND
LATE: Final = OrderFilter(overdue=True)

OF_DISPATCH: Final[Mapping[str, ListWanted]] = MappingProxyType(
    {
        "all": ListWanted(states=AT_DISPATCH, with_emergencies=True),
        "to_dispatch": ListWanted(states=TO_DISPATCH),
        "returns": ListWanted(states=RETURNS),
        "disputes": ListWanted(states=DISPUTES),
        "late": ListWanted(of=LATE, states=AT_DISPATCH),
    }
)
"""What waits for whoever dispatches: emergencies stand in it until they are over."""
OF_UNIT: Final[Mapping[str, ListWanted]] = MappingProxyType(
    {
        "all": ListWanted(states=AT_UNIT),
        "to_sign": ListWanted(states=TO_SIGN),
        "in_hand": ListWanted(states=IN_HAND),
        "late": ListWanted(of=LATE, states=AT_UNIT),
    }
)
"""What lies with a unit, as far as its reader sees it."""
