"""The second factor: a code besides the password, once each, for whoever must or wants to."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import timedelta

import pyotp
import pytest

from operations.virtual import VirtualHotline
from services.accounts import sign_in
from services.accounts.asked_factor import AskedFactor
from tests.api.window import is_problem, window_process
from tests.console.door import PASSWORD, Door, Human, hidden

OWN = "/me/second-factor"
FAILURES = "SELECT failures, locked_until > clock_timestamp() FROM account WHERE username = :who"
NOW = "SELECT clock_timestamp()"


@dataclass(frozen=True, slots=True, kw_only=True)
class Telephone:
    """Shows the codes of one secret."""

    door: Door
    secret: str

    async def shows(self, ahead: int = 1) -> str:
        """A code of half a minute later, which counts for longest, or of another one."""
        [[now]] = await self.door.finds(NOW)
        return pyotp.TOTP(self.secret).at(now, counter_offset=ahead)

    async def next_code(self, human: Human) -> str:
        """A code that was not used: half a minute has passed for the account."""
        passed = "UPDATE second_factor SET last_step = last_step - 10 WHERE account = :who"
        await self.door.does(passed, who=human.username)
        return await self.shows()


async def read_by(door: Door, human: Human) -> tuple[Telephone, str]:
    """A telephone that has read what a human is shown, and what the form carries."""
    page = await human.browser.get(OWN)
    secret = page.text.partition("<p><code>")[2].partition("</code>")[0].replace(" ", "")
    return Telephone(door=door, secret=secret), hidden(page, "offered")


async def with_a_second_factor(door: Door, human: Human) -> Telephone:
    """Let somebody who signed in set up a second factor."""
    telephone, offered = await read_by(door, human)
    code = await telephone.shows()
    done = await human.fills_in(OWN, offered=offered, known=PASSWORD, code=code)
    assert done.headers.get("location") == "/me", done.text
    return telephone


@pytest.fixture(scope="module")
async def security(door: Door) -> AsyncIterator[Human]:
    """The security administrator, who keeps the accounts."""
    return await door.administrator("sec-admin")


async def test_whoever_wants_a_second_factor_is_asked_for_a_code_after_the_password(
    door: Door, security: Human
) -> None:
    human = await door.newcomer(security, "wang.min", "seat-1")
    telephone = await with_a_second_factor(door, human)
    there = await door.human("wang.min")
    assert 'name="code"' not in (await there.browser.get("/sign-in")).text
    asked = await there.signs_in()
    assert (asked.status_code, 'name="code"' in asked.text) == (200, True)
    assert not await there.is_in()
    code = await telephone.next_code(there)
    done = await there.signs_in("", known=hidden(asked, "known"), code=code)
    assert done.status_code == 303
    assert await there.is_in()
    elsewhere = await door.human("wang.min")
    assert (await elsewhere.signs_in(code=await telephone.next_code(there))).status_code == 303


async def test_a_code_works_once_also_for_two_who_come_at_the_same_moment(
    door: Door, security: Human
) -> None:
    human = await door.newcomer(security, "li.na", "seat-2")
    telephone = await with_a_second_factor(door, human)
    code = await telephone.next_code(human)
    several = [await door.human("li.na") for _ in range(4)]
    answers = await asyncio.gather(*(one.signs_in(code=code) for one in several))
    assert sorted(answer.status_code for answer in answers) == [303, 401, 401, 401]
    older = await telephone.shows(0)
    assert (await human.signs_in(code=older)).status_code == 401


async def test_wrong_codes_are_waited_for_like_wrong_passwords(door: Door, security: Human) -> None:
    human = await door.newcomer(security, "zhao.lei", "dispatcher-1")
    telephone = await with_a_second_factor(door, human)
    for _ in range(5):
        # The right password without its code takes nothing of that back.
        asked = await human.signs_in()
        known = hidden(asked, "known")
        assert (await human.signs_in("", known=known, code="000000x")).status_code == 401
    assert await door.finds(FAILURES, who="zhao.lei") == [(5, True)]
    code = await telephone.next_code(human)
    assert (await human.signs_in(code=code)).status_code == 401
    open_again = "UPDATE account SET locked_until = clock_timestamp() WHERE username = 'zhao.lei'"
    await door.does(open_again)
    asked = await human.signs_in()
    code = await telephone.next_code(human)
    done = await human.signs_in("", known=hidden(asked, "known"), code=code)
    assert done.status_code == 303
    assert await door.finds(FAILURES, who="zhao.lei") == [(0, None)]


async def test_a_right_password_alone_counts_against_nobody(door: Door, security: Human) -> None:
    human = await door.newcomer(security, "sun.qi", "callback-1")
    await with_a_second_factor(door, human)
    for _ in range(7):
        assert (await human.signs_in()).status_code == 200
    assert await door.finds(FAILURES, who="sun.qi") == [(0, None)]
    assert (await human.signs_in("wrong")).status_code == 401
    assert (await human.signs_in()).status_code == 200
    assert await door.finds(FAILURES, who="sun.qi") == [(1, None)]


async def test_nobody_is_told_whether_the_password_or_the_code_was_wrong(
    door: Door, security: Human
) -> None:
    human = await door.newcomer(security, "wu.di", "reviewer-1")
    telephone = await with_a_second_factor(door, human)
    nobody = await door.human("nobody.at.all")
    told = {
        (await human.signs_in("wrong", code=await telephone.next_code(human))).text,
        (await human.signs_in(code="123")).text,
        (await human.signs_in("", known="made up", code="123")).text,
        (await nobody.signs_in("wrong", code="123")).text,
        (await nobody.signs_in("", known="AAAA", code="123")).text,
    }
    assert len(told) == 1
    detail = "SELECT detail FROM access_log WHERE account = 'wu.di' AND event = 'sign_in_refused'"
    assert [row for (row,) in await door.finds(f"{detail} ORDER BY id")] == [{}, {"code": True}, {}]


async def test_a_code_is_typed_within_minutes_of_the_password(
    door: Door, security: Human, monkeypatch: pytest.MonkeyPatch
) -> None:
    human = await door.newcomer(security, "hu.ge", "seat-1")
    telephone = await with_a_second_factor(door, human)
    monkeypatch.setattr(sign_in, "KNOWN_LASTS", timedelta(seconds=-1))
    known = hidden(await human.signs_in(), "known")
    code = await telephone.next_code(human)
    assert (await human.signs_in("", known=known, code=code)).status_code == 401


async def test_what_shows_that_a_password_was_known_is_one_humans_and_void_with_a_new_one(
    door: Door, security: Human
) -> None:
    human = await door.newcomer(security, "he.jing", "lead-1")
    other = await door.newcomer(security, "ma.li", "seat-1")
    telephone = await with_a_second_factor(door, human)
    await with_a_second_factor(door, other)
    theirs = hidden(await other.signs_in(), "known")
    code = await telephone.next_code(human)
    assert (await human.signs_in("", known=theirs, code=code)).status_code == 401
    own = hidden(await human.signs_in(), "known")
    changed = await human.fills_in("/me/password", known=PASSWORD, password="a new long password")
    assert changed.status_code == 303
    code = await telephone.next_code(human)
    assert (await human.signs_in("", known=own, code=code)).status_code == 401


async def test_a_second_factor_is_renewed_with_the_password_and_a_code_of_the_one_before(
    door: Door, security: Human
) -> None:
    human = await door.newcomer(security, "gao.fei", "seat-1")
    before = await with_a_second_factor(door, human)
    after, offered = await read_by(door, human)
    code, present = await after.shows(), await before.next_code(human)
    said = {"offered": offered, "code": code, "known": PASSWORD, "present": present}
    for wrong, told in (
        ({"known": "wrong"}, 401),
        ({"present": ""}, 401),
        ({"present": code}, 401),
        ({"code": present}, 422),
        ({"offered": "AAAA"}, 422),
    ):
        assert (await human.fills_in(OWN, **{**said, **wrong})).status_code == told
    assert (await human.fills_in(OWN, **said)).status_code == 303
    assert (await human.signs_in(code=await before.next_code(human))).status_code == 401
    assert (await human.signs_in(code=await after.next_code(human))).status_code == 303


async def test_a_secret_is_set_by_the_session_that_it_was_shown_to(
    door: Door, security: Human
) -> None:
    human = await door.newcomer(security, "feng.bo", "seat-2")
    neighbour = await door.newcomer(security, "qian.yu", "seat-2")
    elsewhere = await door.human("feng.bo")
    await elsewhere.signs_in()
    for other in (neighbour, elsewhere):
        telephone, offered = await read_by(door, other)
        code = await telephone.shows()
        done = await human.fills_in(OWN, offered=offered, known=PASSWORD, code=code)
        assert done.status_code == 422
    assert await door.finds("SELECT 1 FROM second_factor WHERE account = 'feng.bo'") == []


async def test_administrators_set_it_up_before_anything_else_where_the_city_asks_it(
    door: Door, security: Human, hotline: VirtualHotline
) -> None:
    clerk = await door.newcomer(security, "chen.hao", "seat-1")
    asked = AskedFactor.ADMINISTRATORS
    async with window_process(hotline, hotline.engines, second_factor=asked) as app:
        strict = replace(door, app=app)
        audit = await strict.administrator("audit-admin")
        led = await audit.browser.get("/me")
        assert (led.status_code, led.headers["location"]) == (303, OWN)
        assert is_problem(await audit.browser.get("/accounts"), 403) == "second_factor_owed"
        changed = await audit.fills_in("/me/password", known=PASSWORD, password="another long one")
        assert is_problem(changed, 403) == "second_factor_owed"
        await with_a_second_factor(strict, audit)
        assert (await audit.browser.get("/accounts")).status_code == 200
        there = await strict.human(clerk.username)
        await there.signs_in()
        assert await there.is_in()


async def test_the_security_administrator_takes_it_from_whoever_has_lost_the_telephone(
    door: Door, security: Human
) -> None:
    human = await door.newcomer(security, "bai.xue", "seat-1")
    telephone = await with_a_second_factor(door, human)
    path = "/accounts/bai.xue/second-factor/remove"
    assert is_problem(await human.says(path), 403) == "role_may_not"
    listed = (await security.browser.get("/accounts")).json()["accounts"]
    assert [one["has_second_factor"] for one in listed if one["username"] == "bai.xue"] == [True]
    assert (await security.says(path)).json()["has_second_factor"] is False
    assert is_problem(await security.says(path), 404) == "no_second_factor"
    assert (await human.signs_in()).status_code == 303
    told = "SELECT event, by FROM access_log WHERE account = 'bai.xue' AND event LIKE 'second%'"
    assert await door.finds(f"{told} ORDER BY id") == [
        ("second_factor_set", "bai.xue"),
        ("second_factor_removed", "sec-admin"),
    ]
    for table in ("account", "session", "second_factor", "access_log"):
        kept = await door.finds(f"SELECT cast(t AS text) FROM {table} AS t")
        assert telephone.secret not in str(kept)
        assert telephone.secret.encode().hex() not in str(kept)
