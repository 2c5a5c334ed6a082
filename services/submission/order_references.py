"""The other orders that a paper names: they must exist before anything is stored (T07, T46)."""

from domain.order.command import Command
from services.submission.command_json import BadPaper
from services.submission.registers_asked import RegistersAsked, named_orders
from texts import both


def require_named_orders(command: Command, said: RegistersAsked) -> None:
    """Let a paper in if every order that it names exists; raises BadPaper."""
    unknown = [
        (field, f"{number}: {both('problems.unknown_order')}")
        for field, number in named_orders(command)
        if number and number not in said.known_orders
    ]
    if unknown:
        raise BadPaper(tuple(unknown))
