"""6.4: what is never opened by a break-glass, to whom not, and by whom not."""

import asyncio

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, ProgrammingError

from domain.vocabulary import Role
from policies.break_glass import NeverBecause, break_glass_law
from tests.acting import named
from tests.api.window import is_problem
from tests.console.door import Door, Human
from tests.console.emergencies import (
    LEAD,
    PATH,
    acts_as,
    all_shut,
    asked,
    audit,
    goes_back,
    opened,
    security,
    system,
)

__all__ = ["all_shut", "audit", "security", "system"]
ASKED = (
    "INSERT INTO break_glass (account, administrator, administrator_role, person, role, reason,"
    " hours) VALUES (:account, :administrator, :kind, :person, :role, 'x', :hours)"
)
ROW = {
    "account": "sys-admin",
    "administrator": "sys-admin",
    "kind": "sys_admin",
    "person": "lead-1",
    "role": "shift_lead",
    "hours": 2,
}
OPENED = (
    "UPDATE break_glass SET opened_by = :by, opened_by_role = :kind,"
    " opened_at = statement_timestamp(), until = statement_timestamp() + interval '2 hours'"
    " WHERE id = :number"
)


@pytest.mark.parametrize(
    ("person", "because"),
    [
        ("sec-admin", NeverBecause.ADMINISTERS),
        ("audit-admin", NeverBecause.ADMINISTERS),
        ("reviewer-1", NeverBecause.JUDGES),
        ("callback-1", NeverBecause.JUDGES),
        ("assessor-1", NeverBecause.JUDGES),
        ("head-1", NeverBecause.ANSWERS_FOR_AN_OFFICE),
    ],
)
async def test_what_must_never_be_opened_is_not_even_asked_for(
    door: Door, system: Human, person: str, because: NeverBecause
) -> None:
    refused = await system.says(PATH, **LEAD | {"person": person})
    assert is_problem(refused, 409) == "never_opened"
    assert refused.json()["about"][1] == because
    assert await door.finds("SELECT 1 FROM break_glass WHERE person = :who", who=person) == []


def test_no_administrators_post_is_ever_opened() -> None:
    law = break_glass_law()
    three = {Role.SYS_ADMIN, Role.SEC_ADMIN, Role.AUDIT_ADMIN}
    assert {role for role, one in law.never.items() if one.because is NeverBecause.ADMINISTERS} == (
        three
    )


async def test_whoever_audits_asks_for_nothing_and_no_clerk_has_a_part_in_it(
    door: Door, system: Human, audit: Human
) -> None:
    assert is_problem(await audit.says(PATH, **LEAD), 403) == "role_may_not"
    number = await asked(system)
    clerk = (await door.human("")).browser
    for path, paper in ((PATH, LEAD), (f"{PATH}/{number}/open", {}), (f"{PATH}/{number}/shut", {})):
        headers = {**named("head-1"), "Idempotency-Key": "k"}
        assert is_problem(await clerk.post(path, json=paper, headers=headers), 403)
    for path in (PATH, f"{PATH}/{number}/use"):
        assert is_problem(await clerk.get(path, headers=named("head-1")), 403)
    assert is_problem(await system.browser.get(f"{PATH}/{number}/use"), 403) == "role_may_not"


async def test_nobody_opens_for_himself_nor_for_his_own_kind(
    door: Door, security: Human, audit: Human
) -> None:
    number = await asked(security)
    assert is_problem(await security.says(f"{PATH}/{number}/open"), 409) == "one_human"
    await door.does(
        "INSERT INTO person (person, role, title, outsourced)"
        " VALUES ('sec-2', 'sec_admin', 'x', false)"
    )
    second = await door.newcomer(security, "second.security", "sec-2")
    assert is_problem(await second.says(f"{PATH}/{number}/open"), 409) == "another_kind_opens"
    assert (await audit.says(f"{PATH}/{number}/open")).status_code == 200


async def test_who_was_just_let_in_by_the_asker_opens_nothing_for_him(
    door: Door, security: Human
) -> None:
    """The security administrator could be both: he made the account and its link himself."""
    puppet = await door.newcomer(security, "new.auditor", "audit-admin")
    number = await asked(security)
    opening = f"{PATH}/{number}/open"
    assert is_problem(await puppet.says(opening), 409) == "let_in_by_the_asker"
    long_ago = "- interval '8 days'"
    await door.does(
        f"UPDATE held_post SET granted_at = granted_at {long_ago} WHERE account = 'new.auditor'"
    )
    assert is_problem(await puppet.says(opening), 409) == "let_in_by_the_asker"
    await door.does(
        f"UPDATE password_link SET made_at = made_at {long_ago} WHERE account = 'new.auditor'"
    )
    assert (await puppet.says(opening)).status_code == 200


