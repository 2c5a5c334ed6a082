"""The relay: an order that cannot be delivered is named, and keeps no other order waiting."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from structlog.contextvars import merge_contextvars
from structlog.testing import capture_logs

from operations.virtual import VirtualHotline
from tests.audit.archives import say
from tests.hotline import Case, opens
from tests.workflows.test_coming_back import closed
from workers.rounds.relay import one_round

UNDECIDED = "SELECT 1 FROM command WHERE order_number = :n AND status IN ('received', 'delivered')"
DAMAGES = {
    "a damaged fact": (
        "UPDATE fact SET body = jsonb_set(body, '{content,kind}', '\"?\"')"
        " WHERE order_number = :n AND seq = 2",
        "UPDATE fact SET body = jsonb_set(body, '{content,kind}', to_jsonb(kind))"
        " WHERE order_number = :n AND seq = 2",
        "DamagedFact",
    ),
    "a law that nobody knows": (
        "UPDATE work_order SET pack_edition = 'lost' WHERE number = :n",
        "UPDATE work_order SET pack_edition = (SELECT pack_edition FROM order_state"
        " WHERE order_state.number = :n) WHERE number = :n",
        "UnknownLaw",
    ),
}


@pytest.fixture(params=DAMAGES.values(), ids=list(DAMAGES))
async def unwell(
    hotline: VirtualHotline, request: pytest.FixtureRequest
) -> AsyncIterator[tuple[Case, str]]:
    """An order that has ended and cannot be folded any more, and what folding it raises."""
    case = await closed(hotline)
    damage, repair, error = request.param
    await say(hotline, damage, n=case.number)
    yield case, error
    await say(hotline, repair, n=case.number)
    await hotline.delivery.deliver(case.number)


async def waits(case: Case) -> bool:
    """Whether a command of the order has no answer yet."""
    return bool(await say(case.hotline, UNDECIDED, n=case.number))


def alarms_of(lines: list[Any], number: str) -> list[Any]:
    """What was cried about one order."""
    return [x for x in lines if x["event"].startswith("ALARM") and x.get("order") == number]


async def test_behind_an_order_that_cannot_be_folded_every_other_is_delivered(
    hotline: VirtualHotline, unwell: tuple[Case, str]
) -> None:
    case, error = unwell
    other = await opens(hotline)
    await case.posts("object", by="seat-1", text="没有解决")
    await other.posts("accept_for_dispatch", by="seat-1")
    with capture_logs(processors=[merge_contextvars]) as lines:
        await one_round(hotline.delivery)
    assert not await waits(other)
    assert await waits(case)
    assert [line["error"] for line in alarms_of(lines, case.number)] == [error]
