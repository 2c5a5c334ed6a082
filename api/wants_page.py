"""Who asks for a page and who for data: a browser says that it takes HTML, a program does not."""

from typing import Final

from starlette.datastructures import Headers
from starlette.types import Scope

PAGE: Final = "text/html"


def wants_page(scope: Scope) -> bool:
    """Whether a request names HTML among what it accepts."""
    return PAGE in Headers(scope=scope).get("Accept", "")
