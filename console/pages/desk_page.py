"""A desk's list with the badges of all its lists: each badge is the count of the list behind it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from pydantic import StringConstraints
from starlette.exceptions import HTTPException

from services.access.principal import Principal
from services.office import Office
from services.orders.desk_list import DeskList, ListWanted, Sorting, count_lists, list_for_desk

NamedList = Annotated[str, StringConstraints(max_length=32, pattern="^[a-z_]+$")]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskLists:
    """The lists of a desk, one of them open."""

    counts: Mapping[str, int]
    """How many orders each holds, by its name."""
    name: str
    """Of the open one."""
    found: DeskList


async def desk_list(
    principal: Principal,
    office: Office,
    lists: Mapping[str, ListWanted],
    name: str,
    page: int,
    *,
    limit: int,
) -> DeskLists:
    """One of a desk's lists with the badges of all; an unknown name is not there."""
    if name not in lists:
        raise HTTPException(404)
    counts = await count_lists(principal, office, tuple(lists.values()))
    found = await list_for_desk(
        principal, office, lists[name], Sorting.URGENT, limit=limit, page=page
    )
    return DeskLists(counts=dict(zip(lists, counts, strict=True)), name=name, found=found)
