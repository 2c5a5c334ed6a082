"""Who asks. Until accounts come, the header names the person and the register knows the rest."""

from typing import Annotated

from fastapi import Depends, Header

from api.dependencies import OfficeOf
from services.access.principal import UNNAMED, NobodyNamed, Principal
from services.register.people import principal_called


async def _principal(
    office: OfficeOf, x_paidan_actor: Annotated[str, Header(max_length=64)] = ""
) -> Principal:
    return await principal_called(office, x_paidan_actor) if x_paidan_actor else UNNAMED


PrincipalOf = Annotated[Principal, Depends(_principal)]
"""Whoever asks, named or not: what that may read, the services know."""


async def _named(principal: PrincipalOf) -> Principal:
    if principal is UNNAMED:
        raise NobodyNamed
    return principal


NamedOf = Annotated[Principal, Depends(_named)]
"""A person of the register: nobody else acts."""
