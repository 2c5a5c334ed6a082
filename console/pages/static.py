"""What pages need besides themselves, from this address and no other."""

from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from console.pages.assets import assets

FOR_AN_HOUR: Final = "max-age=3600"
FOR_EVER: Final = "max-age=31536000, immutable"
"""An address that names the hash of its content says the same for ever."""
router = APIRouter()


@router.get("/static/{name}")
async def file(request: Request, name: str, v: str = "") -> Response:
    """A style sheet, a script or a picture of the console, compressed for whoever can read it."""
    asset = assets().get(name)
    if asset is None:
        raise HTTPException(404)
    told = {
        "Cache-Control": FOR_EVER if v == asset.version else FOR_AN_HOUR,
        "Vary": "Accept-Encoding",
    }
    if "gzip" not in request.headers.get("Accept-Encoding", ""):
        return Response(asset.content, media_type=asset.kind, headers=told)
    packed = {**told, "Content-Encoding": "gzip"}
    return Response(asset.packed, media_type=asset.kind, headers=packed)
