"""Citing (引用知识库): an answer that stands on what is not in force is not received at all."""

from sqlalchemy.ext.asyncio import AsyncEngine

from domain.chapters.intake.commands import Answer
from domain.order.command import Command
from store.knowledge.citations import require_in_force


async def require_citable(engine: AsyncEngine, number: str, command: Command) -> None:
    """Let a paper in unless it is an answer that cites what is not in force (WF-38, T05).

    An answer that cites nothing was given in a three-way call. Raises NotInForce."""
    if isinstance(command, Answer) and command.kb_entry:
        await require_in_force(engine, number, command.kb_entry, command.kb_version)
