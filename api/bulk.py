"""Bulk: one act about many orders; looked at first, then begun, and told order by order."""

import json
import uuid
from typing import Annotated, Any

from fastapi import APIRouter
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field

from api.commands import KeyOf
from api.dependencies import OfficeOf
from api.people import NamedOf
from api.problems import problems
from services.orders.bulk import (
    MOST_ORDERS,
    BulkPreview,
    BulkShown,
    BulkWanted,
    begin_bulk,
    bulk_shown,
    preview_bulk,
    results_file,
)
from services.submission.command_json import BadPaper, commands, read_paper
from texts import glossed

router = APIRouter(tags=[glossed("openapi.bulk")], responses=problems(401, 403, 404, 409))
Number = Annotated[str, Field(pattern=r"^[!-~]{1,64}$")]


class WantedInBulk(BaseModel):
    """One act, and the orders it is for."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    orders: Annotated[tuple[Number, ...], Field(min_length=1, max_length=MOST_ORDERS)]
    act: Annotated[str, Field(max_length=64)]
    paper: dict[str, Any] = Field(default_factory=dict)
    """What the act says, as its own endpoint reads it."""

    def wanted(self) -> BulkWanted:
        """The same as services take it; raises BadPaper."""
        if self.act not in commands() or self.act == "register":
            raise BadPaper((("act", "is no act about an order"),))
        said = json.dumps(self.paper, ensure_ascii=False).encode()
        return BulkWanted(orders=self.orders, paper=read_paper(self.act, said))


@router.post("/orders/bulk/preview")
async def preview(said: WantedInBulk, office: OfficeOf, principal: NamedOf) -> BulkPreview:
    """Of each order, whether the act may be done to it now, and why not; nothing is written."""
    return await preview_bulk(principal, office, said.wanted())


@router.post("/orders/bulk", status_code=202)
async def begin(said: WantedInBulk, office: OfficeOf, principal: NamedOf, key: KeyOf) -> BulkShown:
    """Begin it in the background; how far it is stands at /bulks/{id}."""
    return await begin_bulk(principal, office, said.wanted(), key)


@router.get("/bulks/{id}")
async def shown(id: uuid.UUID, office: OfficeOf, principal: NamedOf) -> BulkShown:
    """How far one's own bulk is, order by order."""
    return await bulk_shown(principal, office, id)


@router.get("/bulks/{id}/results")
async def results(id: uuid.UUID, office: OfficeOf, principal: NamedOf) -> Response:
    """What became of each order, as a file for a spreadsheet."""
    file = results_file(await bulk_shown(principal, office, id))
    headers = {"Content-Disposition": f'attachment; filename="bulk-{id}.csv"'}
    return Response(file, media_type="text/csv; charset=utf-8", headers=headers)
