"""The other orders that a paper names: they must exist before anything is stored (T07, T46)."""

from typing import Final

from domain.commands import Command
from services.submission.command_json import BadPaper
from services.submission.registers_asked import RegistersAsked, named_orders

NO_SUCH: Final = "no order has this number · 没有此工单"


def require_named_orders(command: Command, said: RegistersAsked) -> None:
    """Let a paper in if every order that it names exists; raises BadPaper."""
    unknown = [
        (field, f"{number}: {NO_SUCH}")
        for field, number in named_orders(command)
        if number and number not in said.known_orders
    ]
    if unknown:
        raise BadPaper(tuple(unknown))
