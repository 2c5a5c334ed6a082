"""6.4: in an emergency two administrators of three open a post, loudly, and it ends by itself."""

from importlib import import_module
from pkgutil import iter_modules

from fastapi import APIRouter
from fastapi.routing import APIRoute
from structlog.testing import capture_logs

import console.pages
from policies.strangers import is_open_to_strangers
from tests.api.window import is_problem
from tests.console.door import Door, Human
from tests.console.emergencies import (
    PATH,
    acts_as,
    all_shut,
    audit,
    goes_back,
    opened,
    security,
    system,
)

__all__ = ["all_shut", "audit", "security", "system"]
LOG = "SELECT event, by, person FROM access_log WHERE event LIKE 'break_glass%' AND id > :since"
MODULES = [one.name for one in iter_modules(console.pages.__path__, "console.pages.")]
OVER = "opened_at = opened_at - interval '1 day', until = until - interval '1 day'"
HELD = "SELECT person FROM held_post WHERE account = 'sys-admin' AND revoked_at IS NULL"
PAGE = {"Accept": "text/html"}


def pages_of_the_known() -> list[str]:
    """The pages that nobody sees who has not signed in; the home only leads to one, and what has a
    number in its address may be a part of a page."""
    routers = [getattr(import_module(name), "router", APIRouter()) for name in MODULES]
    routes = [route for router in routers for route in router.routes if isinstance(route, APIRoute)]
    shown = [route.path for route in routes if "GET" in route.methods]
    whole = [path for path in shown if path != "/" and "{" not in path]
    return [path for path in whole if not is_open_to_strangers("GET", path)]


async def test_one_asks_another_kind_opens_and_the_act_says_by_what_it_came(
    door: Door, system: Human, audit: Human
) -> None:
    [[since]] = await door.finds("SELECT coalesce(max(id), 0) FROM access_log")
    with capture_logs() as logs:
        await opened(system, audit)
        await acts_as(system, "lead-1")
        registered = await system.registers()
    order = registered.json()["number"]
    ledger = (await system.browser.get(f"/orders/{order}/ledger")).json()
    assert (ledger[0]["actor"], ledger[0]["detail"]["admitted_by"]) == ("lead-1", "break_glass")
    assert await door.finds(f"{LOG} ORDER BY id LIMIT 2", since=since) == [
        ("break_glass_asked", "sys-admin", "lead-1"),
        ("break_glass_opened", "audit-admin", "lead-1"),
    ]
    alarms = [line["event"] for line in logs if line["log_level"] == "error"]
    assert alarms == ["ALARM break_glass_asked", "ALARM break_glass_opened"]
    assert await door.finds(HELD) == [("sys-admin",)]


async def test_the_audit_finds_every_act_and_every_order_that_was_asked_for(
    system: Human, audit: Human
) -> None:
    number = await opened(system, audit)
    before = (await system.browser.get("/health")).json()["break_glass"]
    await acts_as(system, "lead-1")
    order = (await system.registers()).json()["number"]
    await system.browser.get(f"/orders/{order}/texts")
    await system.browser.get("/orders/20260101-%E7%8E%8B/ledger")
    pages_of_use, after = [], 0
    while after is not None:
        page = f"{PATH}/{number}/use?limit=2&after={after}"
        pages_of_use.append((await audit.browser.get(page)).json())
        after = pages_of_use[-1]["next"]
    asked = [one["asked"] for page in pages_of_use for one in page["asked"]]
    assert asked[-3:] == [
        "POST /orders",
        f"GET /orders/{order}/texts",
        "GET /orders/20260101-%E7%8E%8B/ledger",
    ]
    assert {order} <= {one for page in pages_of_use for one in page["orders"]}
    acts = [(act["name"], act["order"], act["status"]) for act in pages_of_use[0]["acts"]]
    assert acts == [("register", order, "decided")]
    assert [one["id"] for one in before] == [number]


async def test_it_ends_by_itself_when_its_hours_are_over(
    door: Door, system: Human, security: Human
) -> None:
    number = await opened(system, security)
    await acts_as(system, "lead-1")
    assert (await system.browser.get("/orders")).status_code == 200
    await goes_back(door, number, OVER)
    assert is_problem(await system.browser.get("/orders"), 403) == "no_post_chosen"
    assert await acts_as(system, "lead-1") == 404
    await acts_as(system, "sys-admin")
    assert (await system.browser.get("/health")).json()["break_glass"] == []


async def test_any_of_the_three_shuts_it_before_its_time(
    system: Human, security: Human, audit: Human
) -> None:
    for hand in (system, security, audit):
        await acts_as(system, "sys-admin")
        number = await opened(system, security)
        assert await acts_as(system, "lead-1") == 303
        await acts_as(hand, hand.username)
        assert (await hand.says(f"{PATH}/{number}/shut")).json()["shut_by"] == hand.username
        assert await acts_as(system, "lead-1") == 404


async def test_it_ends_with_the_administrators_own_post(
    door: Door, system: Human, security: Human, audit: Human
) -> None:
    other = await door.newcomer(security, "second.system", "sys-admin")
    await opened(other, audit)
    assert await acts_as(other, "lead-1") == 303
    for ending in ("posts/sys-admin/revoke", "posts"):
        paper = {"person": "sys-admin"} if ending == "posts" else {}
        assert (await security.says(f"/accounts/second.system/{ending}", **paper)).is_success
        assert await acts_as(other, "lead-1") == 404
    assert (await system.browser.get("/health")).json()["break_glass"] == []


async def test_every_page_of_whoever_signed_in_tells_it_while_it_is_open(
    system: Human, security: Human, audit: Human
) -> None:
    shown = pages_of_the_known()
    number = await opened(system, security)
    for path in shown:
        page = (await audit.browser.get(path, headers=PAGE)).text
        assert "应急授权开启中:sys-admin 可以 lead-1 身份办理" in page, path
    own = (await system.browser.get("/me")).text
    assert "· 应急授权" in own
    await security.says(f"{PATH}/{number}/shut")
    after = [(await audit.browser.get(path, headers=PAGE)).text for path in shown]
    assert not any("应急授权开启中" in page for page in after)
    assert {"/me", "/me/second-factor", "/dispatch"} <= set(shown)


async def test_four_eyes_are_two_humans_in_an_emergency_too(
    system: Human, security: Human, audit: Human
) -> None:
    entry = {"code": "lights", "title": "路灯", "text": "路灯报修"}
    first = await opened(system, audit, person="seat-1")
    await acts_as(system, "seat-1")
    proposed = await system.says("/knowledge", **entry)
    assert proposed.status_code == 201, proposed.text
    await acts_as(system, "sys-admin")
    await security.says(f"{PATH}/{first}/shut")
    await opened(system, audit)
    await acts_as(system, "lead-1")
    approved = await system.says("/knowledge/lights/1/approve")
    assert is_problem(approved, 409) == "second_person_needed"
