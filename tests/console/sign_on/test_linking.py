"""Accounts are linked to humans of the portal by the security administrator, and by nobody else."""

import asyncio

import httpx

from tests.acting import named
from tests.api.window import is_problem
from tests.console.sign_on.city import REFUSED, SignOnCity


async def unlinks(city: SignOnCity, username: str) -> httpx.Response:
    """The security administrator links an account to nobody any more."""
    return await city.security.says(f"/accounts/{username}/sign-on/unlink")


async def test_a_link_is_shown_and_on_record_without_the_human_it_names(city: SignOnCity) -> None:
    await city.linked("wu.di", "seat-1")
    listed = (await city.security.browser.get("/accounts")).json()["accounts"]
    shown = {one["username"]: one["subject"] for one in listed}
    assert (shown["wu.di"], shown["sec-admin"]) == ("sub-wu.di", None)
    event, account, by, detail = await city.last_note()
    assert (event, account, by, list(detail)) == ("sign_on_linked", "wu.di", "sec-admin", ["link"])
    assert "sub-wu.di" not in str(await city.door.finds("SELECT * FROM access_log"))


async def test_one_human_is_one_account(city: SignOnCity) -> None:
    await city.linked("gao.fei", "seat-1")
    await city.linked("feng.bo", "seat-1")
    for username, subject in (("gao.fei", "another"), ("sys-admin", "sub-gao.fei")):
        assert is_problem(await city.links(username, subject), 409) == "linked_already"
    assert is_problem(await city.links("nobody", "x"), 404) == "unknown_account"


async def test_of_two_who_link_the_same_human_at_once_one_does(city: SignOnCity) -> None:
    for username in ("first", "second"):
        await city.security.says("/accounts", username=username, title="x", posts=[])
    answers = await asyncio.gather(*(city.links(one, "the-same") for one in ("first", "second")))
    assert sorted(answer.status_code for answer in answers) == [200, 409]


async def test_who_is_unlinked_is_out_at_once_and_may_be_linked_anew(city: SignOnCity) -> None:
    human = await city.linked("he.jing", "seat-1")
    by_password = await city.door.human("he.jing")
    link = (await city.security.says("/accounts/he.jing/password")).json()["url"]
    await city.door.chooses(by_password, link.partition("#")[2])
    await by_password.signs_in()
    assert (await city.comes(human)).status_code == 303
    assert (await unlinks(city, "he.jing")).json()["subject"] is None
    assert not await human.is_in()
    assert await by_password.is_in()
    assert (await city.comes(human)).status_code == 401
    assert await city.last_note() == (REFUSED, "", "", {"sign_on": "not_linked"})
    assert is_problem(await unlinks(city, "he.jing"), 404) == "not_linked"
    assert (await city.links("he.jing", "anew")).status_code == 200
    assert (await city.comes(human, "anew")).status_code == 303


async def test_only_the_security_administrator_links(city: SignOnCity) -> None:
    await city.linked("qian.yu", "seat-1")
    browser = (await city.door.human("")).browser
    for person in ("sys-admin", "audit-admin", "head-1", "seat-1"):
        for path, said in (("link", {"subject": "x"}), ("unlink", {})):
            address = f"/accounts/qian.yu/sign-on/{path}"
            answer = await browser.post(address, json=said, headers=named(person))
            assert is_problem(answer, 403) == "role_may_not"


async def test_a_human_of_another_portal_who_is_called_the_same_is_another(
    city: SignOnCity,
) -> None:
    human = await city.linked("zhou.yi", "seat-1")
    await city.door.does("UPDATE sign_on_link SET issuer = 'https://former.example'")
    assert (await city.comes(human)).status_code == 401
    assert await city.last_note() == (REFUSED, "", "", {"sign_on": "not_linked"})
