"""The people whom a paper names for an access list, as the register has them today (6.2)."""

from dataclasses import replace

from domain.chapters.caller.commands import RequestAccess
from domain.chapters.caller.terms import NamedPost
from domain.order.command import Command
from services.submission.command_json import BadPaper
from services.submission.registers_asked import RegistersAsked
from texts import both


def by_the_people(command: Command, said: RegistersAsked) -> Command:
    """Fill in who the named people are; raises BadPaper for whoever the register does not know."""
    if not isinstance(command, RequestAccess):
        return command
    known = {one.person: one for one in said.people}
    unknown = [person for person in command.people if person not in known]
    if unknown:
        words = both("problems.unknown_person")
        raise BadPaper(tuple(("people", f"{person}: {words}") for person in unknown))
    posts = tuple(
        NamedPost(person=one.person, unit=one.unit, role=one.role, outsourced=one.outsourced)
        for one in said.people
    )
    return replace(command, posts=posts)
