"""The other orders that a paper names: they must exist and take acts before anything is stored."""

from dataclasses import replace

from domain.chapters.together.commands import Merge
from domain.order.command import Command
from services.submission.command_json import BadPaper
from services.submission.registers_asked import RegistersAsked, named_orders
from store.commands.earlier_editions import EarlierEdition
from texts import both


def require_named_orders(command: Command, said: RegistersAsked) -> None:
    """Let a paper in if every order that it names exists and may be told (T07, T46).

    Raises BadPaper and EarlierEdition."""
    unknown = [
        (field, f"{number}: {both('problems.unknown_order')}")
        for field, number in named_orders(command)
        if number and number not in said.known_orders
    ]
    if unknown:
        raise BadPaper(tuple(unknown))
    if said.earlier_orders:
        raise EarlierEdition(min(said.earlier_orders))


def by_the_master(command: Command, said: RegistersAsked) -> Command:
    """Note on a merging whether the order to be followed is an emergency (T07)."""
    if not isinstance(command, Merge):
        return command
    return replace(command, into_emergency=said.master_is_emergency)
