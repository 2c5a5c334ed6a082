"""A law of seconds, and replies received so long before or after the due, to the millisecond."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import update

from operations.virtual import VirtualHotline
from policies.library import load_pack
from policies.pack_file import read_pack
from store.tables import WorkOrderRow
from tests.hotline import CACHED, Case, comes_true, event_names, opens, side_by_side

QUICK = """
id = "quick"
title = "a law of seconds"
extends = "national-default"
limit = [{ clock = "accept", limit = "SECONDS s", source = "default", rules = ["G:G2"] }]
"""
MILLISECOND = timedelta(milliseconds=1)
AN_INSTANT = timedelta.resolution
SIZES = (2000 * MILLISECOND, 1000 * MILLISECOND, MILLISECOND, AN_INSTANT)
ALL_APART = (*(-size for size in SIZES), timedelta(), *SIZES)
APART = ALL_APART if CACHED else (-MILLISECOND, timedelta(), 2000 * MILLISECOND)
"""How long after the due a reply is received; negative: before."""
Told = tuple[tuple[str, timedelta | None, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What is on record of one reply: the facts, by their distance from the due, and the clock."""

    facts: Told
    clock: str
    late_by: timedelta | None


async def in_force(hotline: VirtualHotline, seconds: int) -> str:
    """Publish a law under which a unit signs in within seconds; its id."""
    text = QUICK.replace("SECONDS", str(seconds)).replace('"quick"', f'"quick-{seconds}"')
    await hotline.laws.publish(read_pack(text, load_pack))
    return f"quick-{seconds}"


async def at_the_unit(hotline: VirtualHotline, seconds: int = 60) -> tuple[Case, datetime]:
    """An order that waits for its unit's signature, and when that is due."""
    case = await opens(hotline, pack=await in_force(hotline, seconds))
    await case.dispatched()
    return case, (await case.clock("accept/1")).due


async def stamp_next(case: Case, then: datetime) -> None:
    """Let the next paper be received at exactly this instant, which the clock has not passed.

    Stamps of one order strictly increase. As if a paper had been stamped an instant earlier, the
    order's last stamp is put there, while its clock stands further back: then the next stamp is
    the instant after it, to the microsecond, however long this test's process takes."""
    stamped = (
        update(WorkOrderRow)
        .where(WorkOrderRow.number == case.number)
        .values(last_received_at=then - AN_INSTANT)
    )
    async with case.hotline.engines.patient.begin() as connection:
        await connection.execute(stamped)


async def recorded(case: Case, due: datetime) -> Outcome:
    """What is on record after the dispatch, measured from the due."""
    clock = await case.clock("accept/1")
    found = tuple(
        (fact.kind, fact.occurred_at - due, fact.basis) for fact in (await case.facts())[3:]
    )
    late_by = clock.ended - due if clock.ended else None
    return Outcome(facts=found, clock=clock.outcome or "", late_by=late_by)


def check(apart: timedelta, found: Outcome) -> None:
    """Raise AssertionError unless a reply so long after the due is judged as the law has it."""
    kinds = [kind for kind, _, _ in found.facts]
    if apart <= timedelta():
        assert kinds == ["AcceptedByUnit"]
        assert found.clock == "met"
    else:
        assert kinds == ["DueBreached", "AutoAccepted", "SupervisionRaised", "AcceptedByUnit"]
        assert {at for _, at, _ in found.facts[:3]} == {timedelta()}
        assert found.clock == "late"
    assert found.facts[-1][1] == found.late_by == apart


Scenario = Callable[[VirtualHotline, timedelta], Awaitable[Outcome]]


async def tried(
    scenario: Scenario, hotline: VirtualHotline, apart: Sequence[timedelta] = APART
) -> dict[timedelta, Outcome]:
    """One order for each distance, all at once."""
    found = await side_by_side(scenario(hotline, by) for by in apart)
    return dict(zip(apart, found, strict=True))


async def update_first(hotline: VirtualHotline, apart: timedelta) -> Outcome:
    """The reply arrives before any timer rings."""
    case, due = await at_the_unit(hotline)
    await stamp_next(case, due + apart)
    await case.does("accept", by="water-clerk")
    await case.passes_until(due + timedelta(seconds=5))
    return await recorded(case, due)


async def timer_first(hotline: VirtualHotline, apart: timedelta) -> Outcome:
    """The reply is received and lies in the table while the timer rings; it is delivered later."""
    case, due = await at_the_unit(hotline)
    await stamp_next(case, due + apart)
    await case.is_received("accept", by="water-clerk")
    await hotline.pass_time(
        case.number, due + timedelta(seconds=5) - await hotline.now(case.number)
    )
    await has_rung(case)
    await hotline.delivery.deliver(case.number)
    await case.settled()
    return await recorded(case, due)


async def has_rung(case: Case) -> None:
    """Wait until the timer of the due has rung in the workflow."""

    async def fired() -> bool:
        run = await case.hotline.handle(case.number).fetch_history()
        return "timer_fired_event_attributes" in event_names(run)

    await comes_true(fired)
