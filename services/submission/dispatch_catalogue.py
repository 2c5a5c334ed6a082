"""The dispatch catalogue at the counter: what it says is written on the paper (T09, WF-30)."""

from dataclasses import replace

from domain.chapters.dispatch.catalogue import Catalogue, DemandMatter
from domain.chapters.dispatch.commands import Dispatch
from domain.chapters.intake.commands import Reclassify, Register
from domain.chapters.together.commands import SubDispatch
from domain.order.command import Command
from services.submission.command_json import BadPaper
from services.submission.registers_asked import RegistersAsked
from texts import both


def by_the_catalogue(command: Command, said: RegistersAsked) -> Command:
    """Check a paper against the catalogue of the day and complete it; raises BadPaper."""
    if said.catalogue is None:
        return command
    match command:
        case Register(category=category) | Reclassify(category=category):
            _require_known(said.catalogue, category)
            return command
        case Dispatch():
            found = dispatched_by(said.catalogue, said.matter, command)
            return replace(found, departments=said.departments)
        case SubDispatch():
            return passed_down_by(said.catalogue, said.matter, command)
        case _:
            return command


def dispatched_by(catalogue: Catalogue, matter: DemandMatter | None, command: Dispatch) -> Dispatch:
    """A dispatch with what the catalogue says of it; raises BadPaper for an unknown rule."""
    rule = catalogue.rule(command.rule) if command.rule else None
    if command.rule and rule is None and catalogue.rules:
        raise BadPaper((("rule", f"{command.rule}: {both('problems.rule_not_in_force')}"),))
    given = rule.unit if rule else ""
    expected = catalogue.expected_units(matter) if matter else ()
    entry = command.rule if rule and rule.listed else ""
    listed = catalogue.listed_for(matter, command.unit, entry) if matter else None
    return replace(
        command,
        rule_unit=given,
        expected_unit=command.unit if command.unit in expected else next(iter(expected), ""),
        listed_rule=listed.code if listed else "",
        list_kept=catalogue.keeps_a_list(),
    )


def passed_down_by(
    catalogue: Catalogue, matter: DemandMatter | None, command: SubDispatch
) -> SubDispatch:
    """A passing down with what the list of local duties says of it (WF-30)."""
    listed = catalogue.listed_for(matter, command.child, command.duty_list) if matter else None
    return replace(
        command,
        listed_rule=listed.code if listed else "",
        list_kept=catalogue.keeps_a_list(),
    )


def _require_known(catalogue: Catalogue, category: str) -> None:
    if not catalogue.knows(category):
        raise BadPaper((("category", f"{category}: {both('problems.unknown_category')}"),))
