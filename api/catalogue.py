"""The dispatch catalogue (派发目录): reading it, keeping it, and what it says of one order."""

from datetime import date
from typing import Annotated, Any, Final

from fastapi import APIRouter, Path, Query
from pydantic import BaseModel, ConfigDict, Field

from api.commands import Number
from api.dependencies import OfficeOf
from api.people import ActorOf
from api.problems import Problem, refused
from domain.chapters.dispatch.catalogue import DispatchRule, in_force
from domain.order.act import Actor
from domain.order.refusal import Refusal
from domain.vocabulary import ItemClass, ItemType, Role
from services.submission.command_json import Code, Text
from services.submission.dispatch_catalogue import suggestions
from store.register.dispatch_catalogue import (
    CodeTaken,
    NotItsLastDay,
    UnknownRule,
    UnknownUnit,
    add_rule,
    all_rules,
    end_rule,
    today,
)

router = APIRouter(tags=["catalogue 派发目录"])
KEEPERS: Final = frozenset({Role.HOTLINE_HEAD, Role.SYS_ADMIN})
"""Default: whoever dispatches does not write the rule that the dispatch rests on."""
RULE_CODE: Final = r"^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$"
Words = Annotated[Text, Field(max_length=200)]
RuleCode = Annotated[str, Path(pattern=RULE_CODE, description="条目代码")]


class Entry(BaseModel):
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

    def rule(self, today: date) -> DispatchRule:
        """The entry as the catalogue knows it."""
        return DispatchRule(
            code=self.code,
            unit=self.unit,
            item_type=self.type,
            item_class=self.class_,
            category=self.category,
            district=self.district,
            subject=self.subject or "",
            listed=self.listed,
            source=self.source,
            valid_from=self.valid_from or today,
            valid_to=self.valid_to,
        )


class LastDay(BaseModel):
    """The last local day on which an entry counts; unnamed, today."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    valid_to: date | None = None


@router.get("/catalogue")
async def read_catalogue(
    office: OfficeOf, everything: Annotated[bool, Query(alias="all")] = False
) -> dict[str, Any]:
    """The entries that count today; with `all`, those that have ended or are still to come too."""
    engine = office.engines.patient
    rules = await all_rules(engine)
    counting = rules if everything else in_force(rules, await today(engine)).rules
    return {"rules": [_told(rule) for rule in counting]}


@router.post("/catalogue", status_code=201)
async def enter(entry: Entry, office: OfficeOf, actor: ActorOf) -> dict[str, Any]:
    """录入: an entry begins to count on its first day; the same one again changes nothing."""
    _require_keeper(actor)
    engine = office.engines.patient
    rule = entry.rule(await today(engine))
    if rule.valid_to is not None and rule.valid_to < rule.valid_from:
        raise _not_its_last_day()
    try:
        await add_rule(engine, rule, actor.person)
    except UnknownUnit:
        raise Problem(422, "unknown_unit", "no such unit · 单位未登记") from None
    except CodeTaken:
        words = "another entry has this code · 条目代码已使用"
        raise Problem(409, "code_taken", words) from None
    return _told(rule)


@router.post("/catalogue/{code}/end")
async def end(code: RuleCode, until: LastDay, office: OfficeOf, actor: ActorOf) -> dict[str, Any]:
    """终止: an entry counts no longer than to this day; what it decided before stays decided."""
    _require_keeper(actor)
    engine = office.engines.patient
    last_day = until.valid_to or await today(engine)
    try:
        rule = await end_rule(engine, code, last_day, actor.person)
    except UnknownRule:
        raise Problem(404, "unknown_rule", "no such entry · 目录中没有该条目") from None
    except NotItsLastDay:
        raise _not_its_last_day() from None
    return _told(rule)


@router.get("/orders/{number}/suggestions")
async def suggest(number: Number, office: OfficeOf) -> dict[str, Any]:
    """派发建议: the entries that fit an order today, the most specific first, with their units."""
    fitting = await suggestions(office.engines.patient, number)
    return {"number": number, "rules": [_told(rule) for rule in fitting]}


def _require_keeper(actor: Actor) -> None:
    if actor.role not in KEEPERS:
        about = (actor.role, "catalogue")
        raise refused(Refusal(code="role_may_not", basis=("T:T09", "SM-10"), about=about))


def _not_its_last_day() -> Problem:
    return Problem(
        409,
        "not_its_last_day",
        "an entry ends on or after its first day, and never later than it did · 终止日期无效",
    )


def _told(rule: DispatchRule) -> dict[str, Any]:
    return {
        "code": rule.code,
        "unit": rule.unit,
        "type": rule.item_type,
        "class": rule.item_class,
        "category": rule.category,
        "district": rule.district,
        "subject": rule.subject,
        "listed": rule.listed,
        "source": rule.source,
        "valid_from": rule.valid_from.isoformat(),
        "valid_to": rule.valid_to and rule.valid_to.isoformat(),
    }
