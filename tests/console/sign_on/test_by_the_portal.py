"""People come by the city's single sign-on: a session like any other, and passwords go on."""

import asyncio
from dataclasses import replace

import pytest

from services.sign_on import provider_http
from tests.acting import NOBODY
from tests.console.sign_on.city import PLAIN, REFUSED, SignOnCity
from tests.console.sign_on.portal import BACK, BEGINNING, CLIENT, asked_of
from texts import zh

SESSIONS = (
    "SELECT person, sign_on_link IS NOT NULL, factor_proved FROM session WHERE account = :who"
)
DOCUMENT = "/.well-known/openid-configuration"


async def test_whoever_is_linked_is_let_in_and_acts_in_his_post(city: SignOnCity) -> None:
    human = await city.linked("wang.min", "seat-1")
    assert BEGINNING in (await human.browser.get("/sign-in")).text
    answer = await city.comes(human)
    assert (answer.status_code, answer.headers["location"]) == (303, "/?tried=true")
    assert await human.is_in()
    assert (await human.registers()).status_code == 201
    assert await city.door.finds(SESSIONS, who="wang.min") == [("seat-1", True, False)]
    [[link]] = await city.door.finds("SELECT id FROM sign_on_link WHERE account = 'wang.min'")
    noted = ("signed_in", "wang.min", "wang.min", {"sign_on_link": link})
    assert await city.last_note() == noted


async def test_a_portal_may_call_its_humans_by_a_word_of_its_own(city: SignOnCity) -> None:
    human = await city.linked("he.ping", "seat-1")
    city.maps(replace(PLAIN, subject="staff_id"))
    assert (await city.comes(human, "another", staff_id="sub-he.ping")).status_code == 303
    for staff_id in (None, "", 7, "x" * 256, ["sub-he.ping"]):
        assert (await city.comes(human, "sub-he.ping", staff_id=staff_id)).status_code == 401


async def test_the_portal_is_asked_as_openid_connect_wants_it(city: SignOnCity) -> None:
    human = await city.door.human("")
    said = asked_of(await human.browser.get(BEGINNING)).said
    assert said["redirect_uri"] == BACK
    assert (said["client_id"], said["response_type"]) == (CLIENT, "code")
    assert (said["scope"], said["code_challenge_method"]) == ("openid", "S256")
    again = asked_of(await human.browser.get(BEGINNING)).said
    for word in ("state", "nonce", "code_challenge"):
        assert said[word] != again[word]
        assert len(said[word]) >= 43


async def test_what_a_browser_keeps_meanwhile_no_script_reads_and_no_other_address_gets(
    city: SignOnCity,
) -> None:
    reply = await (await city.door.human("")).browser.get(BEGINNING)
    kept = reply.headers["set-cookie"]
    assert kept.startswith("__Host-paidan-sign-on=")
    for word in ("HttpOnly", "Secure", "Path=/", "SameSite=lax", "Max-Age=600"):
        assert word in kept
    asked = asked_of(reply)
    assert asked.state not in kept
    assert asked.nonce not in kept


async def test_nobody_but_the_portal_is_asked_and_once_for_many(city: SignOnCity) -> None:
    humans = [await city.door.human("") for _ in range(5)]
    await asyncio.gather(*(human.browser.get(BEGINNING) for human in humans))
    assert city.portal.asked == [DOCUMENT]
    human = await city.linked("li.na", "seat-2")
    for _ in range(2):
        await city.comes(human)
    assert city.portal.asked == [DOCUMENT, "/token", "/keys", "/token"]


async def test_a_sign_out_offers_the_way_out_of_the_portal(city: SignOnCity) -> None:
    human = await city.linked("zhao.lei", "dispatcher-1")
    await city.comes(human)
    left = await human.fills_in("/sign-out")
    assert left.headers["location"] == "/sign-in?left=true"
    assert not await human.is_in()
    page = await human.browser.get("/sign-in?left=true")
    assert f'href="{city.portal.issuer}/leave?client_id={CLIENT}"' in page.text
    assert "/leave" not in (await human.browser.get("/sign-in")).text


async def test_while_the_portal_is_away_passwords_go_on_and_the_system_is_ready(
    city: SignOnCity,
) -> None:
    human = await city.door.newcomer(city.security, "sun.qi", "callback-1")
    city.portal.away = True
    city.maps()
    told = await human.browser.get(BEGINNING)
    assert told.status_code == 503
    assert zh("console.sign_on_away") in told.text
    assert 'name="password"' in told.text
    assert await city.last_note() == (REFUSED, "", "", {"sign_on": "provider_away"})
    assert (await human.signs_in()).status_code == 303
    assert (await human.browser.get("/sign-in?left=true")).status_code == 200
    assert (await human.browser.get("/readyz", headers=NOBODY)).status_code == 200
    city.portal.away = False
    assert (await human.browser.get(BEGINNING)).status_code == 303


async def test_a_portal_that_goes_away_meanwhile_lets_nobody_in(city: SignOnCity) -> None:
    human = await city.linked("hu.ge", "seat-1")
    asked = asked_of(await human.browser.get(BEGINNING))
    city.portal.away = True
    told = await human.browser.get(city.portal.lets_in(asked, "sub-hu.ge"))
    assert told.status_code == 503
    assert not await human.is_in()


async def test_a_portal_that_takes_questions_and_answers_none_is_not_waited_for(
    city: SignOnCity, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(provider_http, "ALTOGETHER_S", 0.05)
    city.portal.answers.clear()
    humans = [await city.door.human("") for _ in range(3)]
    told = await asyncio.gather(*(human.browser.get(BEGINNING) for human in humans))
    assert {answer.status_code for answer in told} == {503}


@pytest.mark.parametrize(
    "document",
    [
        {"issuer": "https://another.example"},
        {"token_endpoint": None},
        {"token_endpoint": "http://portal.example/token"},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"jwks_uri": "https://user@portal.example/keys"},
        {"issuer_is_long": "x" * 300_000},
    ],
)
async def test_a_portal_whose_document_is_not_sound_is_not_used(
    city: SignOnCity, document: dict[str, str]
) -> None:
    city.portal.document = document
    told = await (await city.door.human("")).browser.get(BEGINNING)
    assert told.status_code == 503
    assert "location" not in told.headers


async def test_the_portal_sends_our_secret_to_no_further_address(city: SignOnCity) -> None:
    human = await city.linked("ma.li", "seat-1")
    city.portal.document = {"token_endpoint": f"{city.portal.issuer}/moved"}
    city.maps()
    told = await city.comes(human)
    assert told.status_code == 503
    assert city.portal.asked[-1] == "/moved"
    assert "/elsewhere" not in city.portal.asked


async def test_a_city_without_single_sign_on_shows_no_button(city: SignOnCity) -> None:
    city.app.state.office = replace(city.app.state.office, sign_on=None)
    human = await city.door.human("")
    assert BEGINNING not in (await human.browser.get("/sign-in")).text
    for path in (BEGINNING, BACK):
        assert (await human.browser.get(path)).status_code == 404


async def test_what_the_button_says_is_the_citys_to_say(city: SignOnCity) -> None:
    provider = city.maps()
    human = await city.door.human("")
    assert "统一身份认证登录" in (await human.browser.get("/sign-in")).text
    provider.registration = replace(provider.registration, label="<b>Portal</b> of X")
    page = (await human.browser.get("/sign-in")).text
    assert "&lt;b&gt;Portal&lt;/b&gt; of X" in page
