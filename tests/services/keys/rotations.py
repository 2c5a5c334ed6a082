"""A hotline whose vault gets a new key while two processes are at work."""

import asyncio
from dataclasses import replace

from sqlalchemy import text

from operations.virtual import VirtualHotline
from services.access.principal import OPERATOR
from services.installation.keys import key_ring
from services.installation.settings import Settings
from services.keys.rotation import Rotated, rotate
from store.vault.vault_rows import open_texts
from tests.hotline import AT_ONCE, Case, opens


def settings_of(hotline: VirtualHotline) -> Settings:
    """What the processes of this hotline are started with."""
    return Settings(data_dir=hotline.data_dir)


def another_process(hotline: VirtualHotline) -> VirtualHotline:
    """The same hotline, as a process sees it that has read the keys for itself."""
    ring = key_ring(settings_of(hotline))
    return replace(hotline, counter=replace(hotline.counter, master=ring))


async def at_work(hotline: VirtualHotline, orders: int, until: asyncio.Event) -> list[Case]:
    """Register orders and send them on, one after the other, until that many and until then."""
    cases: list[Case] = []
    while len(cases) < orders or not until.is_set():
        case = await opens(hotline, phone=f"138{len(cases):08}")
        cases.append(await case.dispatched())
    return cases


async def rotated_under_way(hotline: VirtualHotline, orders: int) -> tuple[Rotated, list[Case]]:
    """Change the key while two processes take in so many orders; nobody is refused anything."""
    done = asyncio.Event()
    processes = (hotline, another_process(hotline))
    lines = max(1, min(AT_ONCE, orders) // 4)
    work = [
        asyncio.create_task(at_work(one, orders // (2 * lines), done))
        for one in processes
        for _ in range(lines)
    ]
    while not await count(hotline, "SELECT count(*) FROM vault_key"):
        await asyncio.wait(work, timeout=0.01)
    result = await rotate(OPERATOR, hotline.engines.patient, settings_of(hotline), at_once=3)
    done.set()
    return result, [case for cases in await asyncio.gather(*work) for case in cases]


async def count(hotline: VirtualHotline, words: str) -> int:
    """A number that the database tells."""
    async with hotline.engines.patient.connect() as connection:
        return int((await connection.execute(text(words))).scalar_one())


async def phones_told(hotline: VirtualHotline, cases: list[Case]) -> list[str]:
    """The telephone of each order, read by a process that has just been started."""
    ring = key_ring(settings_of(hotline))
    told = [await open_texts(hotline.engines.patient, ring, case.number) for case in cases]
    return [said["phone"] for texts in told for said in texts.values() if "phone" in said]
