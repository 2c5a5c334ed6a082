"""What is known of a caller's behaviour is filled in at the counter, and typed by nobody (G25)."""

from dataclasses import replace

from domain.chapters.caller.commands import Persuade
from domain.chapters.intake.commands import Register
from domain.order.command import Command
from domain.vocabulary import ItemType
from services.submission.registers_asked import RegistersAsked


def by_the_caller(command: Command, said: RegistersAsked) -> Command:
    """Fill in earlier persuasions of the same caller, or until when the caller is restricted.

    Whoever reports a wrong is linked with no other call (a default)."""
    match command:
        case Persuade() as persuasion:
            return replace(persuasion, earlier=said.persuaded)
        case Register(type=type) as demand if type is not ItemType.REPORT:
            return replace(demand, restricted_until=said.restricted_until)
        case _:
            return command
