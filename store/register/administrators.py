"""The three administrators in the register: of no unit, and without any business role (6.4)."""

from collections.abc import Mapping

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.vocabulary import Role
from store.register.register_changes import RegisterChange, note_register_changes
from store.register.tables import PersonRow


async def enter_administrators(
    connection: AsyncConnection, roles: Mapping[str, Role], titles: Mapping[str, str], by: str
) -> None:
    """Enter administrators by their codes; each new one is a change on record."""
    for code, role in roles.items():
        row = {"person": code, "role": role.value, "title": titles[code], "outsourced": False}
        entering = insert(PersonRow).values(unit=None, **row).on_conflict_do_nothing()
        if await connection.scalar(entering.returning(PersonRow.person)) is not None:
            change = RegisterChange(kind="person", code=code, before=None, after=row)
            await note_register_changes(connection, [change], by)
