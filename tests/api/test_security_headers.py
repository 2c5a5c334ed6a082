"""Whatever is answered tells a browser to show it nowhere else and to keep no copy."""

import re
from pathlib import Path

import httpx
import pytest

from console.pages import static
from operations.virtual import VirtualHotline
from tests.acting import NOBODY, named
from tests.api.window import visitor, window_process

TEMPLATES = Path(static.__file__).parents[1] / "templates"
SEAT = named("seat-1")
PAGE = {**NOBODY, "Accept": "text/html"}
TOO_LARGE = {**SEAT, "Content-Length": "1000000"}
ANSWERS = {
    "a page": ("GET", "/sign-in", PAGE, 200),
    "a browser led elsewhere": ("GET", "/orders", PAGE, 303),
    "a stranger refused": ("GET", "/orders", NOBODY, 401),
    "a bare word": ("GET", "/healthz", NOBODY, 200),
    "what the public reads": ("GET", "/public/city", NOBODY, 200),
    "an answer": ("GET", "/orders", SEAT, 200),
    "a refusal": ("POST", "/unit-files", SEAT, 403),
    "nothing there": ("GET", "/nothing", SEAT, 404),
    "no such method": ("DELETE", "/orders", SEAT, 405),
    "an unreadable question": ("GET", "/orders?level=9", SEAT, 422),
    "a body that is too large": ("POST", "/orders", TOO_LARGE, 413),
    "a style sheet": ("GET", "/static/console.css", NOBODY, 200),
}


def guarded(answer: httpx.Response) -> None:
    """Insist on everything that an answer must tell a browser."""
    told = answer.headers
    policy = dict(
        one.strip().partition(" ")[::2] for one in told["content-security-policy"].split(";")
    )
    assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["form-action"] == "'self'"
    assert told["x-frame-options"] == "DENY"
    assert told["x-content-type-options"] == "nosniff"
    assert told["referrer-policy"] == "same-origin"
    assert "geolocation=()" in told["permissions-policy"]
    assert told["cross-origin-opener-policy"] == "same-origin"
    assert told["cross-origin-resource-policy"] == "same-origin"
    assert told["cross-origin-embedder-policy"] == "require-corp"


@pytest.mark.parametrize("kind", ANSWERS)
async def test_every_answer_is_guarded_and_kept_by_nobody_but_a_style_sheet(
    window: httpx.AsyncClient, kind: str
) -> None:
    method, path, who, status = ANSWERS[kind]
    answer = await window.request(method, path, headers=who)
    assert answer.status_code == status, answer.text
    guarded(answer)
    kept = "max-age=3600" if path.startswith("/static") else "no-store"
    assert answer.headers["cache-control"] == kept


async def test_a_fault_is_guarded_too(hotline: VirtualHotline) -> None:
    async with window_process(hotline, hotline.engines) as app, visitor(app) as browser:
        del app.state.office
        fault = await browser.get("/orders", headers=SEAT)
    assert fault.status_code == httpx.codes.INTERNAL_SERVER_ERROR
    assert fault.headers["x-request-id"]
    guarded(fault)


async def test_only_by_tls_is_a_browser_told_to_come_by_tls_for_a_year(
    hotline: VirtualHotline,
) -> None:
    async with window_process(hotline, hotline.engines) as app, visitor(app) as browser:
        by_tls = await browser.get("https://window/healthz")
        plainly = await browser.get("http://window/healthz")
        of_this_machine = await browser.get("https://localhost/healthz")
    assert by_tls.headers["strict-transport-security"] == "max-age=31536000"
    for told in (plainly, of_this_machine):
        assert told.status_code == httpx.codes.OK
        assert "strict-transport-security" not in told.headers


@pytest.mark.parametrize("template", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: path.name)
def test_no_page_needs_what_the_policy_refuses(template: Path) -> None:
    written = template.read_text(encoding="utf-8")
    assert not re.findall(r"<style|\sstyle=|\son\w+=|javascript:|https?://", written)
    assert all("src=" in script for script in re.findall(r"<script[^>]*>", written))
