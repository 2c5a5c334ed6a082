"""Every permission is held against a table that was typed from the rulebook by another hand.

Where the product decides otherwise, argued.toml says so, with the reason; nothing else differs."""

from collections.abc import AsyncIterator, Iterator, Mapping
from typing import Any, Final

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.order.terms import Mode
from operations.embedded import Services
from policies.access import Rights, access_rights
from policies.library import load_pack
from services.access.orders import orders_seen_by
from services.access.principal import Principal
from services.access.rights import Right, Scope, may, scopes_of
from store.tables import OrderStateRow
from tests.access.posts import ARGUED, DESK, HOME, TABLE, post
from tests.access.relations import number_of, put_on_record, put_units, related
from tests.databases import founded

POSTS: Final = tuple(TABLE["orders"])
WAYS: Final = ("list", "open", "ledger")
RELATIONS: Final = tuple(related(HOME))
Cell = tuple[str, str]


@pytest.fixture(scope="module")
async def world(services: Services) -> AsyncIterator[AsyncConnection]:
    """One order of each relation, towards a unit of the city and towards one of the district."""
    async with founded(services.database_url, Mode.REAL) as database:
        async with database.engines.patient.begin() as connection:
            await put_units(connection)
            for own in (DESK, HOME):
                await put_on_record(connection, own)
        async with database.engines.patient.connect() as connection:
            yield connection


async def seen(
    connection: AsyncConnection, principal: Principal, rights: Rights | None = None
) -> dict[str, set[str]]:
    """What somebody may do with the order of each relation to his unit."""
    ways = {
        "list": orders_seen_by(principal, rights=rights),
        "open": orders_seen_by(principal, by_number=True, rights=rights),
        "ledger": orders_seen_by(principal, Right.READ_LEDGER, by_number=True, rights=rights),
    }
    numbers = {number_of(principal.unit or DESK, relation): relation for relation in RELATIONS}
    found: dict[str, set[str]] = {relation: set() for relation in RELATIONS}
    for way, condition in ways.items():
        asked = select(OrderStateRow.number).where(OrderStateRow.number.in_(numbers), condition)
        for number in await connection.scalars(asked):
            found[numbers[number]].add(way)
    return found


async def test_the_second_table_knows_every_relation_of_an_order_to_every_post() -> None:
    assert all(set(row) == set(RELATIONS) for row in TABLE["orders"].values())
    assert all(set(row) == set(THINGS) for row in TABLE["things"].values())


def differences(expected: Mapping[str, Any], found: Mapping[str, set[str]]) -> Iterator[str]:
    """The relations that are otherwise, with what was found."""
    for relation, cell in expected.items():
        wanted = set(cell["may"].split()) - {"none"}
        if cell.get("on_written_request"):
            wanted = set(cell["on_written_request"].split())
        if found[relation] != wanted:
            ways = [way for way in WAYS if way in found[relation]]
            yield f"{relation} = {' '.join(ways) or 'none'}"


@pytest.mark.parametrize("name", POSTS)
async def test_orders_are_reached_as_the_second_table_says(
    world: AsyncConnection, name: str
) -> None:
    found = await seen(world, post(name))
    told = {
        f"{relation} = {may}"
        for one in ARGUED["orders"]
        if name in one["posts"]
        for relation, may in one["relations"].items()
    }
    assert set(differences(TABLE["orders"][name], found)) == told


THINGS: Final[Mapping[str, Right | None]] = {
    "read_the_register": Right.READ_REGISTER,
    "keep_the_register": Right.KEEP_REGISTER,
    "keep_own_roster": Right.KEEP_ROSTER,
    "keep_another_roster": Right.KEEP_ROSTER,
    "load_a_city_file": Right.LOAD_CITY,
    "read_accounts": Right.READ_ACCOUNTS,
    "keep_accounts": Right.KEEP_ACCOUNTS,
    "read_the_catalogue": Right.READ_CATALOGUE,
    "keep_the_catalogue": Right.KEEP_CATALOGUE,
    "read_knowledge": Right.READ_KNOWLEDGE,
    "propose_knowledge": Right.PROPOSE_KNOWLEDGE,
    "approve_knowledge": Right.APPROVE_KNOWLEDGE,
    "withdraw_knowledge": Right.WITHDRAW_KNOWLEDGE,
    "find_similar_orders": Right.FIND_SIMILAR,
    "import_demands": Right.IMPORT_DEMANDS,
    "keep_missed_calls": Right.KEEP_CALLS,
    "read_missed_calls": Right.READ_CALLS,
    "read_all_figures": Right.READ_ASSESSMENT,
    "drill_down_own_unit": Right.READ_UNIT_FIGURES,
    "drill_down_unit_below": Right.READ_UNIT_FIGURES,
    "drill_down_another_unit": Right.READ_UNIT_FIGURES,
    "read_samples": Right.READ_PUBLIC_SAMPLES,
    "publish_a_law": Right.PUBLISH_LAW,
    "choose_another_law": Right.CHOOSE_LAW,
    "read_the_audit": Right.AUDIT_RECORDS,
    "settle_findings": Right.SETTLE_FINDINGS,
    "see_who_looked": Right.SEE_WHO_LOOKED,
    "destroy_a_key": Right.ERASE_PERSONS,
    "see_configuration_changes": Right.SEE_CHANGES,
}
"""The right that each thing of the second table asks for; None where nobody can do it yet."""
OF_ANOTHER: Final = frozenset({"keep_another_roster", "drill_down_another_unit"})
BELOW: Final = "drill_down_unit_below"
OF_THE_OWN: Final = frozenset({"keep_own_roster", "drill_down_own_unit"})


def can(principal: Principal, thing: str, rights: Rights) -> bool:
    """Whether the product lets somebody do it."""
    right = THINGS[thing]
    if right is None:
        return False
    if thing == BELOW:
        wide = frozenset({Scope.ALL, Scope.TOTALS, Scope.BELOW})
        return not wide.isdisjoint(scopes_of(principal, right, rights=rights))
    unit = "another" if thing in OF_ANOTHER else principal.unit if thing in OF_THE_OWN else None
    return may(principal, right, unit=unit, pack=load_pack("national-default"), rights=rights)


@pytest.mark.parametrize("name", POSTS)
def test_things_are_done_by_whom_the_second_table_names(name: str) -> None:
    expected = {thing: cell["may"] == "yes" for thing, cell in TABLE["things"][name].items()}
    found = {thing: can(post(name), thing, access_rights()) for thing in THINGS}
    told = {thing for one in ARGUED["things"] if name in one["posts"] for thing in one["things"]}
    assert {thing for thing in THINGS if expected[thing] != found[thing]} == told