async def test_it_is_between_humans_not_between_posts(door: Door, system: Human) -> None:
    number = await asked(system)
    machine = (await door.human("")).browser
    for path, paper, post in (
        (PATH, LEAD, "sec-admin"),
        (f"{PATH}/{number}/open", {}, "audit-admin"),
    ):
        headers = {**named(post), "Idempotency-Key": "k"}
        refused = await machine.post(path, json=paper, headers=headers)
        assert is_problem(refused, 409) == "not_in_person"


async def test_its_bounds_are_kept(door: Door, system: Human, audit: Human) -> None:
    most = break_glass_law().most_hours
    too_long = await system.says(PATH, **LEAD | {"hours": most + 1})
    assert is_problem(too_long, 409) == "too_many_hours"
    for unfit in ({"hours": 0}, {"reason": " "}, {"reason": "x" * 501}, {"hours": 25}):
        assert is_problem(await system.says(PATH, **LEAD | unfit), 422) == "bad_request"
    nowhere = await system.says(PATH, **LEAD | {"person": "nobody"})
    assert is_problem(nowhere, 404) == "no_such_post"
    own = await system.says(PATH, **LEAD | {"person": "sys-admin"})
    assert is_problem(own, 409) == "post_held_already"
    number = await asked(system, hours=most)
    again = await system.says(PATH, **LEAD)
    assert is_problem(again, 409) == "one_break_glass_at_a_time"
    await goes_back(door, number, "asked_at = asked_at - interval '3 hours'")
    late = await audit.says(f"{PATH}/{number}/open")
    assert is_problem(late, 404) == "no_such_break_glass"
    assert is_problem(await audit.says(f"{PATH}/999999/open"), 404) == "no_such_break_glass"


async def test_what_is_open_is_not_opened_again_and_what_was_turned_down_never(
    system: Human, security: Human, audit: Human
) -> None:
    number = await opened(system, audit)
    assert is_problem(await security.says(f"{PATH}/{number}/open"), 404) == "no_such_break_glass"
    await audit.says(f"{PATH}/{number}/shut")
    turned_down = await asked(system)
    await security.says(f"{PATH}/{turned_down}/shut")
    late = await audit.says(f"{PATH}/{turned_down}/open")
    assert is_problem(late, 404) == "no_such_break_glass"


async def test_under_it_no_token_is_made_and_no_further_post_asked_for(
    system: Human, audit: Human
) -> None:
    await opened(system, audit)
    await acts_as(system, "lead-1")
    assert is_problem(await system.says("/tokens"), 403) == "token_under_break_glass"
    assert is_problem(await system.says(PATH, **LEAD), 403) == "role_may_not"


async def test_ordinary_grants_stay_refused_while_it_is_open(
    system: Human, security: Human, audit: Human
) -> None:
    await opened(system, audit)
    for days in ({}, {"days": 1}):
        refused = await security.says("/accounts/sys-admin/posts", person="lead-1", **days)
        assert is_problem(refused, 409) == "administrators_apart"


@pytest.mark.parametrize(
    "otherwise",
    [
        {"kind": "audit_admin", "account": "audit-admin", "administrator": "audit-admin"},
        {"kind": "sec_admin"},
        {"person": "sec-admin", "role": "sec_admin"},
        {"role": "seat_agent"},
        {"hours": 25},
    ],
    ids=lambda said: " ".join(said),
)
async def test_a_row_by_hand_is_refused_by_the_database(
    door: Door, otherwise: dict[str, object]
) -> None:
    with pytest.raises(IntegrityError, match=r"break_glass|asks for a post"):
        await door.does(ASKED, **ROW | otherwise)


async def test_a_hand_that_opens_or_rewrites_a_row_is_refused_by_the_database(
    door: Door, system: Human, audit: Human
) -> None:
    number = await asked(system)
    for by, kind in (
        ("sys-admin", "sec_admin"),
        ("sec-admin", "sys_admin"),
        ("sec-admin", "audit_admin"),
    ):
        with pytest.raises(IntegrityError, match=r"another kind|two_humans|two_kinds"):
            await door.does(OPENED, by=by, kind=kind, number=number)
    await audit.says(f"{PATH}/{number}/open")
    for rewritten in ("until = until + interval '1 hour'", "person = 'seat-1'", "reason = 'y'"):
        with pytest.raises(IntegrityError, match="never rewritten"):
            await door.does(f"UPDATE break_glass SET {rewritten} WHERE id = {number}")
    with pytest.raises(ProgrammingError, match="stays on record"):
        await door.does("DELETE FROM break_glass")


async def test_of_two_who_open_at_the_same_moment_one_does(
    door: Door, system: Human, audit: Human
) -> None:
    number = await asked(system)
    async with door.engine.connect() as first:
        held = "SELECT 1 FROM break_glass WHERE id = :number FOR UPDATE"
        await first.execute(text(held), {"number": number})
        opening = asyncio.create_task(audit.says(f"{PATH}/{number}/open"))
        await door.somebody_waits()
        said = {"by": "sec-admin", "kind": "sec_admin", "number": number}
        await first.execute(text(OPENED), said)
        await first.commit()
    assert is_problem(await opening, 404) == "no_such_break_glass"
