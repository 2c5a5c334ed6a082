"""Accounts: three administrators begin, humans hold posts, and each act says by what it came."""

import asyncio
from collections.abc import AsyncIterator
from uuid import uuid4

import pytest
from sqlalchemy.exc import DBAPIError

from operations.virtual import VirtualHotline
from services.access.principal import OPERATOR
from services.access.rights import MayNot
from services.accounts.administration import reset_password
from services.accounts.first_accounts import ADMINISTRATORS
from store.register.administrators import enter_administrators
from tests.acting import named
from tests.api.window import is_problem, window_process
from tests.console.door import OWN_PAGE, PASSWORD, Door, Human
from texts import say

PAGE = {"Accept": "text/html,application/xhtml+xml"}
WAITS = "SELECT failures, locked_until > clock_timestamp() FROM account WHERE username = :who"


@pytest.fixture(scope="module")
async def security(door: Door) -> AsyncIterator[Human]:
    """The security administrator, who keeps the accounts."""
    return await door.administrator("sec-admin")


async def test_a_link_chooses_one_password_once(door: Door) -> None:
    human, link = await door.human("audit-admin"), door.links["audit-admin"]
    weak = await door.chooses(human, link, "audit-admin-1")
    assert weak.status_code == 422
    assert (await door.chooses(human, link)).headers["location"] == "/sign-in"
    assert (await door.chooses(human, link, "another long password")).status_code == 410
    assert (await human.signs_in()).headers["location"].startswith("/?")
    page = (await human.browser.get("/me")).text
    assert "audit-admin" in page


async def test_a_human_acts_in_the_post_that_he_holds_and_the_ledger_says_by_what(
    door: Door, security: Human
) -> None:
    human = await door.newcomer(security, "wang.min", "seat-1")
    opened = await human.registers()
    assert opened.status_code == 201, opened.text
    number = opened.json()["number"]
    ledger = (await human.browser.get(f"/orders/{number}/ledger")).json()
    opened_line = ledger[0]
    assert opened_line["actor"] == "seat-1"
    assert opened_line["detail"]["admitted_by"] == "session"
    machine = await human.browser.post(
        "/orders", json={}, headers={**named("seat-1"), "Idempotency-Key": "k"}
    )
    assert is_problem(machine, 422) == "bad_paper"


async def test_only_the_security_administrator_keeps_accounts(door: Door) -> None:
    for person in ("head-1", "seat-1", "sys-admin", "audit-admin"):
        keeper = named(person)
        paper = {"username": "x", "title": "x"}
        refused = await (await door.human("")).browser.post("/accounts", json=paper, headers=keeper)
        assert is_problem(refused, 403) == "role_may_not"
    stranger = await (await door.human("")).browser.post("/accounts", json={"username": "x"})
    assert stranger.status_code in (401, 422)


async def test_an_account_that_there_is_is_not_added_again(door: Door, security: Human) -> None:
    await door.newcomer(security, "shen.yu", "seat-1")
    paper = {"username": "shen.yu", "title": "x", "posts": ["dispatcher-1"]}
    assert is_problem(await security.says("/accounts", **paper), 409) == "account_taken"
    held = "SELECT person FROM held_post WHERE account = 'shen.yu'"
    assert await door.finds(held) == [("seat-1",)]


async def test_administrators_whom_the_register_knows_are_not_entered_again(door: Door) -> None:
    titles = dict.fromkeys(ADMINISTRATORS, "x")
    async with door.engine.begin() as connection:
        await enter_administrators(connection, ADMINISTRATORS, titles, "again")
    entered = "SELECT code FROM register_change WHERE changed_by = 'again'"
    assert await door.finds(entered) == []


async def test_auditors_read_who_may_sign_in_and_offices_do_not(door: Door) -> None:
    anyone = (await door.human("")).browser
    told = (await anyone.get("/accounts", headers=named("audit-admin"))).json()["accounts"]
    assert {"sys-admin", "sec-admin", "audit-admin"} <= {one["username"] for one in told}
    assert is_problem(await anyone.get("/accounts", headers=named("head-1")), 403)


