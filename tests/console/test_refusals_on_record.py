"""A right that is refused is on record: whose it was, once a minute, and how often since."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from structlog.testing import capture_logs

from operations.virtual import VirtualHotline
from services.access.principal import OPERATOR
from services.access.refusals import refusals_on_record
from services.access.rights import MayNot, Right, require
from tests.acting import named
from tests.api.window import is_problem
from tests.console.door import Door, Human

REFUSED = "SELECT account, person, by, detail FROM access_log WHERE event = 'refused' AND id > :id"
A_MINUTE_AGO = "UPDATE refusal_tally SET told_at = told_at - interval '1 minute'"


@pytest.fixture(scope="module")
async def security(door: Door) -> AsyncIterator[Human]:
    """The security administrator, who keeps the accounts."""
    return await door.administrator("sec-admin")


@pytest.fixture
async def since(door: Door) -> int:
    """The last entry of the log before; whatever was refused lies a minute back, and was told."""
    await door.does("UPDATE refusal_tally SET untold = 0")
    await door.does(A_MINUTE_AGO)
    [[last]] = await door.finds("SELECT coalesce(max(id), 0) FROM access_log")
    return int(last)


async def test_whoever_is_refused_a_right_is_on_record_with_it(
    door: Door, security: Human, since: int
) -> None:
    human = await door.newcomer(security, "wang.min", "seat-1")
    assert is_problem(await human.browser.get("/accounts"), 403) == "role_may_not"
    entry = ("wang.min", "seat-1", "wang.min", {"right": "read_accounts"})
    assert await door.finds(REFUSED, id=since) == [entry]


async def test_a_loop_is_one_entry_a_minute_with_how_many_there_were(
    door: Door, since: int
) -> None:
    program = (await door.human("")).browser
    program.headers.update(named("head-1"))
    for _ in range(3):
        asked = (program.get("/accounts") for _ in range(10))
        assert {one.status_code for one in await asyncio.gather(*asked)} == {403}
    right = {"right": "read_accounts"}
    assert await door.finds(REFUSED, id=since) == [("", "head-1", "head-1", right)]
    await door.does(A_MINUTE_AGO)
    await program.get("/accounts")
    told = await door.finds(f"{REFUSED} ORDER BY id", id=since)
    assert [detail for *_, detail in told] == [right, {**right, "untold": 29}]
    await door.does(A_MINUTE_AGO)
    await program.get("/accounts")
    told = await door.finds(f"{REFUSED} ORDER BY id", id=since)
    assert [detail for *_, detail in told] == [right, {**right, "untold": 29}, right]


async def test_another_right_and_another_person_are_entries_of_their_own(
    door: Door, since: int
) -> None:
    program = (await door.human("")).browser
    for person in ("lead-1", "seat-2"):
        await program.get("/accounts", headers=named(person))
        paper = {"username": "x", "title": "x"}
        refused = await program.post("/accounts", json=paper, headers=named(person))
        assert is_problem(refused, 403) == "role_may_not"
    told = await door.finds(f"{REFUSED} ORDER BY id", id=since)
    assert [(person, detail["right"]) for _, person, _, detail in told] == [
        ("lead-1", "read_accounts"),
        ("lead-1", "keep_accounts"),
        ("seat-2", "read_accounts"),
        ("seat-2", "keep_accounts"),
    ]


async def test_whoever_names_nobody_fills_no_log(door: Door, since: int) -> None:
    stranger = (await door.human("")).browser
    assert is_problem(await stranger.get("/accounts"), 401) == "nobody_named"
    assert await door.finds(REFUSED, id=since) == []


async def test_what_the_owner_of_the_machine_may_not_is_on_record_too(
    door: Door, hotline: VirtualHotline, since: int
) -> None:
    with pytest.raises(MayNot):
        async with refusals_on_record(hotline.engines.patient):
            require(OPERATOR, Right.KEEP_ACCOUNTS)
    owner = "owner-of-the-data-directory"
    entry = ("", "", owner, {"right": "keep_accounts"})
    assert await door.finds(REFUSED, id=since) == [entry]


async def test_a_refusal_stands_where_it_cannot_be_noted(door: Door, since: int) -> None:
    program = (await door.human("")).browser
    await door.does("ALTER TABLE refusal_tally RENAME TO elsewhere")
    try:
        with capture_logs() as logs:
            refused = await program.get("/accounts", headers=named("seat-1"))
    finally:
        await door.does("ALTER TABLE elsewhere RENAME TO refusal_tally")
    assert is_problem(refused, 403) == "role_may_not"
    assert "ALARM refusal not on record" in {line["event"] for line in logs}
    assert await door.finds(REFUSED, id=since) == []
