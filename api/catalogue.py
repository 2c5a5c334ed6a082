"""The dispatch catalogue: reading it, keeping it, and what it says of one order."""

from datetime import date
from typing import Annotated, Final

from fastapi import APIRouter, Path, Query
from pydantic import BaseModel, ConfigDict, Field

from api.commands import Number
from api.dependencies import OfficeOf
from api.people import NamedOf, PrincipalOf
from api.problems import problems
from domain.vocabulary import ItemClass, ItemType
from services.register.catalogue import (
    RuleDrafted,
    RuleShown,
    end_rule_on,
    enter_rule,
    read_catalogue,
    suggested_rules,
)
from services.submission.command_json import Code, Text
from texts import glossed, zh

router = APIRouter(tags=[glossed("openapi.catalogue")], responses=problems(401, 403, 404, 409))
RULE_CODE: Final = r"^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$"
Words = Annotated[Text, Field(max_length=200)]
RuleCode = Annotated[str, Path(pattern=RULE_CODE, description=zh("openapi.rule_code"))]


class CatalogueEntryGiven(BaseModel):
    """One entry as it is handed in."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    code: Annotated[str, Field(pattern=RULE_CODE)]
    unit: Annotated[Code, Field(min_length=1)]
    type: ItemType | None = None
    class_: Annotated[ItemClass | None, Field(alias="class")] = None
    category: Code = ""
    district: Code = ""
    subject: Words | None = None
    listed: bool = False
    source: Words
    valid_from: date | None = None
    """The first day on which it counts; unnamed, the day on which it is handed in."""
    valid_to: date | None = None


class LastDay(BaseModel):
    """The last local day on which an entry counts; unnamed, today."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    valid_to: date | None = None


class Rules(BaseModel):
    """Entries of the catalogue."""

    rules: tuple[RuleShown, ...]


class RulesOfOrder(BaseModel):
    """The entries that fit an order."""

    number: str
    rules: tuple[RuleShown, ...]


@router.get("/catalogue")
async def read(
    office: OfficeOf,
    principal: PrincipalOf,
    everything: Annotated[bool, Query(alias="all")] = False,
) -> Rules:
    """The entries that count today; with `all`, those that have ended or are still to come too."""
    return Rules(rules=await read_catalogue(principal, office, everything=everything))


@router.post("/catalogue", status_code=201)
async def enter(entry: CatalogueEntryGiven, office: OfficeOf, principal: NamedOf) -> RuleShown:
    """An entry begins to count on its first day; the same one again changes nothing."""
    said = {**entry.model_dump(), "subject": entry.subject or ""}
    return await enter_rule(principal, office, RuleDrafted(**said))


@router.post("/catalogue/{code}/end")
async def end(code: RuleCode, until: LastDay, office: OfficeOf, principal: NamedOf) -> RuleShown:
    """An entry counts no longer than to this day; what it decided before stays decided."""
    return await end_rule_on(principal, office, code, until.valid_to)


@router.get("/orders/{number}/suggestions")
async def suggest(number: Number, office: OfficeOf, principal: PrincipalOf) -> RulesOfOrder:
    """The entries that fit an order today, the most specific first, with their units."""
    return RulesOfOrder(number=number, rules=await suggested_rules(principal, office, number))
