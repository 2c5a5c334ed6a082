"""What comes in out of a file: it carries what the file has, and no more is asked of it."""

from domain.chapters.intake.commands import Register
from domain.law.rules_edition import RulesEdition
from domain.order.decision import Decision
from domain.vocabulary import Channel, Role


def comes_out_of_a_file(decision: Decision, command: Register) -> bool:
    """T02, X35: nobody can be asked any more; the channel says so, whoever hands the file in.

    Before the third edition it was said by who registered: the system was spared, by whatever
    channel."""
    if decision.order.born_since(RulesEdition.THIRD):
        return command.channel is Channel.IMPORT
    return decision.actor.role is Role.SYSTEM
