"""What a request says of whoever sends it: read by the window, written by our own programs."""

from typing import Final

AUTHORIZATION: Final = "Authorization"
BEARER: Final = "Bearer "
IN_POST: Final = "X-Paidan-Post"
"""In which post whoever shows a token means to act, where that is said."""