async def test_twenty_wrong_tries_at_once_count_twenty_and_the_right_one_waits(
    door: Door, security: Human
) -> None:
    human = await door.newcomer(security, "li.na", "seat-2")
    await asyncio.gather(*(human.signs_in(f"wrong {n}") for n in range(20)))
    assert await door.finds(WAITS, who="li.na") == [(20, True)]
    assert (await human.signs_in()).status_code == 401
    await door.does("UPDATE account SET locked_until = clock_timestamp() WHERE username = 'li.na'")
    assert (await human.signs_in()).status_code == 303
    assert await door.finds(WAITS, who="li.na") == [(0, None)]


async def test_four_wrong_tries_are_borne_and_the_fifth_is_waited_for(
    door: Door, security: Human
) -> None:
    human = await door.newcomer(security, "zhao.lei", "dispatcher-1")
    for wrong, answered in ((4, 303), (5, 401)):
        for n in range(wrong):
            assert (await human.signs_in(f"wrong {n}")).status_code == 401
        assert (await human.signs_in()).status_code == answered


async def test_what_is_typed_for_nobody_is_not_kept(door: Door) -> None:
    human = await door.human("my secret password")
    refused = await human.signs_in("wang.min")
    assert refused.status_code == 401
    kept = await door.finds("SELECT * FROM access_log")
    assert "my secret password" not in str(kept)
    assert "" in {row[3] for row in kept if row[2] == "sign_in_refused"}


async def test_a_disabled_account_lets_nobody_in_and_whoever_is_in_is_out(
    door: Door, security: Human
) -> None:
    human = await door.newcomer(security, "sun.qi", "callback-1")
    token = (await human.says("/tokens")).json()["token"]
    disabled = await security.says("/accounts/sun.qi/disable")
    assert disabled.json()["disabled"] is True
    assert not await human.is_in()
    assert (await human.signs_in()).status_code == 401
    shown = {"Authorization": f"Bearer {token}"}
    assert is_problem(await human.browser.get("/orders", headers=shown), 401) == "not_admitted"


async def test_an_account_that_is_shut_behind_the_doors_back_is_shut(
    door: Door, security: Human
) -> None:
    human = await door.newcomer(security, "hu.ge", "seat-1")
    shut = "UPDATE account SET disabled_at = now(), disabled_by = 'x' WHERE username = 'hu.ge'"
    await door.does(shut)
    assert not await human.is_in()


async def test_the_owner_of_the_machine_lets_in_a_security_administrator_and_nobody_else(
    door: Door, security: Human, hotline: VirtualHotline
) -> None:
    async with window_process(hotline, hotline.engines) as app:
        office = app.state.office
        with pytest.raises(MayNot):
            await reset_password(OPERATOR, office, "audit-admin")
        link = await reset_password(OPERATOR, office, security.username)
    assert (await door.chooses(security, link.word)).status_code == 303
    assert (await security.signs_in()).status_code == 303
    made = "SELECT by FROM access_log WHERE event = 'link_made' AND account = 'sec-admin'"
    assert (await door.finds(made))[-1] == ("owner-of-the-data-directory",)


async def test_a_new_password_ends_every_session_of_the_old_one(
    door: Door, security: Human
) -> None:
    here = await door.newcomer(security, "wu.di", "reviewer-1")
    there = await door.human("wu.di")
    await there.signs_in()
    known = await here.fills_in("/me/password", known="wrong", password="a new long password")
    assert known.status_code == 401
    done = await here.fills_in("/me/password", known=PASSWORD, password="a new long password")
    assert done.headers["location"] == "/sign-in"
    assert not await here.is_in()
    assert not await there.is_in()
    assert (await here.signs_in()).status_code == 401
    assert (await here.signs_in("a new long password")).status_code == 303


async def test_whoever_signs_out_is_out(door: Door, security: Human) -> None:
    human = await door.newcomer(security, "he.jing", "lead-1")
    cookie = human.browser.cookies["__Host-paidan"]
    await human.fills_in("/sign-out")
    human.browser.cookies.set("__Host-paidan", cookie, domain="window")
    assert not await human.is_in()


