"""`bench verify`: facts of closed orders proved a second, as `paidan audit verify` proves them."""

import os
import time
from statistics import median
from typing import Any, Final

import psutil
from sqlalchemy.ext.asyncio import AsyncEngine

from audit.log.checkpoints import Signer
from audit.verify.shared_work import address_of, at_one_instant
from audit.verify.verification import Question, verify_kept
from operations.bench.closed_orders import store_closed_orders

SECRET: Final = bytes(range(32))
FORKED_OFF: Final = "multiprocessing.forkserver"
"""What stands on the command line of the process off which the others are forked."""


class NotSound(RuntimeError):
    """What nobody touched was found faulty."""


async def bench_verify(engine: AsyncEngine, *, orders: int, rounds: int) -> dict[str, Any]:
    """Verify so many orders `rounds` times; figures are medians, the processor's time included."""
    signer = Signer(SECRET)
    facts = await store_closed_orders(engine, signer, orders)
    walls, spent = [], []
    for _ in range(rounds):
        began, before = time.monotonic(), _processor_time()
        await _verified(engine, Question(key=signer.key), facts)
        walls.append(time.monotonic() - began)
        spent.append(_processor_time() - before)
    return {
        "name": "verify",
        "rounds": rounds,
        "orders": orders,
        "facts": facts,
        "cores": os.cpu_count(),
        "paidan": {
            "facts_per_second": round(facts / median(walls)),
            "processor_seconds_per_1000_facts": round(1000 * median(spent) / facts, 3),
        },
    }


async def _verified(engine: AsyncEngine, question: Question, facts: int) -> None:
    async with at_one_instant(address_of(engine)) as connection:
        kept = await verify_kept(connection, question)
    if kept.chain or kept.orders.faults or kept.orders.unsettled or kept.orders.facts != facts:
        raise NotSound(f"{kept.chain} {kept.orders}")


def _processor_time() -> float:
    """Seconds of the processor for this process and those that examined orders for it."""
    own = psutil.Process()
    helping = [one for one in own.children() if FORKED_OFF in " ".join(one.cmdline())]
    return sum(_spent(one) for one in (own, *helping))


def _spent(process: psutil.Process) -> float:
    """By a process and by those that it has waited for."""
    times = process.cpu_times()
    return times.user + times.system + times.children_user + times.children_system
