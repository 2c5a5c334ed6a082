"""The city's single sign-on as the settings name it: whole or not at all, checked at the start."""

from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from pydantic import SecretStr

from policies.mistake import BadPack
from policies.sign_on_mapping import read_mapping
from services.installation.front_window import WindowAddress
from services.installation.settings import Settings
from services.sign_on.addresses import is_fit_issuer, is_fit_origin
from services.sign_on.registration import Registration
from texts import both

ISSUER: Final = "sign_on_issuer"
CLIENT_ID: Final = "sign_on_client_id"
CLIENT_SECRET: Final = "sign_on_client_secret"
MAPPING: Final = "sign_on_mapping"
CONSOLE: Final = "sign_on_console"
NEEDED: Final = (ISSUER, CLIENT_ID, CLIENT_SECRET, MAPPING, CONSOLE)
"""All of them, or none."""


class UnfitSignOn(ValueError):
    """Single sign-on cannot be used as it is set; the text says what to change."""


def sign_on_asked(settings: Settings, window: WindowAddress | None = None) -> Registration | None:
    """The single sign-on that the settings name, reached by way of this window where one is said;
    None where they name none. Raises UnfitSignOn."""
    said = {name: word for name in NEEDED if (word := _plain(settings, name))}
    if not said:
        return None
    missing = [f"PAIDAN_{name.upper()}" for name in NEEDED if name not in said]
    if missing:
        raise UnfitSignOn(both("sign_on.half", missing=", ".join(missing)))
    issuer, console = said[ISSUER], said[CONSOLE].rstrip("/")
    _require_fit(issuer, console, window)
    try:
        mapping = read_mapping(Path(said[MAPPING]))
    except BadPack as bad:
        raise UnfitSignOn(both("sign_on.bad_mapping", mistakes=str(bad))) from bad
    return Registration(
        issuer=issuer,
        client_id=said[CLIENT_ID],
        client_secret=SecretStr(said[CLIENT_SECRET]),
        console=console,
        label=settings.sign_on_label,
        mapping=mapping,
    )


def _require_fit(issuer: str, console: str, window: WindowAddress | None) -> None:
    if not is_fit_issuer(issuer):
        raise UnfitSignOn(both("sign_on.bad_issuer"))
    if not is_fit_origin(console):
        raise UnfitSignOn(both("sign_on.bad_console"))
    if window is not None and not window.answers_to(urlsplit(console).hostname or ""):
        raise UnfitSignOn(both("sign_on.other_console", console=console))


def _plain(settings: Settings, name: str) -> str:
    value = getattr(settings, name)
    if isinstance(value, SecretStr):
        return value.get_secret_value().strip()
    return "" if value is None else str(value).strip()
