"""Citing (引用知识库): an answer that stands on what is not in force is not received at all."""

from sqlalchemy.ext.asyncio import AsyncEngine

from domain.commands import Answer
from readmodel.citations import require_in_force
from readmodel.engines import single
from readmodel.stamping import asked_before
from readmodel.stored import Request


async def require_citable(engine: AsyncEngine, number: str, request: Request) -> None:
    """Let a paper in unless it is an answer that cites what is not in force (WF-38, T05).

    An answer that cites nothing was given in a three-way call. What was received before is
    answered as before, whatever has been withdrawn since. Raises NotInForce, KeyReused."""
    command = request.command
    if not isinstance(command, Answer) or not command.kb_entry:
        return
    async with single(engine).connect() as connection:
        if await asked_before(connection, request, number):
            return
    await require_in_force(engine, number, command.kb_entry, command.kb_version)
