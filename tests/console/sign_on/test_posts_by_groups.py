"""What the portal's groups give: posts, granted and taken at each sign-in, on record each; never an
administrator's, never what a human granted, and never half."""

import asyncio
from dataclasses import replace

from domain.vocabulary import Role
from policies.sign_on_mapping import GroupPost, Groups, NewAccounts, SignOnMapping
from tests.console.door import Door
from tests.console.sign_on.city import PLAIN, REFUSED, SignOnCity
from texts import zh

BY = "provider:city-portal"
CLERKS = GroupPost(group="/water/clerks", role=Role.UNIT_CLERK, unit="water", post="water-clerk")
LEADS = GroupPost(group="/leads", role=Role.SHIFT_LEAD, unit="hotline", post="lead-1")
SEATS = GroupPost(group="/seats", role=Role.SEAT_AGENT, unit="hotline")
MAPPING = SignOnMapping(
    provider="city-portal",
    accounts=NewAccounts(username="staff_number", title="name"),
    groups=Groups(claim="groups", give=(CLERKS, LEADS, SEATS)),
)
LINKED_ONLY = replace(MAPPING, accounts=None)
HELD = (
    "SELECT person, granted_by FROM held_post WHERE account = :who AND revoked_at IS NULL"
    " ORDER BY person"
)
NOTES = "SELECT event, person FROM access_log WHERE account = :who AND by = :by ORDER BY id"
ACCOUNT = "SELECT title, created_by, password FROM account WHERE username = :who"


async def held(door: Door, username: str) -> list[tuple[str, str]]:
    """The posts that an account holds, and by whose word."""
    return [(post, by) for post, by in await door.finds(HELD, who=username)]


async def test_at_the_first_sign_in_an_account_is_made_with_the_posts_of_the_groups(
    city: SignOnCity,
) -> None:
    city.maps(MAPPING)
    human = await city.door.human("staff-7")
    said = {"staff_number": "staff-7", "name": "王敏", "groups": ["/water/clerks", "/choir"]}
    answer = await city.comes(human, "s-7", **said)
    assert (answer.status_code, answer.headers["location"]) == (303, "/?tried=true")
    assert await city.door.finds(ACCOUNT, who="staff-7") == [("王敏", BY, None)]
    assert await held(city.door, "staff-7") == [("water-clerk", BY)]
    noted = [("account_added", ""), ("sign_on_linked", ""), ("post_granted", "water-clerk")]
    assert await city.door.finds(NOTES, who="staff-7", by=BY) == noted
    again = await city.comes(await city.door.human("staff-7"), "s-7", **said)
    assert again.status_code == 303
    assert await city.door.finds(NOTES, who="staff-7", by=BY) == noted


async def test_whoever_comes_for_the_first_time_in_several_windows_has_one_account(
    city: SignOnCity,
) -> None:
    city.maps(MAPPING)
    windows = [await city.door.human("staff-9") for _ in range(4)]
    said = {"staff_number": "staff-9", "groups": ["/leads"]}
    answers = await asyncio.gather(*(city.comes(one, "s-9", **said) for one in windows))
    assert {answer.status_code for answer in answers} == {303}
    assert await held(city.door, "staff-9") == [("lead-1", BY)]


async def test_a_group_without_a_post_gives_the_one_that_bears_the_accounts_name(
    city: SignOnCity,
) -> None:
    city.maps(MAPPING)
    human = await city.door.human("seat-2")
    answer = await city.comes(human, "s-seat", staff_number="seat-2", groups="/seats")
    assert answer.status_code == 303
    assert await held(city.door, "seat-2") == [("seat-2", BY)]
    other = await city.door.human("dispatcher-1")
    refused = await city.comes(other, "s-other", staff_number="dispatcher-1", groups=["/seats"])
    assert refused.status_code == 401
    assert await city.last_note() == (REFUSED, "", "", {"sign_on": "no_post"})


async def test_each_sign_in_gives_and_takes_what_the_groups_say_and_leaves_the_rest(
    city: SignOnCity,
) -> None:
    human = await city.linked("moved", "callback-1")
    city.maps(LINKED_ONLY)
    assert (await city.comes(human, groups=["/water/clerks"])).status_code == 303
    assert await held(city.door, "moved") == [("callback-1", "sec-admin"), ("water-clerk", BY)]
    chosen = await human.fills_in("/me/post", person="water-clerk")
    assert chosen.headers["location"] == "/me"
    elsewhere = await city.door.human("moved")
    assert (await city.comes(elsewhere, groups=["/leads"])).status_code == 303
    assert await held(city.door, "moved") == [("callback-1", "sec-admin"), ("lead-1", BY)]
    assert not await human.is_in(), "what was signed in in a post that was taken ends at once"
    assert (await city.comes(elsewhere, groups=[])).status_code == 303
    assert await held(city.door, "moved") == [("callback-1", "sec-admin")]
    assert await city.door.finds(NOTES, who="moved", by=BY) == [
        ("post_granted", "water-clerk"),
        ("post_revoked", "water-clerk"),
        ("post_granted", "lead-1"),
        ("post_revoked", "lead-1"),
    ]


