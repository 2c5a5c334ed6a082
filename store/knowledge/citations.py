"""Who cites the knowledge base: whether an answer may, and which orders did (X36)."""

from dataclasses import dataclass

from sqlalchemy import Integer, bindparam, cast, exists, func, select, union
from sqlalchemy.ext.asyncio import AsyncEngine

from store.city import city_day
from store.commands.command_table import IS_UNDECIDED
from store.engines import single
from store.knowledge.entries import holds_on
from store.register.tables import KnowledgeRow
from store.tables import CommandRow, FactRow
from store.unit_of_work import Source, reading


class NotInForce(RuntimeError):
    """An answer cites what is not in force; `in_force` is the version that is, or None."""

    def __init__(self, code: str, version: int, in_force: int | None) -> None:
        super().__init__(f"{code} {version}")
        self.code, self.version, self.in_force = code, version, in_force


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryCited:
    """What an answer cites, and what the knowledge base says of it on the order's day."""

    code: str
    version: int
    in_force: int | None
    """The version that is in force."""
    is_entry: bool
    is_order: bool
    """Whether the number of an earlier order is cited, whose result is the answer (X15)."""
    has_day: bool
    """Whether the answered order is known; one that nobody knows is refused elsewhere."""
    has_begun: bool
    """Whether any entry was ever approved: an office without a knowledge base answers freely."""

    def require_in_force(self) -> None:
        """Let an answer cite what is in force on the order's day; raises NotInForce."""
        if not self.has_day or not self.has_begun or self.in_force == self.version:
            return
        if self.is_order and not self.is_entry:
            return
        raise NotInForce(self.code, self.version, self.in_force)


async def citation(source: Source, number: str, code: str, version: int) -> EntryCited:
    """What the knowledge base says of a version that an answer on an order cites."""
    day = city_day(func.received_at(number))
    wanted = select(
        day.label("day"),
        select(KnowledgeRow.version)
        .where(KnowledgeRow.code == code, holds_on(day))
        .scalar_subquery()
        .label("in_force"),
        exists().where(KnowledgeRow.approved_at.is_not(None)).label("begun"),
        exists().where(KnowledgeRow.code == code).label("is_entry"),
        func.received_at(code).is_not(None).label("is_order"),
    )
    async with reading(source) as connection:
        found = (await connection.execute(wanted)).one()
    return EntryCited(
        code=code,
        version=version,
        in_force=found.in_force,
        is_entry=found.is_entry,
        is_order=found.is_order,
        has_day=found.day is not None,
        has_begun=found.begun,
    )


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
