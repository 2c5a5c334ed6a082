"""6.4: the three administrators are three humans, and none of them holds a business post."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from domain.vocabulary import Role
from operations.virtual import VirtualHotline
from policies.city_file import sample_city
from store.accounts.separation import NotApart
from store.register.city_load import load_register
from tests.api.window import is_problem
from tests.console.door import Door, Human

BY_HAND = "INSERT INTO held_post (account, person, granted_by) VALUES (:account, :person, 'x')"
HELD = "SELECT person FROM held_post WHERE account = :who AND revoked_at IS NULL ORDER BY person"


@pytest.fixture(scope="module")
async def security(door: Door) -> AsyncIterator[Human]:
    """The security administrator, who keeps the accounts."""
    return await door.administrator("sec-admin")


async def opened(security: Human, username: str, *posts: str) -> None:
    """An account that holds these posts."""
    paper = {"username": username, "title": username, "posts": list(posts)}
    assert (await security.says("/accounts", **paper)).status_code == 201


@pytest.mark.parametrize(
    ("first", "second", "days"),
    [
        ("sys-admin", "audit-admin", None),
        ("sys-admin", "sec-admin", 3),
        ("seat-1", "sec-admin", None),
        ("audit-admin", "head-1", 1),
    ],
)
async def test_no_post_is_granted_beside_an_administrators(
    door: Door, security: Human, first: str, second: str, days: int | None
) -> None:
    username = f"{first}.{second}"
    await opened(security, username, first)
    paper = {"person": second} | ({} if days is None else {"days": days})
    refused = await security.says(f"/accounts/{username}/posts", **paper)
    assert is_problem(refused, 409) == "administrators_apart"
    assert await door.finds(HELD, who=username) == [(first,)]


async def test_an_account_that_combines_them_is_not_opened(door: Door, security: Human) -> None:
    paper = {"username": "both", "title": "x", "posts": ["sys-admin", "seat-1"]}
    assert is_problem(await security.says("/accounts", **paper), 409) == "administrators_apart"
    assert await door.finds("SELECT 1 FROM account WHERE username = 'both'") == []


async def test_business_posts_go_together_and_what_was_held_before_counts_no_more(
    door: Door, security: Human
) -> None:
    await opened(security, "wang.min", "seat-1", "dispatcher-1")
    for post in ("seat-1", "dispatcher-1"):
        await security.says(f"/accounts/wang.min/posts/{post}/revoke")
    granted = await security.says("/accounts/wang.min/posts", person="audit-admin")
    assert granted.status_code == 200
    await opened(security, "li.na", "sys-admin")
    await door.does(
        "UPDATE held_post SET revoked_at = now(), revoked_by = 'x', until = NULL"
        " WHERE account = 'li.na'"
    )
    await security.says("/accounts/li.na/posts", person="seat-1", days=2)
    over = "granted_at = granted_at - interval '3 days', until = until - interval '3 days'"
    await door.does(f"UPDATE held_post SET {over} WHERE account = 'li.na' AND stands_in")
    assert (await security.says("/accounts/li.na/posts", person="sec-admin")).status_code == 200


async def test_a_grant_by_hand_is_refused_by_the_database(door: Door, security: Human) -> None:
    await opened(security, "zhao.lei", "seat-1")
    with pytest.raises(IntegrityError, match="no other post beside"):
        await door.does(BY_HAND, account="zhao.lei", person="sys-admin")
    await door.does(BY_HAND, account="zhao.lei", person="lead-1")
    longer = "UPDATE held_post SET person = 'sys-admin' WHERE person = 'lead-1'"
    with pytest.raises(IntegrityError, match="no other post beside"):
        await door.does(longer)


async def test_a_post_does_not_become_an_administrators_under_whoever_holds_others(
    door: Door, security: Human, hotline: VirtualHotline
) -> None:
    await opened(security, "sun.qi", "callback-1", "reviewer-1")
    with pytest.raises(IntegrityError, match="no other post beside"):
        await door.does("UPDATE person SET role = 'audit_admin' WHERE person = 'callback-1'")
    city = sample_city()
    risen = tuple(
        replace(one, role=Role.AUDIT_ADMIN) if one.code == "callback-1" else one
        for one in city.persons
    )
    with pytest.raises(NotApart, match=r"sun\.qi"):
        await load_register(hotline.engines.patient, replace(city, persons=risen), "owner")
    role = "SELECT role FROM person WHERE person = 'callback-1'"
    assert await door.finds(role) == [("callback_officer",)]


async def test_a_grant_waits_for_another_one_and_is_told_in_words(
    door: Door, security: Human
) -> None:
    await opened(security, "gao.fei")

    async with door.engine.connect() as other:
        held = "SELECT 1 FROM account WHERE username = 'gao.fei' FOR NO KEY UPDATE"
        await other.execute(text(held))
        await other.execute(text(BY_HAND), {"account": "gao.fei", "person": "sys-admin"})
        path = "/accounts/gao.fei/posts"
        granting = asyncio.create_task(security.says(path, person="head-1"))
        await door.somebody_waits()
        await other.commit()
    assert is_problem(await granting, 409) == "administrators_apart"


async def test_of_two_hands_at_the_same_moment_one_is_refused(door: Door, security: Human) -> None:
    await opened(security, "he.jing")
    async with door.engine.connect() as one, door.engine.connect() as other:
        for hand, post in ((one, "sys-admin"), (other, "seat-2")):
            await hand.execute(text(BY_HAND), {"account": "he.jing", "person": post})
        await one.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))
        committing = asyncio.create_task(other.commit())
        await door.somebody_waits()
        await one.commit()
        with pytest.raises(IntegrityError, match="no other post beside"):
            await committing
    assert await door.finds(HELD, who="he.jing") == [("sys-admin",)]
