"""A human sees his tokens and takes them back; whoever keeps accounts sees everybody's."""

from collections.abc import AsyncIterator

import pytest

from tests.acting import named
from tests.api.window import is_problem
from tests.console.door import Door, Human


@pytest.fixture(scope="module")
async def security(door: Door) -> AsyncIterator[Human]:
    """The security administrator, who keeps the accounts."""
    return await door.administrator("sec-admin")


async def makes_one(human: Human, *scopes: str) -> str:
    """A token that somebody makes for himself; its id."""
    return str((await human.says("/tokens", scopes=list(scopes), days=9)).json()["id"])


async def listed(human: Human, account: str = "") -> list[tuple[str, str]]:
    """The ids and posts of the tokens that somebody is shown."""
    told = (await human.browser.get("/tokens", params={"account": account})).json()["tokens"]
    return [(one["id"], one["person"]) for one in told]


async def test_one_sees_the_tokens_of_all_ones_posts_and_of_nobody_else(
    door: Door, security: Human
) -> None:
    human = await door.newcomer(security, "wang.min", "seat-1")
    other = await door.newcomer(security, "li.na", "seat-1")
    first = await makes_one(human, "read", "import")
    await security.says("/accounts/wang.min/posts", person="dispatcher-1", days=3)
    await human.fills_in("/me/post", person="dispatcher-1")
    second = await makes_one(human, "act")
    theirs = await makes_one(other, "act")
    assert await listed(human) == [(first, "seat-1"), (second, "dispatcher-1")]
    assert await listed(other) == [(theirs, "seat-1")]
    page = (await human.browser.get("/me")).text
    assert [id in page for id in (first, second, theirs)] == [True, True, False]
    told = (await human.browser.get("/tokens")).json()["tokens"][0]
    assert told["scopes"] == ["import", "read"]
    assert set(told) == {"id", "person", "scopes", "created", "expires"}


async def test_one_is_revoked_at_ones_own_page_whichever_post_it_is_for(
    door: Door, security: Human
) -> None:
    human = await door.newcomer(security, "sun.qi", "callback-1")
    other = await door.newcomer(security, "he.jing", "callback-1")
    token = await makes_one(human, "act")
    await security.says("/accounts/sun.qi/posts", person="lead-1", days=3)
    await human.fills_in("/me/post", person="lead-1")
    for wrong in (await makes_one(other, "act"), "no-id"):
        assert (await human.fills_in("/me/token", token=wrong)).status_code == 404
    assert len(await listed(other)) == 1
    assert (await human.fills_in("/me/token", token=token)).headers["location"] == "/me"
    assert await listed(human) == []
    by = "SELECT account, person, by FROM access_log WHERE event = 'token_revoked'"
    assert await door.finds(by) == [("sun.qi", "callback-1", "sun.qi")]
    again = await makes_one(human, "read")
    await human.fills_in("/me/post", person="callback-1")
    assert (await human.says(f"/tokens/{again}/revoke")).json() == {"id": again}


async def test_whoever_reads_accounts_sees_anothers_and_only_the_keeper_revokes_them(
    door: Door, security: Human
) -> None:
    human = await door.newcomer(security, "zhao.lei", "reviewer-1")
    clerk = await door.newcomer(security, "gao.fei", "seat-2")
    audit = await door.administrator("audit-admin")
    token = await makes_one(human, "act")
    for reader in (security, audit):
        assert await listed(reader, "zhao.lei") == [(token, "reviewer-1")]
    asked = {"account": "zhao.lei"}
    refused = await clerk.browser.get("/tokens", params=asked)
    assert is_problem(refused, 403) == "role_may_not"
    unknown = await security.browser.get("/tokens", params={"account": "nobody"})
    assert is_problem(unknown, 404) == "unknown_account"
    assert is_problem(await audit.says(f"/tokens/{token}/revoke"), 403) == "role_may_not"
    assert (await security.says(f"/tokens/{token}/revoke")).status_code == 200
    assert await listed(security, "zhao.lei") == []


async def test_a_token_that_has_expired_is_listed_no_more(door: Door, security: Human) -> None:
    human = await door.newcomer(security, "bai.xue", "supervisor-1")
    await makes_one(human, "read")
    await door.does(
        "UPDATE token SET created_at = created_at - interval '9 days', expires_at ="
        " expires_at - interval '9 days' WHERE account = 'bai.xue'"
    )
    assert await listed(human) == []


async def test_what_the_owner_of_the_machine_made_for_a_post_is_the_posts(
    door: Door, security: Human
) -> None:
    await makes_one(await door.newcomer(security, "wu.di", "head-1"), "read")
    program = (await door.human("")).browser
    made = await program.post("/tokens", json={}, headers=named("head-1"))
    for person, ids in (("head-1", [made.json()["id"]]), ("lead-1", [])):
        told = (await program.get("/tokens", headers=named(person))).json()["tokens"]
        assert [one["id"] for one in told] == ids
    stranger = (await door.human("")).browser
    assert is_problem(await stranger.get("/tokens"), 401) == "nobody_named"
