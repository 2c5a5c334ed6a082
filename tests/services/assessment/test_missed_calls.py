"""The share of missed calls that were called back in time, and those that nobody called back."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from domain.assessment.missed_calls import MissedCalls
from operations.embedded import Services
from store.register.missed_calls import ByWhom, MissedCall, keep, keep_call_back, missed_in
from tests.services.assessment.assessed import MARCH
from tests.services.assessment.on_record import Office, an_office

HOUR = timedelta(hours=1)
SOON, LATE = timedelta(minutes=59), timedelta(minutes=61)
NOW = MARCH.until + timedelta(days=9)


@pytest.fixture
async def desk(services: Services) -> AsyncIterator[Office]:
    """An office in which nobody has called yet."""
    async with an_office(services) as office:
        yield office


async def rings(
    desk: Office,
    caller: str,
    at: datetime = MARCH.since,
    *,
    back: timedelta | None = None,
    outcome: str = "spoke",
    limit: timedelta | None = HOUR,
) -> None:
    """A call is missed, and called back so much later."""
    engine, by = desk.database.engines.patient, ByWhom(person="seat-1", at=at)
    due = None if limit is None else at + limit
    call = MissedCall(reference=f"{caller}-{at:%d%H%M}", rang_at=at, line="", queue="", due=due)
    await keep(engine, call, caller.encode(), by)
    if back is not None:
        await keep_call_back(engine, call.reference, at + back, outcome, by)


async def found(desk: Office, now: datetime = NOW) -> MissedCalls:
    """What is known of March."""
    return await missed_in(desk.database.engines.patient, MARCH, now)


async def test_called_back_to_the_very_end_of_the_limit_is_in_time(desk: Office) -> None:
    await rings(desk, "a", back=HOUR, outcome="no_answer")
    await rings(desk, "b", back=HOUR + timedelta(microseconds=1))
    await rings(desk, "c")
    calls = await found(desk)
    assert (calls.missed, calls.called_back, calls.spoke, calls.open) == (3, 2, 1, 1)
    assert (calls.in_time, calls.owed, calls.rate) == (1, 3, Decimal("33.33"))


async def test_only_what_rang_in_the_period_counts(desk: Office) -> None:
    before, last = MARCH.since - timedelta(seconds=1), MARCH.until - timedelta(seconds=1)
    for caller, at in (("a", before), ("b", last), ("c", MARCH.until)):
        await rings(desk, caller, at, back=SOON)
    assert (await found(desk)).missed == 1


async def test_of_what_is_not_due_yet_or_has_no_limit_nothing_is_said(desk: Office) -> None:
    at = MARCH.since
    await rings(desk, "a", at)
    await rings(desk, "b", at, limit=None)
    calls = await found(desk, now=at + SOON)
    assert (calls.missed, calls.owed, calls.rate) == (2, 0, None)
    calls = await found(desk, now=at + LATE)
    assert (calls.owed, calls.rate) == (1, Decimal(0))


async def test_one_call_back_counts_for_each_earlier_call_of_its_caller(desk: Office) -> None:
    await rings(desk, "a", MARCH.since)
    await rings(desk, "a", MARCH.since + SOON, back=timedelta(minutes=1))
    await rings(desk, "a", MARCH.since + 2 * HOUR)
    calls = await found(desk)
    assert (calls.missed, calls.called_back, calls.in_time, calls.open) == (3, 2, 2, 1)


async def test_called_back_twice_the_first_time_counts(desk: Office) -> None:
    await rings(desk, "a", back=SOON, outcome="no_answer")
    await rings(desk, "a", back=LATE)
    calls = await found(desk)
    assert (calls.missed, calls.in_time, calls.spoke) == (1, 1, 1)


@pytest.mark.rule("NA-15", "NA-15.4")
async def test_the_share_stands_in_the_assessment_with_the_calls_behind_it(desk: Office) -> None:
    assert "missed_calls" not in await desk.report(MARCH)
    await rings(desk, "a", back=SOON)
    await rings(desk, "b")
    told: dict[str, Any] = await desk.report(MARCH)
    share = told["missed_calls"]
    assert (share["name"], share["basis"]) == ("未接来电按时回呼", ["NA-15"])
    assert (share["numerator"], share["denominator"], share["value"]) == (1, 2, 50)
    assert (share["missed"], share["called_back"], share["open"]) == (2, 1, 1)
    assert "missed_calls" not in await desk.report(MARCH, unit="hotline")
