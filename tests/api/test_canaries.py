"""What people say in any life lies in the vault and nowhere else, and is told to whoever may know.

Every text of every act, of those that were refused and of those that wait as post too, is a word of
its own. PAIDAN_TEST_LIVES=200 lives two hundred orders.
"""

import logging
import os
import re
from typing import Final

import httpx
import pytest
from sqlalchemy import func, select, text

from operations.virtual import VirtualHotline
from store.engines import Engines
from store.register.tables import PersonRow
from tests.acting import named
from tests.api.window import headers
from tests.hotline import Case
from tests.workflows.any_lives import live

pytestmark = pytest.mark.long(seconds=30)

LIVES: Final = int(os.environ.get("PAIDAN_TEST_LIVES", "2"))
SEED: Final = 20261130
FAULT: Final = 500
WORD: Final = re.compile(r"canary\.([a-z_]+)\.([a-z_]+)")
EVERYWHERE: Final = text("""
SELECT table_name FROM information_schema.tables
 WHERE table_schema = 'public' AND table_type = 'BASE TABLE'
""")
WORDLESS: Final = (
    *("/orders/{n}", "/orders/{n}/facts", "/orders/{n}/ledger", "/orders/{n}/allowed"),
    *("/orders/{n}/explain", "/orders/{n}/similar", "/orders/{n}/suggestions"),
)
"""Answers about an order that hold nobody's words, whoever asks."""
OF_THE_CALLER: Final = {("register", "name"), ("register", "phone"), ("register", "id_number")}
"""What is given, masked or not, to nobody without a look of its own."""
NEVER: Final = frozenset(
    {"monitor", "contractor", "discipline", "sys_admin", "sec_admin", "audit_admin"}
)
"""Who reads no order's words at all (6.1, 6.4)."""


def canary(act: str, name: str) -> str:
    """What is said in this text: a word that nobody else says."""
    return f"canary.{act}.{name}"


async def test_what_was_said_is_found_in_the_vault_only(
    hotline: VirtualHotline,
    window: httpx.AsyncClient,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    with caplog.at_level(logging.DEBUG):
        lived = await live(hotline, LIVES, SEED, saying=canary)
    assert not lived.stories, "\n\n".join(lived.stories)
    for number in lived.numbers:
        runs = await Case(hotline=hotline, number=number).runs()
        history = b"".join(event.SerializeToString() for run in runs for event in run.events)
        assert b"canary" not in history, number
    assert await tables_with_canaries(hotline.engines) == []
    streams = capfd.readouterr()
    assert not [line for line in caplog.records if "canary" in str(line.__dict__)]
    assert "canary" not in streams.out + streams.err
    await nobody_is_told_more(window, hotline.engines, lived.numbers)


async def tables_with_canaries(engines: Engines) -> list[str]:
    """The tables in which a word can be read."""
    found = list[str]()
    async with engines.patient.connect() as connection:
        for table in list(await connection.scalars(EVERYWHERE)):
            query = text(
                f"""SELECT count(*) FROM "{table}" AS row WHERE row::text LIKE '%canary%'"""
            )
            if await connection.scalar(query):
                found.append(table)
    return found


async def nobody_is_told_more(
    window: httpx.AsyncClient, engines: Engines, numbers: list[str]
) -> None:
    """Ask everything about every order as everybody."""
    told = set[str]()
    for person, role in await everybody(engines):
        lists = await window.get("/orders?limit=200", headers=named(person))
        assert "canary" not in lists.text, person
        for number in numbers:
            for place in WORDLESS:
                reply = await window.get(place.format(n=number), headers=named(person))
                assert "canary" not in reply.text, (person, place)
                assert reply.status_code < FAULT, (person, place, reply.text)
            texts = await window.get(f"/orders/{number}/texts", headers=named(person))
            assert texts.status_code < FAULT, (person, texts.text)
            words = set(WORD.findall(texts.text))
            assert not words & OF_THE_CALLER, (person, number, words & OF_THE_CALLER)
            assert not (words and role in NEVER), (person, number, words)
            files = await window.get(f"/orders/{number}/attachments", headers=named(person))
            assert files.status_code < FAULT, (person, files.text)
            assert set(WORD.findall(files.text)) <= words, (person, number, files.text)
            told |= {role} if words else set()
            paper = {"extra": "canary", "reason": "canary", "fields": ["canary"]}
            asked = window.post(
                f"/orders/{number}/view_personal_data", json=paper, headers=headers(person)
            )
            assert "canary" not in (await asked).text, person
    assert told, "nobody was told anything"


async def everybody(engines: Engines) -> list[tuple[str, str]]:
    """Somebody of every role, own staff and others', with the role."""
    kinds = PersonRow.role, PersonRow.outsourced
    query = select(func.min(PersonRow.person), PersonRow.role).group_by(*kinds)
    async with engines.patient.connect() as connection:
        return [(person, role) for person, role in await connection.execute(query)]