@pytest.mark.parametrize(
    "past",
    [
        "seen_at = seen_at - interval '31 minutes'",
        "begun_at = begun_at - interval '13 hours'",
    ],
)
async def test_a_session_ends_by_time(door: Door, security: Human, past: str) -> None:
    name = f"clerk.{past.partition('_')[0]}"
    human = await door.newcomer(security, name, "supervisor-1")
    assert await human.is_in()
    await door.does(f"UPDATE session SET {past} WHERE account = :who", who=name)
    assert not await human.is_in()
    assert is_problem(await human.registers(), 401) == "not_signed_in"


async def test_what_another_page_sends_does_nothing(door: Door, security: Human) -> None:
    human = await door.newcomer(security, "qian.yu", "seat-1")
    paper = {"json": {}, "headers": {"Idempotency-Key": "theirs"}}
    for elsewhere in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}, {}):
        headers = {**paper["headers"], **elsewhere}
        sent = await human.browser.post("/tokens", json={}, headers=headers)
        assert is_problem(sent, 403) == "from_elsewhere"
    other = await door.newcomer(security, "feng.bo", "seat-2")
    page = (await other.browser.get("/me")).text
    word = page.partition('name="form_word" value="')[2].partition('"')[0]
    sent = await human.browser.post("/sign-out", data={"form_word": word}, headers=OWN_PAGE)
    assert is_problem(sent, 403) == "from_elsewhere"
    assert await human.is_in()
    own = await human.browser.post("/tokens", json={}, headers={"Origin": "https://window"})
    assert own.status_code == 201


async def test_one_who_holds_two_posts_chooses_and_stands_in_for_days(
    door: Door, security: Human
) -> None:
    human = await door.newcomer(security, "chen.hao", "seat-1")
    granted = await security.says("/accounts/chen.hao/posts", person="dispatcher-1", days=3)
    assert [post["stands_in"] for post in granted.json()["posts"]] == [False, True]
    again = await security.says("/accounts/chen.hao/posts", person="dispatcher-1")
    assert is_problem(again, 409) == "post_held_already"
    await human.signs_in()
    assert is_problem(await human.registers(), 403) == "no_post_chosen"
    await human.fills_in("/me/post", person="dispatcher-1")
    # What he took down in a post that he holds no more is his own still.
    await security.says("/accounts/chen.hao/posts/seat-1/revoke")
    seat = await door.newcomer(security, "taker", "seat-2")
    number = (await seat.registers()).json()["number"]
    await seat.says(f"/orders/{number}/accept_for_dispatch")
    dispatched = await human.says(f"/orders/{number}/dispatch", unit="water")
    assert dispatched.status_code == 200, dispatched.text
    ledger = (await human.browser.get(f"/orders/{number}/ledger")).json()
    acts = [line["detail"]["by"] for line in ledger if "by" in line["detail"]]
    assert acts[-1]["other_posts"] == ["seat-1"]
    refused = await human.fills_in("/me/post", person="head-1")
    assert refused.status_code == 404
    await door.does(
        "UPDATE held_post SET granted_at = granted_at - interval '4 days',"
        " until = until - interval '4 days' WHERE account = 'chen.hao' AND stands_in"
    )
    assert is_problem(await human.registers(), 403) == "no_post_chosen"


async def test_a_post_that_is_revoked_is_acted_in_no_more(door: Door, security: Human) -> None:
    human = await door.newcomer(security, "jiang.li", "head-1")
    token = (await human.says("/tokens")).json()["token"]
    left = await security.says("/accounts/jiang.li/posts/head-1/revoke")
    assert left.json()["posts"] == []
    assert not await human.is_in()
    shown = {"Authorization": f"Bearer {token}"}
    assert is_problem(await human.browser.get("/orders", headers=shown), 401) == "not_admitted"


