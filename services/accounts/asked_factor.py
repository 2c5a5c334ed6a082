"""Of whom the city asks a second factor."""

from collections.abc import Iterable
from enum import StrEnum

from domain.vocabulary import Role
from policies.sign_on_mapping import ADMINISTRATORS


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
