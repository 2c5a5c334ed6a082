"""The register at the front window: units that are no more, counties and towns, the roster."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from audit.verify.comparison import check_order
from domain.chapters.dispatch.facts import Dispatched
from operations.embedded import Services
from operations.virtual import VirtualHotline
from tests.api.window import front_window, headers, is_problem, rows
from tests.hotline import Case, opens
from tests.hotlines import open_hotline
from workers.rounds.relay import one_round


@dataclass(frozen=True, slots=True, kw_only=True)
class City:
    """A city of its own, whose register nobody else changes."""

    hotline: VirtualHotline
    window: httpx.AsyncClient

    async def asks(self, path: str, by: str = "head-1", **said: Any) -> httpx.Response:
        """Somebody hands something in."""
        return await self.window.post(path, json=said, headers=headers(by))

    async def merges(self, old: str, new: str) -> dict[str, Any]:
        """One unit takes another's place today, and the post is delivered."""
        reply = await self.asks(f"/units/{old}/succession", successor=new)
        assert reply.status_code == 200, reply.text
        await one_round(self.hotline.delivery)
        told: dict[str, Any] = reply.json()
        return told

    async def takes_back(self, old: str, new: str) -> dict[str, Any]:
        """The succession was a mistake, and the post is delivered."""
        said = {"successor": new, "reason": "登记有误"}
        reply = await self.asks(f"/units/{old}/succession/undo", **said)
        assert reply.status_code == 200, reply.text
        await one_round(self.hotline.delivery)
        told: dict[str, Any] = reply.json()
        return told


