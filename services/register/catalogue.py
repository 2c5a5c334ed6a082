"""The dispatch catalogue: reading it, keeping it, and what it says of one order."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic import Field

from domain.chapters.dispatch.catalogue import DispatchRule, in_force
from domain.vocabulary import ItemClass, ItemType
from services.access.orders import require_sees
from services.access.principal import Principal
from services.access.rights import Right, require
from services.records import Records
from store.commands.settlement import UnknownOrder
from store.register.dispatch_catalogue import (
    NotItsLastDay,
    add_rule,
    all_rules,
    catalogue_on,
    end_rule,
    matter_of,
    today,
)
from store.unit_of_work import snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleShown:
    """One entry of the catalogue."""

    code: str
    unit: str
    type: ItemType | None
    class_: Annotated[ItemClass | None, Field(serialization_alias="class")]
    category: str
    district: str
    subject: str
    listed: bool
    source: str
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleDrafted:
    """An entry as somebody hands it in."""

    code: str
    unit: str
    type: ItemType | None
    class_: ItemClass | None
    category: str
    district: str
    subject: str
    listed: bool
    source: str
    valid_from: date | None
    """The first day on which it counts; unnamed, the day on which it is handed in."""
    valid_to: date | None

    def rule(self, today: date) -> DispatchRule:
        """The entry as the catalogue knows it; raises NotItsLastDay."""
        valid_from = self.valid_from or today
        if self.valid_to is not None and self.valid_to < valid_from:
            raise NotItsLastDay(self.code)
        return DispatchRule(
            code=self.code,
            unit=self.unit,
            item_type=self.type,
            item_class=self.class_,
            category=self.category,
            district=self.district,
            subject=self.subject,
            listed=self.listed,
            source=self.source,
            valid_from=valid_from,
            valid_to=self.valid_to,
        )


async def read_catalogue(
    principal: Principal, records: Records, *, everything: bool = False
) -> tuple[RuleShown, ...]:
    """The entries that count today, or also those that have ended or are still to come.

    Raises MayNot."""
    require(principal, Right.READ_CATALOGUE)
    async with snapshot(records.engine) as connection:
        rules = await all_rules(connection)
        day = await today(connection)
    return _shown_all(rules if everything else in_force(rules, day).rules)


async def enter_rule(principal: Principal, records: Records, draft: RuleDrafted) -> RuleShown:
    """An entry begins to count on its first day; the same one again changes nothing.

    Raises MayNot, NotItsLastDay, UnknownUnit and CodeTaken."""
    require(principal, Right.KEEP_CATALOGUE)
    rule = draft.rule(await today(records.engine))
    await add_rule(records.engine, rule, principal.person)
    return _shown(rule)


async def end_rule_on(
    principal: Principal, records: Records, code: str, last_day: date | None
) -> RuleShown:
    """An entry counts no longer than to a day, today if none is named.

    Raises MayNot, UnknownRule and NotItsLastDay."""
    require(principal, Right.KEEP_CATALOGUE)
    last = last_day or await today(records.engine)
    return _shown(await end_rule(records.engine, code, last, principal.person))


async def suggested_rules(
    principal: Principal, records: Records, number: str
) -> tuple[RuleShown, ...]:
    """The entries that fit an order today, the most specific first.

    Raises MayNot and UnknownOrder."""
    async with snapshot(records.engine) as connection:
        await require_sees(principal, connection, number)
        matter = await matter_of(connection, number)
        if matter is None:
            raise UnknownOrder(number)
        catalogue = await catalogue_on(connection, await today(connection, number))
    return _shown_all(catalogue.fitting(matter))


def _shown_all(rules: tuple[DispatchRule, ...]) -> tuple[RuleShown, ...]:
    return tuple(_shown(rule) for rule in rules)


def _shown(rule: DispatchRule) -> RuleShown:
    return RuleShown(
        code=rule.code,
        unit=rule.unit,
        type=rule.item_type,
        class_=rule.item_class,
        category=rule.category,
        district=rule.district,
        subject=rule.subject,
        listed=rule.listed,
        source=rule.source,
        valid_from=rule.valid_from,
        valid_to=rule.valid_to,
    )
