"""Who cites the knowledge base (知识库): whether an answer may, and which orders did (X36)."""

from sqlalchemy import Integer, bindparam, cast, exists, func, select, union
from sqlalchemy.ext.asyncio import AsyncEngine

from store.city import city_day
from store.commands.command_table import IS_UNDECIDED
from store.commands.order_time import is_known
from store.engines import single
from store.knowledge.entries import holds_on
from store.register.tables import KnowledgeRow
from store.tables import CommandRow, FactRow


class NotInForce(RuntimeError):
    """An answer cites what is not in force; `in_force` is the version that is, or None."""

    def __init__(self, code: str, version: int, in_force: int | None) -> None:
        super().__init__(f"{code} {version}")
        self.code, self.version, self.in_force = code, version, in_force


async def require_in_force(engine: AsyncEngine, number: str, code: str, version: int) -> None:
    """Let an answer on an order cite a version that is in force on the order's day.

    Nothing is checked before the first entry was ever approved: an office without a knowledge
    base answers as before. The number of an earlier order may be cited, whose result is the
    answer (X15). Raises NotInForce; an order that nobody knows is refused elsewhere."""
    day = city_day(func.received_at(number))
    wanted = select(
        day.label("day"),
        select(KnowledgeRow.version)
        .where(KnowledgeRow.code == code, holds_on(day))
        .scalar_subquery()
        .label("in_force"),
        exists().where(KnowledgeRow.approved_at.is_not(None)).label("begun"),
        exists().where(KnowledgeRow.code == code).label("known"),
    )
    async with single(engine).connect() as connection:
        found = (await connection.execute(wanted)).one()
    if found.day is None or not found.begun or found.in_force == version:
        return
    if not found.known and await is_known(engine, code):
        return
    raise NotInForce(code, version, found.in_force)


async def citing(engine: AsyncEngine, code: str, version: int) -> tuple[str, ...]:
    """The orders that were answered from a version, or are just being answered from it."""
    content, command = FactRow.body["content"], CommandRow.act["command"]
    answered = select(FactRow.order_number).where(
        FactRow.kind == bindparam(None, "Answered", literal_execute=True),
        content["kb_entry"].astext == code,
        cast(content["kb_version"].astext, Integer) == version,
    )
    being_answered = select(CommandRow.order_number).where(
        IS_UNDECIDED,
        CommandRow.name == "answer",
        command["kb_entry"].astext == code,
        cast(command["kb_version"].astext, Integer) == version,
    )
    async with single(engine).connect() as connection:
        return tuple(sorted(await connection.scalars(union(answered, being_answered))))
