"""The dispatch desk at the window: sub-centres, mis-dispatches, quarrels and what ends them."""

from typing import Any
from uuid import uuid4

import httpx

from tests.api.test_catalogue import asks, does, entered, last, queued
from tests.api.window import is_problem

WHY = {"reason": "不属本单位职责。", "basis": "三定方案"}
NOTE = {"note": "属地处理。"}
STREET = {"category": "street-order"}
DESK, EAST, MEETING = "dispatcher-1", "east-centre-1", "joint-1"


async def refused(
    window: httpx.AsyncClient, number: str, command: str, by: str, **said: Any
) -> object:
    """Why somebody may not do this."""
    return is_problem(await asks(window, number, command, by, **said), 409)


async def test_a_sub_centre_dispatches_in_its_own_district_only(window: httpx.AsyncClient) -> None:
    listed = {"unit": "east-street", "rule": "L-east-street", **NOTE}
    west = await queued(window, **STREET, district="west")
    reply = await asks(window, west, "dispatch", EAST, **listed)
    assert is_problem(reply, 404) == "unknown_order"
    east = await queued(window, **STREET, district="east")
    astray = {"unit": "city-management", "rule": "D-city-management"}
    assert await refused(window, east, "dispatch", EAST, **astray) == "unit_of_another_district"
    await does(window, east, "dispatch", EAST, **listed)
    assert (await last(window, east, "Dispatched"))["unit"] == "east-street"


async def test_where_the_catalogue_names_both_the_department_gets_it(
    window: httpx.AsyncClient,
) -> None:
    rule = await entered(window, valid_from="2025-01-01")
    county = {"unit": "west-government", "category": rule["category"]}
    code = f"T-{uuid4().hex[:8]}"
    beside = await entered(window, valid_from="2025-01-01", **county, code=code)
    number = await queued(window, category=rule["category"])
    to_county = {"unit": "west-government", "rule": beside["code"]}
    assert await refused(window, number, "dispatch", DESK, **to_county) == "department_hosts"
    await does(window, number, "dispatch", DESK, unit="water", rule=rule["code"])


async def test_a_mis_dispatch_is_recalled_and_sent_to_the_right_unit(
    window: httpx.AsyncClient,
) -> None:
    number = await queued(window, category="water-supply")
    await does(window, number, "dispatch", DESK, unit="housing", **NOTE)
    await does(window, number, "recall_dispatch", DESK, reason="派错单位。")
    assert is_problem(await asks(window, number, "accept", "housing-clerk"), 409)
    await does(window, number, "dispatch", DESK, unit="water", rule="D-water")
    await does(window, number, "accept", "water-clerk")
    reason = {"reason": "派错单位。"}
    assert await refused(window, number, "recall_dispatch", DESK, **reason) == "nothing_to_recall"


async def test_two_units_that_quarrel_twice_end_before_the_joint_meeting(
    window: httpx.AsyncClient,
) -> None:
    number = await queued(window, category="water-supply")
    await does(window, number, "dispatch", DESK, unit="water", rule="D-water")
    await does(window, number, "request_return", "water-clerk", proposed_unit="housing", **WHY)
    await does(window, number, "approve_return", DESK, reason="同意。")
    await does(window, number, "dispatch", DESK, unit="housing", **NOTE)
    await does(window, number, "request_return", "housing-clerk", proposed_unit="water", **WHY)
    studied = {"unit": "water", "how": "studied", "heard": ["water", "housing"]}
    decided = {"decision": "经研究由市水务局承办。"}
    assert await refused(window, number, "designate", "head-1", **studied) == "text_missing"
    await does(window, number, "designate", "head-1", **studied, **decided)
    again = {"proposed_unit": "housing", **WHY}
    back = await refused(window, number, "request_return", "water-clerk", **again)
    assert back == "designated_may_not_return"
    await does(window, number, "request_reconsideration", "water-clerk", **WHY)
    await does(window, number, "decide_reconsideration", MEETING, unit="housing", **decided)
    assert (await last(window, number, "Designated"))["unit"] == "housing"
    await does(window, number, "accept", "housing-clerk")
