"""Desks: where somebody in a post works, and which of them is his home."""

from collections.abc import Set
from dataclasses import dataclass
from typing import Final

from domain.vocabulary import Role
from services.access.principal import Principal
from services.access.rights import Right, may


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskEntry:
    """One desk of the console."""

    code: str
    address: str
    key: str
    """The letter that leads to it behind a `g`."""

    @property
    def token(self) -> str:
        """Under which its name stands among the texts."""
        return f"console.desk.{self.code}"


INTAKE: Final = DeskEntry(code="intake", address="/intake", key="i")
DISPATCH: Final = DeskEntry(code="dispatch", address="/dispatch", key="d")
UNIT: Final = DeskEntry(code="unit", address="/unit", key="u")
REVIEW: Final = DeskEntry(code="review", address="/review", key="r")
CALLBACK: Final = DeskEntry(code="callback", address="/callback", key="c")
ORDERS: Final = DeskEntry(code="orders", address="/orders", key="o")
OWN: Final = DeskEntry(code="own_account", address="/me", key="m")
OF_ROLES: Final[tuple[tuple[DeskEntry, Set[Role]], ...]] = (
    (INTAKE, frozenset({Role.SEAT_AGENT, Role.SPECIAL_SEAT, Role.SHIFT_LEAD})),
    (DISPATCH, frozenset({Role.DISPATCHER, Role.DISTRICT_CENTRE})),
    (REVIEW, frozenset({Role.REVIEWER, Role.DISTRICT_CENTRE})),
    (CALLBACK, frozenset({Role.CALLBACK_OFFICER})),
    (
        UNIT,
        frozenset(
            {
                *(Role.UNIT_CLERK, Role.UNIT_GATEWAY, Role.UNIT_OFFICER, Role.UNIT_HEAD),
                *(Role.COHOST, Role.TERRITORIAL),
            }
        ),
    ),
)
"""Desks of some roles only; the first that somebody has is his home."""


def desks_of(principal: Principal | None) -> tuple[DeskEntry, ...]:
    """The desks of whoever acts in a post, his home first; without a post, his own account."""
    if principal is None:
        return (OWN,)
    own = [desk for desk, roles in OF_ROLES if principal.role in roles]
    reading = [ORDERS] if may(principal, Right.READ_ORDERS) else []
    return (*own, *reading, OWN)
