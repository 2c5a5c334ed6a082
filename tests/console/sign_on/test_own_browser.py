"""A sign-in ends in the browser that began it, once: nobody is signed in as another, nor brought
to sign in as another, by an address that he follows."""

import asyncio
from datetime import timedelta
from urllib.parse import urlencode

import httpx
import pytest

from services.sign_on import journey
from tests.console.door import Human
from tests.console.sign_on.city import REFUSED, SignOnCity
from tests.console.sign_on.portal import BACK, BEGINNING, Asked, asked_of

KEPT = "__Host-paidan-sign-on"
COOKIE = "__Host-paidan"


async def fault(city: SignOnCity) -> str:
    """Why the last one was not let in, as the log says."""
    event, _, _, detail = await city.last_note()
    assert event == REFUSED
    return str(detail["sign_on"])


async def began(human: Human) -> Asked:
    """Somebody begins a sign-in; with what the portal is asked."""
    return asked_of(await human.browser.get(BEGINNING))


async def brings(city: SignOnCity, back: str, **cookies: str) -> httpx.Response:
    """What the console answers a browser that has these cookies and follows an address."""
    said = "; ".join(f"__Host-{name.replace('_', '-')}={word}" for name, word in cookies.items())
    return await (await city.door.human("")).browser.get(back, headers={"Cookie": said})


async def test_an_address_that_another_got_from_the_portal_lets_nobody_in(
    city: SignOnCity,
) -> None:
    """Somebody sends a victim the address that the portal sent himself back to."""
    attacker, victim = await city.linked("attacker", "seat-1"), await city.door.human("")
    back = city.portal.lets_in(await began(attacker), "sub-attacker")
    assert (await victim.browser.get(back)).status_code == 401
    assert await fault(city) == "not_begun"
    await victim.browser.get(BEGINNING)
    assert (await victim.browser.get(back)).status_code == 401
    assert await fault(city) == "foreign_state"
    assert not await victim.is_in()
    assert "/token" not in city.portal.asked


async def test_whoever_had_a_session_gets_another_one(city: SignOnCity) -> None:
    """Whatever cookie was planted in a browser before is no session of whoever signs in."""
    human = await city.linked("fixed", "seat-1")
    back = city.portal.lets_in(await began(human), "sub-fixed")
    kept = human.browser.cookies[KEPT]
    answer = await brings(city, back, paidan="planted", paidan_sign_on=kept)
    assert answer.status_code == 303
    given = {name: word for name, word in answer.cookies.items() if name == COOKIE}
    assert "planted" not in given.values()
    assert (await city.comes(human)).status_code == 303
    assert human.browser.cookies[COOKIE] not in given.values()


async def test_the_same_comes_back_once(city: SignOnCity) -> None:
    human = await city.linked("twice", "seat-1")
    back = city.portal.lets_in(await began(human), "sub-twice")
    kept = human.browser.cookies[KEPT]
    assert (await human.browser.get(back)).status_code == 303
    assert KEPT not in human.browser.cookies
    assert (await brings(city, back, paidan_sign_on=kept)).status_code == 401
    assert await fault(city) == "used"


async def test_of_several_who_bring_the_same_at_once_one_is_let_in(city: SignOnCity) -> None:
    human = await city.linked("raced", "seat-1")
    back = city.portal.lets_in(await began(human), "sub-raced")
    kept = human.browser.cookies[KEPT]
    city.portal.lax = True
    several = (brings(city, back, paidan_sign_on=kept) for _ in range(4))
    answers = await asyncio.gather(*several)
    assert sorted(answer.status_code for answer in answers) == [303, 401, 401, 401]


async def test_a_code_that_was_used_lets_nobody_in_whatever_the_portal_thinks_of_it(
    city: SignOnCity,
) -> None:
    """A code that was seen on the way is brought back with a sign-in of one's own."""
    human, thief = await city.linked("robbed", "seat-1"), await city.door.human("")
    back = city.portal.lets_in(await began(human), "sub-robbed")
    code = back.partition("code=")[2].partition("&")[0]
    assert (await human.browser.get(back)).status_code == 303
    for lax, told in ((False, "code_refused"), (True, "bad_token")):
        city.portal.lax = lax
        if lax:
            city.portal.codes[code] = (await began(human), {"sub": "sub-robbed"})
        own = await began(thief)
        answer = await thief.browser.get(f"{BACK}?{urlencode({'code': code, 'state': own.state})}")
        assert (answer.status_code, await fault(city)) == (401, told)
        assert not await thief.is_in()


async def test_a_code_of_anothers_sign_in_is_not_ours_to_use(city: SignOnCity) -> None:
    """The portal holds a code against the browser that it was asked for (PKCE)."""
    human, thief = await city.linked("watched", "seat-1"), await city.door.human("")
    back = city.portal.lets_in(await began(human), "sub-watched")
    code, own = back.partition("code=")[2].partition("&")[0], await began(thief)
    answer = await thief.browser.get(f"{BACK}?{urlencode({'code': code, 'state': own.state})}")
    assert (answer.status_code, await fault(city)) == (401, "code_refused")


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"state": ""}, "foreign_state"),
        ({"state": "\udcff"}, "foreign_state"),
        ({"code": ""}, "denied"),
        ({"code": "x" * 5000}, "denied"),
        ({"error": "access_denied"}, "denied"),
        ({"iss": "https://another.example"}, "foreign_issuer"),
    ],
)
async def test_what_comes_back_otherwise_lets_nobody_in(
    city: SignOnCity, more: dict[str, str], told: str
) -> None:
    human = await city.linked(f"odd-{sorted(more)[0]}-{len(str(more))}", "seat-1")
    asked = await began(human)
    said = {"code": "a-code", "state": asked.state, **more}
    query = urlencode(said, errors="surrogateescape")
    answer = await human.browser.get(f"{BACK}?{query}")
    assert (answer.status_code, await fault(city)) == (401, told)
    assert "/token" not in city.portal.asked


async def test_a_portal_that_says_who_it_is_must_say_it(city: SignOnCity) -> None:
    human = await city.linked("named", "seat-1")
    city.portal.document = {"authorization_response_iss_parameter_supported": True}
    city.maps()
    asked = await began(human)
    assert (await human.browser.get(city.portal.lets_in(asked, "sub-named"))).status_code == 401
    assert await fault(city) == "foreign_issuer"
    asked = await began(human)
    back = f"{city.portal.lets_in(asked, 'sub-named')}&iss={city.portal.issuer}"
    assert (await human.browser.get(back)).status_code == 303


async def test_a_sign_in_takes_minutes_and_no_longer(
    city: SignOnCity, monkeypatch: pytest.MonkeyPatch
) -> None:
    human = await city.linked("slow", "seat-1")
    monkeypatch.setattr(journey, "LASTS", timedelta(seconds=-1))
    assert (await city.comes(human)).status_code == 401
    assert await fault(city) == "not_begun"


async def test_what_a_browser_kept_is_of_our_making_and_for_this_portal(city: SignOnCity) -> None:
    human = await city.linked("forger", "seat-1")
    back = city.portal.lets_in(await began(human), "sub-forger")
    kept = human.browser.cookies[KEPT]
    for forged in ("", "AAAA", f"{kept[:40]}AAAA{kept[44:]}"):
        assert (await brings(city, back, paidan_sign_on=forged)).status_code == 401
        assert await fault(city) == "not_begun"
    assert (await brings(city, back, paidan_sign_on=kept)).status_code == 303
