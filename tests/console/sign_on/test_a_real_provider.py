"""By a provider that is not ours, in a process of its own: to it, back from it, and out of it."""

import asyncio
import sys
from collections.abc import AsyncIterator
from dataclasses import replace

import httpx
import pytest

from domain.vocabulary import Role
from operations.embedded.ports import free_ports
from policies.sign_on_mapping import GroupPost, Groups, NewAccounts, SignOnMapping
from tests.console.sign_on.city import SignOnCity
from tests.console.sign_on.portal import BEGINNING
from tests.hotline import comes_true

LINE = GroupPost(group="/water/clerks", role=Role.UNIT_CLERK, unit="water", post="water-clerk")
MAPPING = SignOnMapping(
    provider="city-portal",
    scopes=("profile",),
    accounts=NewAccounts(username="preferred_username", title="name"),
    groups=Groups(claim="groups", give=(LINE,)),
)
WANG = {"preferred_username": "wang.real", "name": "王敏", "groups": ["/water/clerks"]}


@pytest.fixture(scope="module")
async def provider() -> AsyncIterator[str]:
    """The address of a provider that runs beside us."""
    (port,) = free_ports(1)
    words = ("-m", "oidc_provider_mock", "--port", str(port), "--require-nonce", "true")
    quiet = asyncio.subprocess.DEVNULL
    process = await asyncio.create_subprocess_exec(
        sys.executable, *words, stdout=quiet, stderr=quiet
    )
    address = f"http://127.0.0.1:{port}"
    try:
        async with httpx.AsyncClient() as http:

            async def answers() -> bool:
                try:
                    return (await http.get(address)).is_success
                except httpx.TransportError:
                    return False

            await comes_true(answers)
            await http.put(f"{address}/users/s-wang", json=WANG)
        yield address
    finally:
        process.terminate()
        await process.wait()


async def test_a_human_goes_to_the_provider_comes_back_and_acts(
    city: SignOnCity, provider: str
) -> None:
    known = city.maps(MAPPING)
    known.registration = replace(known.registration, issuer=provider)
    human = await city.door.human("wang.real")
    to = (await human.browser.get(BEGINNING)).headers["location"]
    async with httpx.AsyncClient() as http:
        assert (await http.get(to)).status_code == 200
        back = (await http.post(to, data={"sub": "s-wang"})).headers["location"]
        denied = (await http.post(to, data={"action": "deny"})).headers["location"]
    answer = await human.browser.get(back)
    assert (answer.status_code, answer.headers["location"]) == (303, "/?tried=true")
    assert "王敏" in (await human.browser.get("/me")).text
    assert (await human.browser.get(back)).status_code == 401
    assert "access_denied" in denied
    left = await human.fills_in("/sign-out")
    page = (await human.browser.get(left.headers["location"])).text
    way_out = page.partition(f'href="{provider}')[2].partition('"')[0]
    async with httpx.AsyncClient() as http:
        assert (await http.get(f"{provider}{way_out}")).status_code == 200