@pytest.fixture
async def city(services: Services, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[City]:
    async with (
        open_hotline(services, tmp_path_factory.mktemp("units"), "units") as hotline,
        front_window(hotline, hotline.engines) as window,
    ):
        yield City(hotline=hotline, window=window)


async def dispatched(city: City, to: str = "water") -> Case:
    """An order that lies with a unit."""
    return await (await opens(city.hotline, pack="national-default")).dispatched(to)


async def test_every_running_order_goes_on_with_the_successor(city: City) -> None:
    case, other = await dispatched(city), await dispatched(city, "housing")
    due = (await case.clock("handle/1")).due
    told = await city.merges("water", "transport")
    assert (told["orders"], told["files"]) == ([case.number], [])
    clock = await case.clock("handle/1")
    assert (clock.owner, clock.due) == ("transport", due)
    hotline = city.hotline
    assert not await check_order(hotline.client, hotline.engines.patient, case.number)
    assert "UnitSucceeded" not in await other.kinds()
    assert await case.refused("accept", by="water-clerk") == "not_your_order"
    await case.does("accept", by="transport-clerk")
    fact = next(fact for fact in await case.facts() if fact.kind == "UnitSucceeded")
    assert (fact.actor.person, fact.on_behalf_of) == ("system", "head-1")


async def test_the_catalogue_gives_the_successor_what_it_gave_the_unit(city: City) -> None:
    case = await opens(city.hotline, pack="national-default", category="water-supply")
    await case.does("accept_for_dispatch", by="seat-1")
    await city.merges("water", "transport")
    reply = await city.window.get(f"/orders/{case.number}/suggestions", headers=headers())
    told = [(rule["code"], rule["unit"]) for rule in reply.json()["rules"]]
    assert told == [("D-water", "transport")]
    await case.does("dispatch", by="dispatcher-1", unit="transport", rule="D-water")
    fact = next(fact for fact in await case.facts() if fact.kind == "Dispatched")
    assert isinstance(fact.content, Dispatched)
    assert (fact.content.unit, fact.content.expected_unit) == ("transport", "")


async def test_entered_again_it_happens_once(city: City) -> None:
    case = await dispatched(city)
    await city.merges("water", "transport")
    before = await rows(city.hotline.engines)
    assert (await city.merges("water", "transport"))["orders"] == []
    assert (await case.kinds()).count("UnitSucceeded") == 1
    assert await rows(city.hotline.engines) == before
    other = await city.asks("/units/water/succession", successor="housing")
    assert is_problem(other, 409) == "other_successor"


async def test_a_mistaken_succession_is_undone_and_its_orders_go_back(city: City) -> None:
    case, own = await dispatched(city), await dispatched(city, "transport")
    due = (await case.clock("handle/1")).due
    await city.merges("water", "transport")
    assert (await case.clock("handle/1")).owner == "transport"
    back = await city.takes_back("water", "transport")
    assert (back["orders"], back["file"]) == ([case.number], "")
    clock = await case.clock("handle/1")
    assert (clock.owner, clock.due) == ("water", due)
    assert (await own.clock("handle/1")).owner == "transport"
    fact = next(fact for fact in await case.facts() if fact.kind == "SuccessionUndone")
    assert (fact.actor.person, fact.on_behalf_of, fact.filled) == ("system", "head-1", ("reason",))
    await case.does("accept", by="water-clerk")
    hotline = city.hotline
    assert not await check_order(hotline.client, hotline.engines.patient, case.number)
    assert (await city.takes_back("water", "transport"))["orders"] == []
    assert (await city.merges("water", "housing"))["orders"] == [case.number]


async def test_a_unit_whose_end_was_a_mistake_has_a_file_again(city: City) -> None:
    closed = (await city.asks("/unit-files")).json()["files"]["water"]
    await city.merges("water", "transport")
    again = (await city.takes_back("water", "transport"))["file"]
    assert again not in ("", closed)
    assert (await city.asks("/unit-files")).json()["files"]["water"] == again
    shown = (await city.window.get("/units/water")).json()
    assert (shown["successor"], shown["valid"], set(shown["files"])) == ("", True, {closed, again})


async def test_who_undoes_a_succession_and_what_cannot_be_undone(city: City) -> None:
    place, said = "/units/water/succession/undo", {"successor": "transport", "reason": "误录"}
    assert is_problem(await city.asks(place, **said), 409) == "no_such_succession"
    await city.merges("water", "transport")
    clerk = await city.asks(place, "housing-clerk", **said)
    assert is_problem(clerk, 403) == "role_may_not"
    gone = await city.asks(place, "water-clerk", **said)
    assert is_problem(gone, 403) == "unknown_person", "an abolished unit's people act no more"
    assert is_problem(await city.asks(place, successor="transport"), 422) == "bad_request"
    await city.merges("transport", "housing")
    assert is_problem(await city.asks(place, **said), 409) == "successor_followed"


@pytest.mark.rule("SY20-08.1", "WF-05.2")
async def test_nothing_goes_to_a_unit_that_is_no_more_or_was_never_known(city: City) -> None:
    case = await opens(city.hotline, pack="national-default")
    await case.does("accept_for_dispatch", by="seat-1")
    await city.merges("water", "transport")
    before = await rows(city.hotline.engines)
    place = f"/orders/{case.number}/dispatch"
    gone = await city.asks(place, "dispatcher-1", unit="water")
    assert is_problem(gone, 409) == "unit_not_in_force"
    assert gone.json()["about"] == ["water"]
    assert "transport" in gone.json()["detail"]
    unknown = await city.asks(place, "dispatcher-1", unit="lighthouse")
    assert is_problem(unknown, 409) == "unit_unknown"
    assert await rows(city.hotline.engines) == before


async def test_what_was_dispatched_before_is_answered_as_before(city: City) -> None:
    case = await opens(city.hotline, pack="national-default")
    await case.does("accept_for_dispatch", by="seat-1")
    place, said = f"/orders/{case.number}/dispatch", headers("dispatcher-1", "once")
    first = await city.window.post(place, json={"unit": "water"}, headers=said)
    await city.merges("water", "transport")
    again = await city.window.post(place, json={"unit": "water"}, headers=said)
    assert (again.status_code, again.json()) == (200, first.json())


async def test_who_may_enter_a_succession_and_when(city: City) -> None:
    place = "/units/water/succession"
    clerk = await city.asks(place, "water-clerk", successor="transport")
    assert is_problem(clerk, 403) == "role_may_not"
    early = await city.asks(place, successor="transport", valid_from="2999-01-01")
    assert is_problem(early, 409) == "succession_not_in_force"
    nobody = await city.asks(place, successor="lighthouse")
    assert is_problem(nobody, 409) == "unit_unknown"
    assert (await city.window.get("/units/water")).json()["valid"]


async def test_the_register_says_which_units_are_counties_and_towns(city: City) -> None:
    case = await dispatched(city, "east-government")
    hosts = {"host": "east-government", "co_hosts": ["water"], "counties": []}
    place = f"/orders/{case.number}/set_hosts"
    reply = await city.asks(place, "dispatcher-1", **hosts)
    assert is_problem(reply, 409) == "department_hosts"
    decided = {**hosts, "decision": "经研究确定。"}
    both = {**decided, "co_hosts": ["west-government"], "counties": ["water"]}
    assert (await city.asks(place, "dispatcher-1", **both)).status_code == 200


async def test_every_handling_unit_gets_one_file_and_loses_it_with_its_end(city: City) -> None:
    files = (await city.asks("/unit-files")).json()["files"]
    assert (await city.asks("/unit-files")).json()["files"] == files
    assert {"water", "east-town"} <= files.keys()
    assert not {"hotline", "public"} & files.keys()
    file = Case(hotline=city.hotline, number=files["water"])
    await file.does("report_staff_change", by="water-clerk", post="clerk")
    listed = (await city.window.get("/orders")).json()["orders"]
    assert files["water"] not in [order["number"] for order in listed]
    assert (await city.merges("water", "transport"))["files"] == [files["water"]]
    assert (await file.kinds())[-1] == "UnitFileClosed"
    shown = (await city.window.get("/units/water")).json()
    assert (shown["successor"], shown["valid"], shown["files"]) == (
        "transport",
        False,
        [files["water"]],
    )


async def test_a_quarter_that_goes_by_rings_by_itself_and_the_next_begins(city: City) -> None:
    files = (await city.asks("/unit-files")).json()["files"]
    file = Case(hotline=city.hotline, number=files["housing"])
    missed = (await file.clock("deputy_scheduling/1")).due
    await file.passes_until(missed + timedelta(minutes=1))
    assert (await file.clock("deputy_scheduling/1")).lapsed == missed
    assert (await file.clock("deputy_scheduling/2")).due > missed
    minutes = "本季度调度会议纪要。"
    place, said = f"/orders/{file.number}/schedule_in_person", headers("housing-head")
    held = {"by": "deputy", "minutes": minutes}
    assert (await city.window.post(place, json=held, headers=said)).status_code == 200
    outcomes = [(await file.clock(f"deputy_scheduling/{n}")).outcome for n in (1, 2, 3)]
    assert outcomes == ["late", "met", None]


async def test_the_roster_tells_who_is_on_duty(city: City) -> None:
    now = datetime.now(UTC)
    until = (now + timedelta(hours=8)).isoformat()
    turn = {"person": "water-clerk", "since": now.isoformat(), "until": until, "post": "clerk"}
    assert (await city.asks("/units/water/duty", "water-head", **turn)).status_code == 200
    [found] = (await city.window.get("/duty")).json()["duty"]
    assert (found["unit"], found["person"], found["post"]) == ("water", "water-clerk", "clerk")
    later = (now + timedelta(hours=9)).isoformat()
    asked = await city.window.get("/duty", params={"at": later, "unit": "water"})
    assert asked.json()["duty"] == []
    foreign = await city.asks("/units/water/duty", "housing-head", **turn)
    assert is_problem(foreign, 403) == "not_your_unit"
    stranger = {**turn, "person": "housing-clerk"}
    assert is_problem(await city.asks("/units/water/duty", **stranger), 422) == "bad_duty"
