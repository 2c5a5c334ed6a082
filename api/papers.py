"""Papers about orders: which can be printed, and each as a PDF."""

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Query, Request, Response

from api.commands import Number
from api.dependencies import OfficeOf
from api.people import NamedOf
from api.problems import problems
from domain.chapters.caller.terms import PaperKind
from services.papers.printing import PaperListed, PaperWanted, papers_of_order, print_paper
from texts import CHINESE, Language, glossed

router = APIRouter(tags=[glossed("openapi.papers")], responses=problems(401, 403, 404, 409))
PDF = "application/pdf"
MOST_FACTS = 1_000_000


@router.get("/orders/{number}/papers")
async def listed(
    number: Number, office: OfficeOf, principal: NamedOf, language: Language = CHINESE
) -> tuple[PaperListed, ...]:
    """The papers that whoever asks can print of an order."""
    return await papers_of_order(principal, office, number, language)


@router.get(
    "/orders/{number}/papers/{name}",
    response_class=Response,
    responses={200: {"content": {PDF: {}}}},
)
async def printed(
    number: Number,
    name: PaperKind,
    request: Request,
    office: OfficeOf,
    principal: NamedOf,
    fact: Annotated[int | None, Query(ge=1, le=MOST_FACTS)] = None,
    language: Language = CHINESE,
) -> Response:
    """A paper as a PDF, about its latest fact or the one that is named; each print is on record."""
    address = f"{request.base_url}orders/{quote(number, safe='')}"
    wanted = PaperWanted(kind=name, about=fact, language=language, address=address)
    paper = await print_paper(principal, office, number, wanted)
    told = f"inline; filename*=UTF-8''{quote(paper.title, safe='')}.pdf"
    return Response(paper.content, media_type=PDF, headers={"Content-Disposition": told})
