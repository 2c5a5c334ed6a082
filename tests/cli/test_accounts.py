"""`paidan account` and `paidan token`: what whoever keeps accounts types, and reads."""

import json
from typing import Any

import pytest

from tests.cli.front_window import FrontWindow
from tests.cli.run import paidan

Screen = pytest.CaptureFixture[str]
KEEPER: dict[str, Any] = {
    "username": "sec-admin",
    "title": "安全管理员",
    "disabled": False,
    "has_password": True,
    "has_second_factor": True,
    "posts": [],
    "subject": None,
    "last_reset": None,
}
TOKEN = {
    "person": "seat-1",
    "scopes": ["import", "read"],
    "created": "2026-03-02T09:00:00Z",
    "expires": "2026-03-09T09:00:00Z",
}
ASKED = {"asked_by": "sys-admin", "confirmed_by": None, "until": "2026-03-03T09:00:00Z"}


def test_of_a_last_reset_one_is_told_who_confirms_it_and_the_other_the_link(
    capsys: Screen, window: FrontWindow, here: tuple[str, str]
) -> None:
    path = "/accounts/sec-admin/password"
    until = "2026-03-03T09:00:00Z"
    waits = {"username": "sec-admin", "asked_by": "x", "awaits": "audit_admin", "until": until}
    link = {"username": "sec-admin", "url": "http://here/choose-password#word", "hours": 24}
    asks = ("account", "password", "sec-admin")
    window.says(path, (200, waits))
    status, out, _ = paidan(capsys, *asks, "--as", "sys-admin", *here)
    assert (status, "audit_admin" in out, until in out) == (0, True, True)
    window.says(path, (200, link))
    _, out, _ = paidan(capsys, *asks, "--as", "audit-admin", *here)
    assert out.splitlines()[-1] == link["url"]


@pytest.mark.parametrize(
    ("reset", "told"),
    [
        (None, "在用"),
        (ASKED, "已申请紧急重置"),
        ({**ASKED, "confirmed_by": "audit-admin"}, "已确认"),
    ],
)
def test_the_list_shows_who_lets_a_security_administrator_in_again(
    capsys: Screen,
    window: FrontWindow,
    here: tuple[str, str],
    reset: dict[str, Any] | None,
    told: str,
) -> None:
    window.says("/accounts", (200, {"accounts": [{**KEEPER, "last_reset": reset}]}))
    _, out, _ = paidan(capsys, "account", "list", "--as", "audit-admin", *here)
    assert told in out


def test_the_list_shows_who_comes_by_the_citys_single_sign_on(
    capsys: Screen, window: FrontWindow, here: tuple[str, str]
) -> None:
    window.says("/accounts", (200, {"accounts": [{**KEEPER, "subject": "248289761001"}, KEEPER]}))
    _, out, _ = paidan(capsys, "account", "list", "--as", "audit-admin", *here)
    assert out.count("已关联统一身份") == 1


def test_an_account_is_linked_by_the_subject_as_it_is_written(
    capsys: Screen, window: FrontWindow, here: tuple[str, str]
) -> None:
    window.says("/accounts/wang.min/sign-on/link", (200, KEEPER))
    window.says("/accounts/wang.min/sign-on/unlink", (200, KEEPER))
    asks = ("account", "link", "wang.min", "a|248289761001", "--as", "sec-admin")
    _, out, _ = paidan(capsys, *asks, *here)
    assert "已关联统一身份" in out
    _, out, _ = paidan(capsys, "account", "unlink", "wang.min", "--as", "sec-admin", *here)
    assert "已解除统一身份关联" in out
    papers = [(path, person, paper) for path, person, _, paper in window.papers]
    assert papers == [
        ("/accounts/wang.min/sign-on/link", "sec-admin", {"subject": "a|248289761001"}),
        ("/accounts/wang.min/sign-on/unlink", "sec-admin", {}),
    ]


def test_tokens_are_listed_ones_own_and_anothers(
    capsys: Screen, window: FrontWindow, here: tuple[str, str]
) -> None:
    own, other = ({**TOKEN, "id": f"{id}-of-a-token"} for id in (1, 2))
    window.says("/tokens", (200, {"tokens": [own]}))
    window.says("/tokens?account=wang.min", (200, {"tokens": [other]}))
    _, out, _ = paidan(capsys, "token", "list", "--as", "seat-1", *here)
    assert out.splitlines()[1].split() == [
        "1-of-a-token",
        "seat-1",
        "import,",
        "read",
        "2026-03-09",
    ]
    asked = ("token", "list", "--account", "wang.min", "--as", "sec-admin", "--json")
    _, out, _ = paidan(capsys, *asked, *here)
    assert json.loads(out) == [other]
