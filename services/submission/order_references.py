"""The other orders that a paper names: they must exist before anything is stored (T07, T46)."""

from collections.abc import Iterator
from typing import Final

from sqlalchemy.ext.asyncio import AsyncEngine

from domain.chapters.intake.commands import Register
from domain.chapters.together.commands import Merge, Split
from domain.order.command import Command
from services.submission.command_json import BadPaper
from store.commands.order_time import is_known

NO_SUCH: Final = "no order has this number · 没有此工单"


async def require_named_orders(engine: AsyncEngine, command: Command) -> None:
    """Let a paper in if every order that it names exists; raises BadPaper.

    What a demand repeats may be known to an older system only, and is not asked for."""
    unknown = [
        (field, f"{number}: {NO_SUCH}")
        for field, number in _named(command)
        if number and not await is_known(engine, number)
    ]
    if unknown:
        raise BadPaper(tuple(unknown))


def _named(command: Command) -> Iterator[tuple[str, str]]:
    match command:
        case Merge(master=master, child=child):
            yield "master", master
            yield "child", child
        case Split(parts=parts):
            yield from (("parts", part) for part in parts)
        case Register(part_of=part_of):
            yield "part_of", part_of
        case _:
            pass
