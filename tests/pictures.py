"""Pictures and papers as phones and strangers send them, made here."""

import io
import zipfile
from typing import Final

from PIL import Image

OWNER: Final = "Zhang San's phone"
SIZE: Final = (640, 480)
DESCRIPTION, ORIENTATION, PLACE = 0x010E, 0x0112, 0x8825
ON_ITS_SIDE: Final = 6
PDF: Final = b"%PDF-1.7\n1 0 obj <</Type /Catalog>> endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n"


def photo(*, size: tuple[int, int] = SIZE) -> bytes:
    """A photo lying on its side, into which a phone wrote whose it is and where it was."""
    exif = Image.Exif()
    exif[DESCRIPTION] = OWNER
    exif[ORIENTATION] = ON_ITS_SIDE
    exif.get_ifd(PLACE).update({1: "N", 2: (18.0, 15.0, 9.0)})
    return written(Image.effect_noise(size, 60).convert("RGB"), "JPEG", exif=exif, comment=OWNER)


def written(picture: Image.Image, form: str, **more: object) -> bytes:
    """A picture as a file."""
    out = io.BytesIO()
    picture.save(out, format=form, **more)
    return out.getvalue()


def document(main: str = "word/document.xml", **parts: str) -> bytes:
    """A document of an office program, with these further parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in {"[Content_Types].xml": "<Types/>", main: "<x/>", **parts}.items():
            package.writestr(name, content)
    return out.getvalue()
