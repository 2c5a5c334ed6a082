"""A page that lets its own name lead to this machine is answered nothing (DNS rebinding)."""

import httpx
import pytest

from tests.acting import named
from tests.api.window import is_problem

OURS = ("window", "window:8000", "WINDOW", "localhost:1")
NOT_OURS = (
    "evil.example",
    "evil.example:8000",
    "window.evil.example",
    "",
    "[",
    "[::1",
    "@window@x",
)


@pytest.mark.parametrize("host", OURS)
async def test_what_is_asked_by_a_name_of_ours_is_answered(
    window: httpx.AsyncClient, host: str
) -> None:
    answer = await window.get("/orders", headers={**named("seat-1"), "Host": host})
    assert answer.status_code == httpx.codes.OK


@pytest.mark.parametrize("host", NOT_OURS)
@pytest.mark.parametrize("path", ["/orders", "/healthz", "/sign-in"])
async def test_what_is_asked_by_another_name_is_not(
    window: httpx.AsyncClient, host: str, path: str
) -> None:
    answer = await window.get(path, headers={**named("seat-1"), "Host": host})
    assert is_problem(answer, 421) == "not_served_here"
    assert answer.headers["x-frame-options"] == "DENY"
