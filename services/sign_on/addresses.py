"""Which addresses are fit for passwords and tokens: by TLS, or of this machine itself."""

from typing import Final
from urllib.parse import SplitResult, urlsplit

from services.installation.front_window import OF_THIS_MACHINE

LONGEST: Final = 255


def is_fit_address(address: str) -> bool:
    """Whether what is sent to this address can be read by nobody on the way."""
    parts = _parts(address)
    if parts is None or not parts.hostname or "@" in parts.netloc or parts.fragment:
        return False
    if parts.scheme == "http":
        return parts.hostname in OF_THIS_MACHINE
    return parts.scheme == "https"


def is_fit_issuer(address: str) -> bool:
    """Whether a provider can be called so: an address with nothing asked of it."""
    parts = _parts(address)
    return is_fit_address(address) and parts is not None and not parts.query


def is_fit_origin(address: str) -> bool:
    """Whether this is a host alone, as people type it."""
    parts = _parts(address)
    return is_fit_issuer(address) and parts is not None and not parts.path


def _parts(address: str) -> SplitResult | None:
    if len(address) > LONGEST or not address.isascii() or not address.isprintable():
        return None
    try:
        parts = urlsplit(address)
        # A port that is none is found out only when it is asked for.
        _ = parts.port
    except ValueError:
        return None
    return None if " " in address else parts
