"""How pages are shown to whoever signed in: each choice is one click, from any page."""

from dataclasses import replace
from typing import Annotated, Any, Final

from fastapi import APIRouter, Form
from fastapi.responses import Response

from api.dependencies import OfficeOf
from console.pages.page import see_other
from console.pages.shown import own_path
from console.pages.visitors import AnyVisitor
from services.accounts.preferences import Density, Theme, prefer
from texts import Language

router = APIRouter()
LONGEST_PATH: Final = 2000


@router.post("/me/preferences")
async def preferred(
    office: OfficeOf,
    visitor: AnyVisitor,
    back: Annotated[str, Form(max_length=LONGEST_PATH)] = "/",
    language: Annotated[Language | None, Form()] = None,
    theme: Annotated[Theme | None, Form()] = None,
    density: Annotated[Density | None, Form()] = None,
) -> Response:
    """Keep what was chosen, and show the same page again."""
    said: dict[str, Any] = {"language": language, "theme": theme, "density": density}
    chosen = {name: value for name, value in said.items() if value is not None}
    await prefer(visitor, office, replace(visitor.preferences, **chosen))
    return see_other(own_path(back))
