"""Of whom the city asks a second factor."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Final

from domain.vocabulary import Role

ADMINISTRATORS: Final = frozenset({Role.SYS_ADMIN, Role.SEC_ADMIN, Role.AUDIT_ADMIN})
"""Three humans, none of whom holds another's right or a business role (6.4)."""


class AskedFactor(StrEnum):
    """Of whom a second factor is asked; whoever wants one may have one in any case."""

    NOBODY = "nobody"
    ADMINISTRATORS = "administrators"
    EVERYBODY = "everybody"

    def concerns(self, roles: Iterable[Role]) -> bool:
        """Whether it is asked of somebody who holds posts of these roles."""
        return self is AskedFactor.EVERYBODY or (
            self is AskedFactor.ADMINISTRATORS and not ADMINISTRATORS.isdisjoint(roles)
        )
