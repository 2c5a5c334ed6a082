"""How the city's provider knows this hotline, and where the provider sends its people back to."""

from dataclasses import dataclass
from typing import Final

from pydantic import SecretStr

from policies.sign_on_mapping import SignOnMapping

BEGINNING: Final = "/sign-in/with-the-city"
"""Where somebody goes who wants to sign in with the city's single sign-on."""
COMING_BACK: Final = f"{BEGINNING}/back"
"""Where the provider sends him; it is told to the provider beforehand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """This hotline as a client of the city's provider (OpenID Connect)."""

    issuer: str
    client_id: str
    client_secret: SecretStr
    console: str
    """The address under which people reach the console."""
    label: str
    """What the button says; empty where it says what it says everywhere."""
    mapping: SignOnMapping

    @property
    def back(self) -> str:
        """The whole address that the provider sends people back to."""
        return f"{self.console}{COMING_BACK}"
