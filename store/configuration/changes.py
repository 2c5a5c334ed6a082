"""Changes of settings and laws are written down where something is otherwise than it was."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import insert, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from store.configuration.change_tables import ConfigurationChangeRow

ONE_AT_A_TIME: Final = text("LOCK TABLE configuration_change IN SHARE ROW EXCLUSIVE MODE")
Said = Mapping[str, Any]


class ChangeKind(StrEnum):
    """Of what something can be changed that everybody lives by."""

    SETTINGS = "settings"
    """What a start of the system was told; of secrets only that they are others."""
    PACK = "pack"
    CALENDAR = "calendar"
    RIGHTS = "rights"
    """Who may do what: accounts, posts, tokens, emergencies, and the law of rights as shipped."""
    REGISTER = "register"
    """Units, people, districts and the dispatch catalogue."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewChange:
    """Something that is said now, and by whom; `before` where nothing is on record yet."""

    kind: ChangeKind
    code: str
    after: Said
    by: str
    before: Said | None = None


async def note_change(connection: AsyncConnection, new: NewChange) -> bool:
    """Write down what is said now, unless the same was said before; tells whether it was written.

    The transaction is of whoever changes it: neither stands without the other."""
    await connection.execute(ONE_AT_A_TIME)
    before = await last_said(connection, new.kind, new.code) or new.before
    if before == new.after:
        return False
    row = {
        "changed_by": new.by,
        "kind": new.kind.value,
        "code": new.code,
        "before": None if before is None else dict(before),
        "after": dict(new.after),
    }
    await connection.execute(insert(ConfigurationChangeRow).values(row))
    return True


async def last_said(connection: AsyncConnection, kind: ChangeKind, code: str) -> Said | None:
    """What was said last of something; None where nothing is on record."""
    asked = (
        select(ConfigurationChangeRow.after)
        .where(ConfigurationChangeRow.kind == kind.value, ConfigurationChangeRow.code == code)
        .order_by(ConfigurationChangeRow.id.desc())
        .limit(1)
    )
    said: Said | None = await connection.scalar(asked)
    return said
