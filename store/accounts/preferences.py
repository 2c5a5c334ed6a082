"""How a human wants pages shown: the language, the ground, and how close the lines stand."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, cast

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncConnection

from store.accounts.tables import AccountRow
from texts import CHINESE, Language

PREFERRED: Final = (AccountRow.language, AccountRow.theme, AccountRow.density)


class Theme(StrEnum):
    """The ground that pages stand on."""

    SYSTEM = "system"
    """Whichever the reader's machine is set to."""
    LIGHT = "light"
    DARK = "dark"


class Density(StrEnum):
    """How close together lines stand."""

    DENSE = "dense"
    ROOMY = "roomy"


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """How pages are shown to one human."""

    language: Language = CHINESE
    theme: Theme = Theme.SYSTEM
    density: Density = Density.DENSE


def preferences_of(language: str, theme: str, density: str) -> Preferences:
    """The preferences that an account's row holds."""
    return Preferences(
        language=cast(Language, language), theme=Theme(theme), density=Density(density)
    )


async def keep_preferences(
    connection: AsyncConnection, username: str, preferred: Preferences
) -> None:
    """Show pages to this human so from now on."""
    changed = update(AccountRow).where(AccountRow.username == username)
    await connection.execute(
        changed.values(
            language=preferred.language, theme=preferred.theme, density=preferred.density
        )
    )
