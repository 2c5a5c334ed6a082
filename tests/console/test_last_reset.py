"""The last security administrator, shut out: two others let him in together, and it is loud."""

import asyncio

import pytest
from sqlalchemy import text
from structlog.testing import capture_logs

from tests.acting import named
from tests.api.window import is_problem
from tests.console.door import Door, Human

PATH = "/accounts/sec-admin/password"
ASKED = (
    "INSERT INTO last_reset (account, person, role, asked_by)"
    " VALUES ('sec-admin', 'sys-admin', 'sys_admin', 'sys-admin')"
)
LOG = "SELECT event, by, person FROM access_log WHERE account = 'sec-admin' AND id > :since"


@pytest.fixture(scope="module")
async def system(door: Door) -> Human:
    """The system administrator."""
    return await door.administrator("sys-admin")


@pytest.fixture(scope="module")
async def audit(door: Door) -> Human:
    """The audit administrator."""
    return await door.administrator("audit-admin")


@pytest.fixture(autouse=True)
async def nothing_asked(door: Door) -> None:
    """A day has passed since whatever was asked before."""
    await door.does("UPDATE last_reset SET asked_at = asked_at - interval '1 day'")


async def last_entry(door: Door) -> int:
    """The number of the last entry of the door's log."""
    [[last]] = await door.finds("SELECT coalesce(max(id), 0) FROM access_log")
    return int(last)


async def test_one_asks_the_other_confirms_and_the_shut_out_one_is_in_again(
    door: Door, system: Human, audit: Human
) -> None:
    since = await last_entry(door)
    with capture_logs() as logs:
        asked = await system.says(PATH)
        assert asked.json().items() >= {"asked_by": "sys-admin", "awaits": "audit_admin"}.items()
        confirmed = await audit.says(PATH)
    human = await door.human("sec-admin")
    link = confirmed.json()["url"].partition("#")[2]
    assert (await door.chooses(human, link, "what I remember now")).status_code == 303
    assert (await human.signs_in("what I remember now")).status_code == 303
    assert await door.finds(f"{LOG} ORDER BY id LIMIT 3", since=since) == [
        ("last_reset_asked", "sys-admin", "sys-admin"),
        ("last_reset_confirmed", "audit-admin", "audit-admin"),
        ("link_made", "audit-admin", ""),
    ]
    alarms = [line["event"] for line in logs if line["log_level"] == "error"]
    assert alarms == ["ALARM last_reset_asked", "ALARM last_reset_confirmed"]


async def test_whoever_keeps_or_audits_accounts_sees_it_for_a_day(
    door: Door, system: Human, audit: Human
) -> None:
    for by, confirmed_by in ((system, None), (audit, "audit-admin")):
        await by.says(PATH)
        listed = (await audit.browser.get("/accounts")).json()["accounts"]
        [shown] = [one["last_reset"] for one in listed if one["username"] == "sec-admin"]
        assert (shown["asked_by"], shown["confirmed_by"]) == ("sys-admin", confirmed_by)
    await door.does("UPDATE last_reset SET asked_at = asked_at - interval '1 day'")
    listed = (await audit.browser.get("/accounts")).json()["accounts"]
    assert {one["last_reset"] for one in listed} == {None}


async def test_one_alone_gets_no_link_however_often_he_asks(system: Human, audit: Human) -> None:
    for _ in range(3):
        asked = (await system.says(PATH)).json()
        assert "url" not in asked
    for way in (system, audit):
        assert is_problem(await way.says("/accounts/audit-admin/password"), 403) == "role_may_not"


async def test_what_was_asked_a_day_ago_is_asked_anew(
    door: Door, system: Human, audit: Human
) -> None:
    await system.says(PATH)
    await door.does("UPDATE last_reset SET asked_at = asked_at - interval '1 day'")
    assert (await audit.says(PATH)).json()["asked_by"] == "audit-admin"
    assert "url" in (await system.says(PATH)).json()


async def test_of_two_who_ask_at_the_same_moment_the_later_one_confirms(
    door: Door, audit: Human
) -> None:
    async with door.engine.connect() as system:
        held = "SELECT 1 FROM account WHERE username = 'sec-admin' FOR NO KEY UPDATE"
        await system.execute(text(held))
        await system.execute(text(ASKED))
        asking = asyncio.create_task(audit.says(PATH))
        await door.somebody_waits()
        await system.commit()
    assert "url" in (await asking).json()


async def test_a_clerk_asks_nothing(door: Door) -> None:
    clerk = (await door.human("")).browser
    refused = await clerk.post(PATH, headers={**named("head-1"), "Idempotency-Key": "k"})
    assert is_problem(refused, 403) == "role_may_not"


async def test_the_two_are_two_humans(door: Door, system: Human, audit: Human) -> None:
    await system.says(PATH)
    human_of_both = "UPDATE last_reset SET asked_by = 'audit-admin'"
    await door.does(f"{human_of_both} WHERE confirmed_by IS NULL")
    assert is_problem(await audit.says(PATH), 409) == "one_human"


async def test_a_lost_telephone_is_asked_for_no_more(
    door: Door, system: Human, audit: Human
) -> None:
    with_factor = "INSERT INTO second_factor VALUES ('sec-admin', 'sealed', 0)"
    await door.does(with_factor)
    await system.says(PATH)
    link = (await audit.says(PATH)).json()["url"].partition("#")[2]
    human = await door.human("sec-admin")
    await door.chooses(human, link)
    assert (await human.signs_in()).status_code == 303
    removed = "SELECT by FROM access_log WHERE event = 'second_factor_removed'"
    assert await door.finds(removed) == [("audit-admin",)]


async def test_where_another_security_administrator_may_sign_in_he_is_asked(
    door: Door, system: Human
) -> None:
    keeper = (await door.human("")).browser
    paper = {"username": "second.keeper", "title": "x", "posts": ["sec-admin"]}
    added = await keeper.post("/accounts", json=paper, headers=named("sec-admin"))
    assert (await system.says(PATH)).json()["awaits"] == "audit_admin"
    second = await door.human("second.keeper")
    await door.chooses(second, added.json()["url"].partition("#")[2])
    assert is_problem(await system.says(PATH), 409) == "another_can"
