"""A second factor after the portal: its own code, unless the portal says that it asked one."""

from dataclasses import replace

from policies.sign_on_mapping import ProvedFactor, SignOnMapping
from services.accounts.asked_factor import AskedFactor
from tests.console.door import Human, hidden
from tests.console.sign_on.city import PLAIN, SignOnCity
from tests.console.test_second_factor import Telephone, with_a_second_factor

BY_AMR = replace(PLAIN, second_factor=ProvedFactor(claim="amr", values=("mfa", "otp")))
SESSIONS = "SELECT sign_on_link IS NOT NULL, factor_proved FROM session WHERE account = :who"
FAILURES = "SELECT failures FROM account WHERE username = :who"


async def with_a_telephone(city: SignOnCity, username: str, mapping: SignOnMapping) -> Telephone:
    """Somebody who is linked and has set up a second factor."""
    human = await city.door.newcomer(city.security, username, "seat-1")
    telephone = await with_a_second_factor(city.door, human)
    await city.door.does("UPDATE session SET ended_at = now() WHERE account = :who", who=username)
    assert (await city.links(username, f"sub-{username}")).status_code == 200
    city.maps(mapping)
    return telephone


async def types(human: Human, known: str, code: str) -> int:
    """Type a code after the portal; how it is answered."""
    return (await human.signs_in("", known=known, code=code)).status_code


async def test_whoever_has_a_second_factor_is_asked_for_a_code_after_the_portal(
    city: SignOnCity,
) -> None:
    telephone = await with_a_telephone(city, "chen.xi", PLAIN)
    human = await city.door.human("chen.xi")
    asked = await city.comes(human, amr=["mfa"])
    assert (asked.status_code, 'name="code"' in asked.text) == (200, True)
    assert not await human.is_in()
    known = hidden(asked, "known")
    assert await types(human, known, "000000x") == 401
    assert await city.door.finds(FAILURES, who="chen.xi") == [(1,)]
    assert await types(human, known, await telephone.next_code(human)) == 303
    assert await human.is_in()
    assert await city.door.finds(f"{SESSIONS} AND ended_at IS NULL", who="chen.xi") == [
        (True, False)
    ]


async def test_where_the_portal_says_that_it_asked_one_no_code_is_asked(city: SignOnCity) -> None:
    await with_a_telephone(city, "tang.yi", BY_AMR)
    human = await city.door.human("tang.yi")
    for amr in (["pwd"], "pwd", None, [["mfa"]]):
        assert 'name="code"' in (await city.comes(human, amr=amr)).text
    assert (await city.comes(human, amr=["pwd", "mfa"])).status_code == 303
    assert (await city.comes(human, amr="otp")).status_code == 303


async def test_where_the_city_asks_a_second_factor_the_portals_is_one(city: SignOnCity) -> None:
    human = await city.linked("xu.lin", "seat-1")
    city.maps(BY_AMR, AskedFactor.EVERYBODY)
    await city.comes(human)
    owed = await human.browser.get("/me")
    assert owed.headers["location"] == "/me/second-factor"
    await city.comes(human, amr=["mfa"])
    assert (await human.browser.get("/me")).status_code == 200
    assert (await human.registers()).status_code == 201


async def test_a_link_that_is_undone_before_the_code_lets_nobody_in(city: SignOnCity) -> None:
    telephone = await with_a_telephone(city, "luo.an", PLAIN)
    human = await city.door.human("luo.an")
    known = hidden(await city.comes(human), "known")
    await city.security.says("/accounts/luo.an/sign-on/unlink")
    assert await types(human, known, await telephone.next_code(human)) == 401
