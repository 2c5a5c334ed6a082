"""Every page in care: no fault that axe finds, nothing sideways, little to fetch (37, 39, 43)."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

import pytest

from tests.console.browser.real import Seat

pytestmark = pytest.mark.long(seconds=60)
Seats = Callable[..., AbstractAsyncContextManager[Seat]]
PAGES = {
    "dispatcher-1": ("/dispatch", "/orders", "/orders?urgency=urgent", "/me", "/nothing"),
    "water-clerk": ("/unit", "/unit?list=to_sign", "/me/second-factor"),
}
WIDTHS = (360, 768, 1440)
FIRST_LOAD = 400_000


@pytest.mark.parametrize("ground", ["light", "dark"])
async def test_criterion_39_axe_finds_nothing_serious(seat: Seats, ground: str) -> None:
    faults = dict[str, list[str]]()
    for person, paths in PAGES.items():
        async with seat(color_scheme=ground) as somebody:
            somebody.answers.add(404)
            await somebody.opens("/sign-in")
            faults["/sign-in"] = await somebody.faults_by_axe()
            await somebody.signs_in(person)
            for path in paths:
                await somebody.opens(path)
                faults[path] = await somebody.faults_by_axe()
    assert {path: found for path, found in faults.items() if found} == {}


async def test_criterion_32_nothing_scrolls_sideways_in_either_language(seat: Seats) -> None:
    wide = list[str]()
    for person, paths in PAGES.items():
        async with seat() as somebody:
            somebody.answers.add(404)
            await somebody.signs_in(person)
            for language in ("en", "zh"):
                await somebody.page.click(f'button[name="language"][value="{language}"]')
                for path in paths:
                    await somebody.opens(path)
                    for width in WIDTHS:
                        await somebody.page.set_viewport_size({"width": width, "height": 740})
                        if await somebody.is_too_wide():
                            wide.append(f"{path} {width} {language}")
    assert wide == []


async def test_criterion_43_the_first_load_is_small(seat: Seats) -> None:
    async with seat() as somebody:
        sizes = list[int]()
        session = await somebody.page.context.new_cdp_session(somebody.page)
        await session.send("Network.enable")
        session.on("Network.loadingFinished", lambda one: sizes.append(one["encodedDataLength"]))
        await somebody.signs_in("dispatcher-1")
        await somebody.page.wait_for_load_state("networkidle")
        assert 0 < sum(sizes) < FIRST_LOAD


async def test_criterion_37_an_error_names_what_is_wrong_and_the_way_back(seat: Seats) -> None:
    async with seat() as somebody:
        somebody.answers.add(422)
        await somebody.signs_in("dispatcher-1")
        await somebody.opens("/orders?page=x")
        told = await somebody.page.locator("main").inner_text()
        assert "page" in told
        await somebody.page.click("text=回到工作台")
        assert somebody.page.url.endswith("/dispatch")
