"""What pages need besides themselves, from this address and no other."""

from pathlib import Path
from typing import Final

from fastapi import APIRouter
from fastapi.responses import FileResponse, Response
from starlette.exceptions import HTTPException

FOLDER: Final = Path(__file__).parents[1] / "static"
KINDS: Final = {
    "console.css": "text/css",
    "choose-password.js": "text/javascript",
    "icon.svg": "image/svg+xml",
}
KEPT: Final = {"Cache-Control": "max-age=3600"}
router = APIRouter()


@router.get("/static/{name}")
async def file(name: str) -> Response:
    """A style sheet or a script of the console."""
    if name not in KINDS:
        raise HTTPException(404)
    return FileResponse(FOLDER / name, media_type=KINDS[name], headers=KEPT)
