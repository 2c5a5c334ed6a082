"""The dispatch catalogue at the counter: what it says is written on the paper (T09, WF-30)."""

from dataclasses import replace
from datetime import timedelta
from typing import Final

from sqlalchemy.ext.asyncio import AsyncEngine

from domain.chapters.dispatch.catalogue import Catalogue, DispatchRule, Matter, in_force
from domain.chapters.dispatch.commands import Dispatch
from domain.chapters.intake.commands import Reclassify, Register
from domain.chapters.together.commands import SubDispatch
from domain.order.command import Command
from services.submission.command_json import BadPaper
from store.commands.settlement import UnknownOrder
from store.commands.stored import Request
from store.register.dispatch_catalogue import all_rules, matter_of, today

NO_SUCH_CATEGORY: Final = "the catalogue knows no such category · 派发目录中没有该分类"
NO_SUCH_RULE: Final = "the catalogue has no such rule in force · 派发目录中没有该有效条目"


async def by_the_catalogue(
    engine: AsyncEngine, request: Request, number: str = "", offset: timedelta = timedelta()
) -> Request:
    """Check a paper against the catalogue of the day and complete it; raises BadPaper."""
    command = request.command
    if not _concerned(command):
        return request
    catalogue = in_force(await all_rules(engine), await today(engine, number, offset))
    match command:
        case Register(category=category) | Reclassify(category=category):
            _require_known(catalogue, category)
        case Dispatch():
            command = dispatched_by(catalogue, await matter_of(engine, number), command)
        case SubDispatch():
            command = passed_down_by(catalogue, await matter_of(engine, number), command)
        case _:
            pass
    return replace(request, command=command)


async def suggestions(engine: AsyncEngine, number: str) -> tuple[DispatchRule, ...]:
    """The rules that fit an order today, the most specific first; raises UnknownOrder."""
    matter = await matter_of(engine, number)
    if matter is None:
        raise UnknownOrder(number)
    return in_force(await all_rules(engine), await today(engine, number)).fitting(matter)


def dispatched_by(catalogue: Catalogue, matter: Matter | None, command: Dispatch) -> Dispatch:
    """A dispatch with what the catalogue says of it; raises BadPaper for an unknown rule."""
    rule = catalogue.rule(command.rule) if command.rule else None
    if command.rule and rule is None and catalogue.rules:
        raise BadPaper((("rule", f"{command.rule}: {NO_SUCH_RULE}"),))
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
    catalogue: Catalogue, matter: Matter | None, command: SubDispatch
) -> SubDispatch:
    """A passing down with what the list of local duties says of it (WF-30)."""
    listed = catalogue.listed_for(matter, command.child, command.duty_list) if matter else None
    return replace(
        command,
        listed_rule=listed.code if listed else "",
        list_kept=catalogue.keeps_a_list(),
    )


def _concerned(command: Command) -> bool:
    if isinstance(command, Register | Reclassify):
        return bool(command.category)
    return isinstance(command, Dispatch | SubDispatch)


def _require_known(catalogue: Catalogue, category: str) -> None:
    if not catalogue.knows(category):
        raise BadPaper((("category", f"{category}: {NO_SUCH_CATEGORY}"),))
