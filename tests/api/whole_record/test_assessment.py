"""The assessment at the window."""

from datetime import date, timedelta

import httpx

from tests.api.window import a_number, headers, is_problem


def days(number: str, length: int) -> dict[str, str]:
    """So many days from the one on which an order was born."""
    first = date.fromisoformat(number.partition("-")[0])
    return {"from": first.isoformat(), "to": (first + timedelta(days=length)).isoformat()}


def before(number: str) -> dict[str, str]:
    """The nine days that ended when an order was born."""
    first = date.fromisoformat(number.partition("-")[0]) - timedelta(days=9)
    return {"from": first.isoformat(), "to": days(number, 0)["from"]}


async def test_each_figure_comes_with_its_orders(window: httpx.AsyncClient) -> None:
    number = await a_number(window)
    asked = before(number)
    reply = await window.get("/assessment", params=asked)
    assert reply.status_code == 200, reply.text
    told = reply.json()
    assert told["period"] == asked
    assert {"K1", "K12"} <= told["indicators"].keys()
    assert all("orders" in figure for figure in told["monthly"].values())
    short = await window.get("/assessment", params={**asked, "orders": "false"})
    assert not any("orders" in figure for figure in short.json()["monthly"].values())


async def test_one_figure_opens_by_itself(window: httpx.AsyncClient) -> None:
    number = await a_number(window)
    before = date.fromisoformat(number.partition("-")[0]) - timedelta(days=9)
    asked = {"from": before.isoformat(), "to": days(number, 0)["from"]}
    opened = (await window.get("/assessment/K3", params=asked)).json()
    assert (opened["figure"], opened["total"], opened["orders"]) == ("K3", 0, [])
    assert (opened["numerator"], opened["denominator"], opened["next"]) == (0, 0, None)
    unknown = await window.get("/assessment/K99", params=asked)
    assert is_problem(unknown, 404) == "unknown_figure"
    lost = await window.get("/assessment/K3", params={**asked, "after": "nowhere"})
    assert is_problem(lost, 422) == "bad_cursor"
    where = {"district": "east", "type": "help", "channel": "web", "limit": "1000"}
    assert (await window.get("/assessment/K3", params={**asked, **where})).status_code == 200
    for unread in ({"type": "wish"}, {"channel": "pigeon"}, {"limit": "0"}, {"limit": "1001"}):
        assert (await window.get("/assessment/K3", params={**asked, **unread})).status_code == 422


async def test_a_page_of_other_days_is_no_page_of_these(window: httpx.AsyncClient) -> None:
    asked = before(await a_number(window))
    after = "2020-01-01T00:00:00+00:00/20200101-000001/1"
    lost = await window.get("/assessment/K3", params={**asked, "after": after})
    assert is_problem(lost, 422) == "bad_cursor"


async def test_a_unit_that_nobody_knows_has_no_figures(window: httpx.AsyncClient) -> None:
    asked = before(await a_number(window))
    for place in ("/assessment", "/assessment/K3"):
        reply = await window.get(place, params={**asked, "unit": "watre"})
        assert is_problem(reply, 404) == "unit_unknown"
        assert "watre" in reply.json()["detail"]
    for person in ("head-1", "assessor-1"):
        reply = await window.get("/units/watre/figures", params=asked, headers=headers(person))
        assert is_problem(reply, 404) == "unit_unknown"


async def test_what_has_not_ended_is_not_assessed(window: httpx.AsyncClient) -> None:
    number = await a_number(window)
    early = await window.get("/assessment", params=days(number, 4000))
    assert is_problem(early, 409) == "period_not_ended"
    opened = await window.get("/assessment/K3", params=days(number, 4000))
    assert is_problem(opened, 409) == "period_not_ended"
    nothing = await window.get("/assessment", params=days(number, 0))
    assert is_problem(nothing, 422) == "bad_period"


async def test_everybody_reads_what_is_promised_and_how_long_it_took(
    window: httpx.AsyncClient,
) -> None:
    number = await a_number(window)
    reply = await window.get("/public/limits", params=before(number))
    assert reply.status_code == 200, reply.text
    told = reply.json()
    assert told["basis"] == ["WF-35"]
    assert {line["class"] for line in told["limits"]} == {"city_management", "other"}
    early = await window.get("/public/limits", params=days(number, 4000))
    assert is_problem(early, 409) == "period_not_ended"


async def test_a_unit_sees_its_own_figures_and_no_other_units(window: httpx.AsyncClient) -> None:
    asked, mine = before(await a_number(window)), "/units/water/figures"
    own = await window.get(mine, params=asked, headers=headers("water-head"))
    assert own.status_code == 200, own.text
    assert own.json()["unit"] == "water"
    other = await window.get("/units/roads/figures", params=asked, headers=headers("water-head"))
    assert is_problem(other, 403) == "role_may_not"
    assert is_problem(await window.get(mine, params=asked), 401) == "nobody_named"


async def test_public_supervisors_read_and_other_people_do_not(window: httpx.AsyncClient) -> None:
    asked = before(await a_number(window))
    reply = await window.get("/public/samples", params=asked, headers=headers("head-1"))
    assert reply.status_code == 200, reply.text
    assert reply.json()["basis"] == ["SY19-01"]
    other = await window.get("/public/samples", params=asked, headers=headers("water-head"))
    assert is_problem(other, 403) == "role_may_not"
