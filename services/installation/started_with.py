"""What a start was told: kept where it is otherwise than at the start before."""

from collections.abc import Mapping
from typing import Any, Final

from pydantic import SecretStr
from sqlalchemy.ext.asyncio import AsyncConnection

from policies import access, break_glass, sight_file
from policies.toml_text import tables_of_file
from services.access.principal import OWNER
from services.accounts.secret_words import hashed, is_password
from services.installation.build import build_id
from services.installation.settings import Settings
from services.records import open_database
from store.configuration.changes import ChangeKind, NewChange, last_said, note_change

SETTINGS: Final = "settings"
BUILD: Final = "build"
OF_THE_MOMENT: Final = frozenset({"api_socket", "ready_note", "token"})
"""What one process hands another, and by what somebody at a prompt is let in."""
ALSO_SECRET: Final = frozenset({"database_url", "national_former_keys"})
"""Settings with a secret within."""
HASH: Final = "argon2id"
"""Of a secret this is kept, with its own salt: it tells another one, and not which it is."""
LAW_OF_RIGHTS: Final = (access.FILE, sight_file.FILE, break_glass.FILE)


async def note_start(told: Settings, running: Settings) -> None:
    """Write down what this start was told, and by which law of rights it lives, where either is
    otherwise than before; raises RecordsSilent."""
    async with open_database(running) as engine, engine.begin() as connection:
        before = await last_said(connection, ChangeKind.SETTINGS, SETTINGS) or {}
        said = await _said(told, before)
        await _note(connection, ChangeKind.SETTINGS, SETTINGS, said)
        for file in LAW_OF_RIGHTS:
            await _note(connection, ChangeKind.RIGHTS, file.name, tables_of_file(file))


async def _note(
    connection: AsyncConnection, kind: ChangeKind, code: str, after: Mapping[str, Any]
) -> None:
    await note_change(connection, NewChange(kind=kind, code=code, after=after, by=OWNER))


async def _said(told: Settings, before: Mapping[str, Any]) -> dict[str, Any]:
    said: dict[str, Any] = {BUILD: build_id()}
    for name in sorted(type(told).model_fields.keys() - OF_THE_MOMENT):
        value = getattr(told, name)
        if isinstance(value, SecretStr):
            said[name] = await _secret(value.get_secret_value(), before.get(name))
        elif name in ALSO_SECRET and value:
            said[name] = await _secret(str(value), before.get(name))
        else:
            said[name] = value if value is None or isinstance(value, bool | int) else str(value)
    return said


async def _secret(value: str, before: object) -> dict[str, str]:
    kept = before.get(HASH) if isinstance(before, dict) else None
    same = await is_password(value, kept)
    return {HASH: kept if same and kept is not None else await hashed(value)}
