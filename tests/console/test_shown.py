"""How pages are shown is one's own choice, and what they fetch says the same for ever."""

import json
import re
from pathlib import Path

import httpx
import pytest

from console.pages.shown import own_path
from tests.api.window import is_problem
from tests.console.door import OWN_PAGE, Door, Human

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
async def security(door: Door) -> Human:
    """The security administrator."""
    return await door.administrator("sec-admin")


async def test_what_somebody_prefers_follows_him_and_nobody_else(
    door: Door, security: Human
) -> None:
    human = await door.newcomer(security, "li.na", "dispatcher-1")
    said = await human.fills_in("/me/preferences", language="en", theme="dark", back="/orders?x=1")
    assert said.headers["location"] == "/orders?x=1"
    elsewhere = await door.human("li.na")
    await elsewhere.signs_in()
    page = (await elsewhere.browser.get("/me")).text
    assert '<html lang="en" data-theme="dark" data-density="dense">' in page
    assert 'data-theme="system"' in (await security.browser.get("/me")).text


async def test_what_is_no_ground_and_what_another_page_sends_changes_nothing(
    security: Human,
) -> None:
    assert (await security.fills_in("/me/preferences", theme="pink")).status_code == 422
    forged = {"theme": "dark", "form_word": "guessed"}
    sent = await security.browser.post("/me/preferences", data=forged, headers=OWN_PAGE)
    assert is_problem(sent, 403) == "from_elsewhere"
    assert 'data-theme="system"' in (await security.browser.get("/me")).text


@pytest.mark.parametrize("path", ["//evil.example", "/\\evil.example", "https://evil.example", ""])
async def test_no_form_leads_off_this_address(path: str) -> None:
    assert own_path(path) == "/"


async def test_a_stranger_s_browser_remembers_its_language(door: Door) -> None:
    stranger = (await door.human("")).browser
    assert (await stranger.get("/sign-in?language=en")).status_code == httpx.codes.SEE_OTHER
    page = (await stranger.get("/sign-in")).text
    assert ("Sign in" in page, "登录" in page) == (True, False)


async def test_whoever_comes_to_the_address_alone_is_led_home(door: Door, security: Human) -> None:
    page = {"Accept": "text/html"}
    dispatcher = await door.newcomer(security, "sun.qi", "dispatcher-2")
    assert (await dispatcher.browser.get("/", headers=page)).headers["location"] == "/dispatch"
    assert (await security.browser.get("/", headers=page)).headers["location"] == "/me"
    program = await dispatcher.browser.get("/", headers={"Accept": "*/*"})
    assert program.json()["health"] == "/health"


async def test_a_file_is_kept_for_ever_under_its_hash_and_comes_compressed(door: Door) -> None:
    browser = (await door.human("")).browser
    page = (await browser.get("/sign-in")).text
    [address] = re.findall(r'href="(/static/console\.css[^"]*)"', page)
    kept = await browser.get(address)
    assert "immutable" in kept.headers["cache-control"]
    assert kept.headers["content-encoding"] == "gzip"
    plain = await browser.get("/static/console.css?v=other", headers={"Accept-Encoding": ""})
    assert "immutable" not in plain.headers["cache-control"]
    assert plain.text == kept.text
    assert len(plain.content) < 30_000


def test_what_the_build_fetches_is_pinned_by_hash_and_names_no_host() -> None:
    locked = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"]
    fetched = {name: one for name, one in locked.items() if name}
    assert set(fetched) == {"node_modules/htmx.org"}
    for one in fetched.values():
        assert one["integrity"].startswith("sha512-")
        assert "resolved" not in one
