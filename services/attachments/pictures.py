"""Pictures drawn anew: what the camera wrote beside the picture, its owner and its place, is gone,
and so is whatever else the file held besides a picture."""

import io
from typing import Final

from PIL import Image, ImageOps, UnidentifiedImageError

from domain.chapters.handling.terms import FileForm
from services.attachments.forms import UnfitBecause, UnfitFile

QUALITY: Final = 90
SMALL_QUALITY: Final = 80
WHITE: Final = (255, 255, 255)
DAMAGED: Final = (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, IndexError)
"""What the library raises for files that are no sound picture."""


def drawn_anew(content: bytes, form: FileForm, pixels: int, side: int) -> tuple[bytes, bytes]:
    """The picture without anything beside it, and a small one; raises UnfitFile."""
    Image.MAX_IMAGE_PIXELS = None
    try:
        with Image.open(io.BytesIO(content), formats=(form.upper(),)) as opened:
            if opened.width * opened.height > pixels:
                raise UnfitFile(UnfitBecause.TOO_MANY_PIXELS)
            opened.load()
            upright = ImageOps.exif_transpose(opened)
            plain = _plain(upright, form)
    except UnfitFile:
        raise
    except DAMAGED:
        raise UnfitFile(UnfitBecause.DAMAGED) from None
    return _written(plain, form), _small(plain, side)


def _plain(picture: Image.Image, form: FileForm) -> Image.Image:
    """The pixels alone, in a mode that every form can hold."""
    see_through = picture.has_transparency_data and form is not FileForm.JPEG
    pixels = picture.convert("RGBA" if see_through else "RGB")
    plain = Image.new(pixels.mode, pixels.size)
    plain.paste(pixels)
    return plain


def _written(plain: Image.Image, form: FileForm) -> bytes:
    out = io.BytesIO()
    if form is FileForm.PNG:
        plain.save(out, format=form.upper())
    else:
        plain.save(out, format=form.upper(), quality=QUALITY)
    return out.getvalue()


def _small(plain: Image.Image, side: int) -> bytes:
    """A small picture on white, whatever the large one shines through."""
    small = plain.copy()
    small.thumbnail((side, side))
    ground = Image.new("RGB", small.size, WHITE)
    ground.paste(small, mask=small.getchannel("A") if small.mode == "RGBA" else None)
    out = io.BytesIO()
    ground.save(out, format="JPEG", quality=SMALL_QUALITY)
    return out.getvalue()