async def test_what_was_granted_by_hand_a_group_neither_doubles_nor_takes(
    city: SignOnCity,
) -> None:
    human = await city.linked("by-hand", "lead-1")
    city.maps(LINKED_ONLY)
    for groups in (["/leads"], []):
        assert (await city.comes(human, groups=groups)).status_code == 303
        assert await held(city.door, "by-hand") == [("lead-1", "sec-admin")]


async def test_a_portal_that_says_nothing_of_groups_takes_nothing_and_lets_nobody_in(
    city: SignOnCity,
) -> None:
    human = await city.linked("unsaid")
    city.maps(LINKED_ONLY)
    assert (await city.comes(human, groups=["/leads"])).status_code == 303
    assert (await city.comes(human)).status_code == 401
    assert await city.last_note() == (REFUSED, "unsaid", "unsaid", {"sign_on": "no_groups"})
    assert await held(city.door, "unsaid") == [("lead-1", BY)]


async def test_a_post_whose_role_or_unit_is_another_now_is_given_no_more(
    city: SignOnCity,
) -> None:
    human = await city.linked("changed")
    city.maps(LINKED_ONLY)
    assert (await city.comes(human, groups=["/leads"])).status_code == 303
    moved = replace(LEADS, unit="water")
    city.maps(replace(LINKED_ONLY, groups=Groups(claim="groups", give=(moved,))))
    assert (await city.comes(human, groups=["/leads"])).status_code == 303
    assert await held(city.door, "changed") == []


async def test_a_post_that_became_an_administrators_is_given_by_no_group(
    city: SignOnCity,
) -> None:
    human = await city.linked("rising")
    line = GroupPost(group="/leads", role=Role.SHIFT_LEAD, unit="", post="sys-admin")
    city.maps(replace(LINKED_ONLY, groups=Groups(claim="groups", give=(line,))))
    assert (await city.comes(human, groups=["/leads"])).status_code == 303
    assert await held(city.door, "rising") == []


async def test_an_administrator_is_given_no_business_post_and_is_told_so(
    city: SignOnCity,
) -> None:
    await city.links("audit-admin", "s-audit")
    city.maps(LINKED_ONLY)
    human = await city.door.human("audit-admin")
    before = await held(city.door, "audit-admin")
    told = await city.comes(human, "s-audit", groups=["/leads", "/water/clerks"])
    assert told.status_code == 409
    assert "problems" not in told.text
    assert not await human.is_in()
    assert await held(city.door, "audit-admin") == before
    noted = (REFUSED, "audit-admin", "audit-admin", {"sign_on": "not_apart"})
    assert await city.last_note() == noted
    assert (await city.comes(human, "s-audit", groups=[])).status_code == 303


async def test_nobody_is_let_in_to_an_account_because_it_bears_his_name(
    city: SignOnCity,
) -> None:
    """At many portals a human chooses by which name he is known."""
    await city.door.newcomer(city.security, "li.lei", "dispatcher-1")
    city.maps(MAPPING)
    impostor = await city.door.human("li.lei")
    told = await city.comes(impostor, "s-x", staff_number="li.lei", groups=["/leads"])
    assert told.status_code == 409
    assert await city.last_note() == (REFUSED, "", "", {"sign_on": "name_taken"})
    assert not await impostor.is_in()
    assert await held(city.door, "li.lei") == [("dispatcher-1", "sec-admin")]


async def test_an_account_is_made_for_a_post_and_by_a_code_only(city: SignOnCity) -> None:
    city.maps(MAPPING)
    human = await city.door.human("")
    for said, fault in (
        ({"staff_number": "staff-8", "groups": ["/choir"]}, "no_post"),
        ({"staff_number": "Li Lei", "groups": ["/leads"]}, "unfit_name"),
        ({"staff_number": 8, "groups": ["/leads"]}, "unfit_name"),
        ({"groups": ["/leads"]}, "unfit_name"),
        ({"staff_number": "staff-8"}, "no_groups"),
    ):
        assert (await city.comes(human, "s-8", **said)).status_code == 401
        assert await city.last_note() == (REFUSED, "", "", {"sign_on": fault})
    assert await city.door.finds(ACCOUNT, who="staff-8") == []


async def test_where_no_accounts_are_made_a_stranger_of_the_portal_is_told_whom_to_ask(
    city: SignOnCity,
) -> None:
    city.maps(PLAIN)
    told = await city.comes(await city.door.human(""), "s-nobody")
    assert told.status_code == 401
    assert zh("console.sign_on_unknown") in told.text
    assert await city.last_note() == (REFUSED, "", "", {"sign_on": "not_linked"})


async def test_a_disabled_account_stays_out_and_keeps_nothing(city: SignOnCity) -> None:
    human = await city.linked("gone", "seat-1")
    city.maps(MAPPING)
    await city.security.says("/accounts/gone/disable")
    said = {"staff_number": "gone", "groups": ["/leads"]}
    assert (await city.comes(human, **said)).status_code == 401
    assert await city.last_note() == (REFUSED, "gone", "gone", {"sign_on": "disabled"})
    assert ("lead-1", BY) not in await held(city.door, "gone")
