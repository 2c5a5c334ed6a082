"""The register: on which day a unit or a person is valid, and what it says of a named unit."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.chapters.dispatch.commands import Dispatch
from domain.chapters.emergency.commands import CallInTerritory, DeclareEmergency
from domain.chapters.intake.commands import Register
from domain.chapters.together.commands import Merge, SetHosts, SubDispatch
from domain.order.command import Command
from domain.order.terms import Mode
from domain.vocabulary import EmergencyKind, ItemClass, ItemType, Urgency
from operations.embedded import Services
from policies.city_file import sample_city
from policies.city_register import CityRegister
from readmodel.orders.publisher import store
from services.access.principal import SYSTEM, Principal
from services.submission.command_json import Paper
from services.submission.counter import Handed
from services.submission.order_references import by_the_master
from services.submission.registers_asked import ask_registers
from services.submission.unit_references import by_the_register
from store.engines import single
from store.register.city_load import load_register
from store.register.people import FROM_THE_START, actor
from store.register.successions import (
    NotUndone,
    OtherSuccessor,
    Undoing,
    mistakes,
    store_succession,
    store_undoing,
)
from store.register.units import UnfitUnit, named_units, today, unit
from tests.databases import Database, founded
from tests.domain.case import Case
from tests.readmodel.orders.test_publisher import batch

A_DAY = timedelta(days=1)


@pytest.fixture
async def registry(services: Services) -> AsyncIterator[Database]:
    """A database whose register is still empty."""
    async with founded(services.database_url, Mode.REAL) as database:
        yield database


def city_in_which(person: str, **days: date) -> CityRegister:
    """The sample city, one of whose people acts for a while only."""
    city = sample_city()
    people = (replace(p, **days) if p.code == person else p for p in city.persons)  # type: ignore[arg-type]
    return replace(city, persons=tuple(people))


async def filled_in_by_the_register(office: Database, command: Command, number: str) -> Command:
    """A command as the register completes it at the counter."""
    paper = Paper(command=command, texts={}, digest="d")
    request = Handed(number="", paper=paper, key="once").request(SYSTEM)
    said = await ask_registers(office.engines.patient, request, number)
    return by_the_register(command, said)


async def test_an_empty_register_holds_nobody_to_any_unit(registry: Database) -> None:
    engine = registry.engines.patient
    assert (await named_units(engine, ["lighthouse"])).in_force() == {}
    await load_register(engine, sample_city(), FROM_THE_START)
    with pytest.raises(UnfitUnit) as unknown:
        (await named_units(engine, ["water", "lighthouse"])).in_force()
    assert (unknown.value.code, unknown.value.unit) == ("unit_unknown", "lighthouse")


async def test_a_unit_is_valid_up_to_the_eve_of_its_succession(registry: Database) -> None:
    engine = registry.engines.patient
    await load_register(engine, sample_city(), FROM_THE_START)
    day = await today(engine)
    await store_succession(engine, "water", "transport", day, "head-1")
    await store_succession(engine, "water", "transport", day, "head-1")
    ended = await unit(engine, "water")
    assert (ended.valid_to, ended.successor) == (day - A_DAY, "transport")
    assert (ended.is_valid(day - A_DAY), ended.is_valid(day)) == (True, False)
    with pytest.raises(OtherSuccessor):
        await store_succession(engine, "water", "housing", day, "head-1")
    with pytest.raises(UnfitUnit):
        await store_succession(engine, "housing", "water", day, "head-1")
    with pytest.raises(UnfitUnit) as itself:
        await store_succession(engine, "housing", "housing", day, "head-1")
    assert itself.value.code == "unit_succeeds_itself"
    assert (await unit(engine, "housing")).valid_to is None


async def test_a_succession_that_was_a_mistake_leaves_the_unit_as_it_was(
    registry: Database,
) -> None:
    engine, day = registry.engines.patient, await today(registry.engines.patient)
    last = day + A_DAY * 30
    city = sample_city()
    units = tuple(replace(u, valid_to=last) if u.code == "water" else u for u in city.units)
    await load_register(engine, replace(city, units=units), FROM_THE_START)
    wrong = Undoing(unit="water", successor="transport", by="head-1", reason="误录")
    with pytest.raises(NotUndone) as nothing:
        await store_undoing(engine, wrong)
    assert nothing.value.code == "no_such_succession"
    await store_succession(engine, "water", "transport", day, "head-1")
    await store_undoing(engine, wrong)
    await store_undoing(engine, wrong)
    again = await unit(engine, "water")
    assert (again.valid_to, again.successor, again.is_valid(day)) == (last, "", True)
    assert await mistakes(engine) == {"water": 1}
    await store_succession(engine, "water", "housing", day, "head-1")
    with pytest.raises(NotUndone):
        await store_undoing(engine, wrong)
    await store_succession(engine, "housing", "transport", day, "head-1")
    with pytest.raises(NotUndone) as later:
        await store_undoing(engine, replace(wrong, successor="housing"))
    assert later.value.code == "successor_followed"


async def test_nobody_acts_before_the_first_or_after_the_last_day(registry: Database) -> None:
    engine = registry.engines.patient
    day = await today(engine)
    await load_register(
        engine, city_in_which("seat-1", valid_from=day, valid_to=day), FROM_THE_START
    )
    assert await actor(engine, "seat-1") is not None
    for person, days in (
        ("seat-2", {"valid_to": day - A_DAY}),
        ("lead-1", {"valid_from": day + A_DAY}),
    ):
        other = city_in_which(person, **days)
        renamed = tuple(replace(p, code=f"{p.code}-x") for p in other.persons if p.code == person)
        await load_register(engine, replace(other, persons=renamed), FROM_THE_START)
        assert await actor(engine, f"{person}-x") is None


async def test_the_people_of_an_abolished_unit_act_no_more(registry: Database) -> None:
    engine = registry.engines.patient
    day = await today(engine)
    city = sample_city()
    for last, acts in ((day, True), (day - A_DAY, False)):
        units = (replace(u, valid_to=last) if u.code == "water" else u for u in city.units)
        await load_register(engine, replace(city, units=tuple(units)), FROM_THE_START)
        assert (await actor(engine, "water-clerk") is not None) is acts
        assert await actor(engine, "housing-clerk") is not None


async def test_the_register_and_nobody_else_says_what_is_a_county_or_a_town(
    registry: Database,
) -> None:
    engine = registry.engines.patient
    await load_register(engine, sample_city(), FROM_THE_START)
    hosts = SetHosts(host="water", co_hosts=("east-government",), counties=("water",))
    down = SubDispatch(child="east-town", to_town=False)
    town = Dispatch(unit="east-town", to_town=True, district="east", sub_centre="east-centre")
    for command, filled_in in (
        (hosts, replace(hosts, counties=("east-government",))),
        (down, replace(down, to_town=True, district="east")),
        (Dispatch(unit="water"), Dispatch(unit="water", district="")),
        (Dispatch(unit="east-town"), town),
        (
            Dispatch(unit="west-town"),
            replace(town, unit="west-town", district="west", sub_centre=""),
        ),
    ):
        assert (await filled_in_by_the_register(registry, command, "")) == filled_in


async def test_a_person_acts_for_the_district_of_the_unit(registry: Database) -> None:
    engine = registry.engines.patient
    await load_register(engine, sample_city(), FROM_THE_START)
    for person, district in (("east-centre-1", "east"), ("dispatcher-1", "")):
        known = await actor(engine, person)
        assert known is not None
        assert (known.district, Principal.of(known).actor) == (district, known)


@pytest.mark.rule("SY20-22.4", "E:E1'.4")
async def test_only_who_governs_a_place_by_the_register_is_called_in(registry: Database) -> None:
    await load_register(registry.engines.patient, sample_city(), FROM_THE_START)
    unclear = DeclareEmergency(kind=EmergencyKind.HELP, unclear_owner=True)
    nowhere = Case().by("seat_agent").does(Register(type=ItemType.HELP), "demand", "phone")
    assert nowhere.refused(unclear) == "territory_missing"
    danger = Register(type=ItemType.HELP, urgency=Urgency.EMERGENCY)
    for named, code in (("lighthouse", "unit_unknown"), ("water", "unit_governs_no_place")):
        for command in (
            replace(danger, territory=named),
            DeclareEmergency(kind=EmergencyKind.HELP, territory=named),
            CallInTerritory(territory=named),
        ):
            with pytest.raises(UnfitUnit) as unfit:
                await filled_in_by_the_register(registry, command, "")
            assert (unfit.value.code, unfit.value.unit) == (code, named)
    in_the_east = replace(danger, district="east")
    for command, filled_in in (
        (in_the_east, replace(in_the_east, territory="east-government")),
        (danger, danger),
        (
            CallInTerritory(territory="west-government"),
            CallInTerritory(territory="west-government"),
        ),
    ):
        assert await filled_in_by_the_register(registry, command, "") == filled_in


async def test_the_published_standing_says_whether_a_master_is_an_emergency(
    registry: Database,
) -> None:
    for urgency in (Urgency.EMERGENCY, Urgency.ORDINARY):
        master = Case(number=f"master-{urgency}").register(urgency=urgency)
        await store(single(registry.engines.patient), batch(master))
        paper = Paper(command=Merge(master=master.order.number), texts={}, digest="d")
        request = Handed(number="", paper=paper, key="once").request(SYSTEM)
        said = await ask_registers(registry.engines.patient, request, "child")
        told = by_the_master(request.command, said)
        assert told == replace(request.command, into_emergency=urgency is Urgency.EMERGENCY)


async def test_a_unit_gets_only_the_classes_that_the_register_names(registry: Database) -> None:
    engine, case = registry.engines.patient, Case(number="class-1").register()
    await store(single(engine), batch(case))
    city = sample_city()
    only = replace(city.units[0], code="patrol", item_classes=(ItemClass.CITY_MANAGEMENT,))
    every = replace(only, code="all-rounder", item_classes=())
    await load_register(engine, replace(city, units=(*city.units, only, every)), FROM_THE_START)
    for unit_named, fits in (("patrol", False), ("all-rounder", True)):
        command = Dispatch(unit=unit_named)
        if fits:
            filled_in = await filled_in_by_the_register(registry, command, "class-1")
            assert filled_in == replace(command, district="")
            continue
        with pytest.raises(UnfitUnit) as unfit:
            await filled_in_by_the_register(registry, command, "class-1")
        assert (unfit.value.code, unfit.value.unit) == ("unit_not_for_class", "patrol")
