"""The commands of several orders that say what they are about, read at once for a list."""

from collections.abc import Collection

from sqlalchemy import any_, exists, literal, or_
from sqlalchemy.dialects.postgresql import ARRAY

from store.commands.stored import COMMANDS, CommandStatus, StoredCommand, stored_command
from store.tables import NUMBER, CommandRow
from store.unit_of_work import Source, reading
from store.vault.vault_tables import VaultRow


async def telling_commands(
    source: Source, numbers: Collection[str], person: str
) -> tuple[StoredCommand, ...]:
    """The decided commands of several orders that came with texts, or from one person."""
    with_texts = exists().where(VaultRow.command_id == CommandRow.id)
    statement = COMMANDS.where(
        CommandRow.order_number == any_(literal(list(numbers), ARRAY(NUMBER))),
        CommandRow.status == CommandStatus.DECIDED.value,
        or_(with_texts, CommandRow.actor == person),
    )
    in_order = statement.order_by(CommandRow.order_number, CommandRow.place)
    async with reading(source) as connection:
        return tuple(stored_command(row) for row in await connection.execute(in_order))