async def test_a_token_does_what_it_is_for_until_its_day(door: Door, security: Human) -> None:
    human = await door.newcomer(security, "ma.li", "seat-1")
    made = (await human.says("/tokens", scopes=["read"], days=2)).json()
    program = (await door.human("")).browser
    program.headers["Authorization"] = f"Bearer {made['token']}"
    assert (await program.get("/orders")).status_code == 200
    key = {"Idempotency-Key": "by-token"}
    assert is_problem(await program.post("/orders", headers=key), 403) == "token_too_narrow"
    other = {"X-Paidan-Post": "seat-2"}
    assert is_problem(await program.get("/orders", headers=other), 403) == "of_another_post"
    imports = (await human.says("/tokens", scopes=["import"])).json()["token"]
    narrow = {"Authorization": f"Bearer {imports}"}
    assert is_problem(await program.get("/orders", headers=narrow), 403) == "token_too_narrow"
    asked = await program.get(f"/commands/{uuid4()}", headers=narrow)
    assert is_problem(asked, 404) == "unknown_command"
    taken_in = await program.post("/imported-orders", json={}, headers={**narrow, **key})
    assert is_problem(taken_in, 403, 422) != "token_too_narrow"
    wide = (await human.says("/tokens", scopes=["act"])).json()["token"]
    act = {"Authorization": f"Bearer {wide}"}
    assert is_problem(await program.post("/tokens", json={}, headers=act), 403) == "token_of_token"
    await door.does(
        "UPDATE token SET created_at = created_at - interval '3 days', expires_at ="
        " expires_at - interval '3 days' WHERE id = :id",
        id=made["id"],
    )
    assert is_problem(await program.get("/orders"), 401) == "not_admitted"


async def test_a_revoked_token_lets_nobody_in_and_only_its_own_human_revokes_it(
    door: Door, security: Human
) -> None:
    human = await door.newcomer(security, "gao.fei", "seat-1")
    made = (await human.says("/tokens")).json()
    path = f"/tokens/{made['id']}/revoke"
    stranger = await door.newcomer(security, "lu.xu", "seat-1")
    assert is_problem(await stranger.says(path), 403) == "role_may_not"
    assert (await human.says(path)).json() == {"id": made["id"]}
    shown = {"Authorization": f"Bearer {made['token']}"}
    assert is_problem(await human.browser.get("/orders", headers=shown), 401) == "not_admitted"
    assert is_problem(await human.says(path), 404) == "no_such_token"


async def test_secrets_lie_nowhere_and_the_log_of_the_door_is_written_once(
    door: Door, security: Human
) -> None:
    human = await door.newcomer(security, "bai.xue", "seat-1")
    token = (await human.says("/tokens")).json()["token"]
    cookie = human.browser.cookies["__Host-paidan"]
    for table in ("account", "session", "token", "password_link", "access_log"):
        kept = str(await door.finds(f"SELECT * FROM {table}"))
        assert not {word for word in (PASSWORD, token, cookie) if word in kept}
    for deed in ("UPDATE access_log SET by = 'x'", "DELETE FROM access_log"):
        with pytest.raises(DBAPIError, match="written once"):
            await door.does(deed)
    told = await door.finds("SELECT event FROM access_log WHERE account = 'bai.xue' ORDER BY id")
    assert [event for (event,) in told] == [
        *("account_added", "post_granted", "link_made", "password_changed", "signed_in"),
        "token_made",
    ]


async def test_a_browser_that_keeps_no_cookie_is_told_why_it_is_at_the_door_again(
    door: Door, security: Human
) -> None:
    human = await door.newcomer(security, "tao.ran", "seat-1")
    let_in = (await human.signs_in()).headers["location"]
    human.browser.cookies.clear()
    led = await human.browser.get(let_in, headers=PAGE)
    assert (led.status_code, led.headers["location"]) == (303, "/sign-in?tried=true")
    told = await human.browser.get(led.headers["location"])
    assert say("console.cookies_refused", "zh") in told.text
    never_tried = await human.browser.get("/me", headers=PAGE)
    assert never_tried.headers["location"] == "/sign-in"
    assert "cookie" not in (await human.browser.get("/sign-in")).text
