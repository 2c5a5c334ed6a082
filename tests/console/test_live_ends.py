"""What a page is told ends with its session, by hand or by time, and no page keeps one going."""

from collections.abc import AsyncIterator

import pytest

from api.people import COOKIE
from operations.virtual import VirtualHotline
from tests.api.live_page import LivePage, open_page
from tests.console.door import Door, Human
from tests.served import served

ALMOST = "UPDATE session SET seen_at = clock_timestamp() - interval '29 minutes 56 seconds'"


@pytest.fixture(scope="module")
async def address(hotline: VirtualHotline) -> AsyncIterator[str]:
    """Where the hotline's window is open to real connections."""
    async with served(hotline) as address:
        yield address


@pytest.fixture(scope="module")
async def security(door: Door) -> Human:
    """The security administrator."""
    return await door.administrator("sec-admin")


def known_by(human: Human) -> dict[str, str]:
    """By what a page of this browser is let in."""
    return {"Cookie": f"{COOKIE}={human.browser.cookies[COOKIE]}"}


async def ended(page: LivePage) -> None:
    await page.ends()
    assert page.told[-1] == ("over", {})


async def test_it_ends_when_one_signs_out_and_when_one_is_disabled(
    door: Door, security: Human, address: str
) -> None:
    leaves = await door.newcomer(security, "leaves", "water-clerk")
    dismissed = await door.newcomer(security, "dismissed", "water-clerk")
    async with (
        open_page(address, known_by(leaves)) as first,
        open_page(address, known_by(dismissed)) as second,
    ):
        await first.stands()
        await second.stands()
        await leaves.fills_in("/sign-out")
        await ended(first)
        assert not second.is_over
        await security.says("/accounts/dismissed/disable")
        await ended(second)


async def test_it_ends_when_one_acts_in_another_post(
    door: Door, security: Human, address: str
) -> None:
    human = await door.newcomer(security, "two-posts", "water-clerk", "housing-clerk")
    await human.fills_in("/me/post", person="water-clerk")
    async with open_page(address, known_by(human)) as page:
        await page.stands()
        await human.fills_in("/me/post", person="housing-clerk")
        await ended(page)


async def test_a_page_that_only_stands_open_keeps_no_session_going(
    door: Door, security: Human, address: str
) -> None:
    human = await door.newcomer(security, "asleep", "water-clerk")
    async with open_page(address, known_by(human)) as page:
        await page.stands()
        await door.does(f"{ALMOST} WHERE account = 'asleep'")
        await ended(page)
