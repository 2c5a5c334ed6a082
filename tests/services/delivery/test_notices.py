"""What an order tells others lies in the command table on behalf of whoever gave rise to it."""

from datetime import timedelta

import pytest

from domain.chapters.supervision.facts import DueBreached
from domain.chapters.together.commands import Merge
from domain.decide import Decided
from services.delivery.notices import hand_in_notices
from store.commands.command_table import undecided
from store.commands.stored import by_the_system
from tests.databases import Database, a_number, received
from tests.domain.case import Case
from workflows.ports import Batch


def merged_late(master: str) -> Batch:
    """A dispatcher merges an order whose desk has let its half hour pass."""
    case = Case(number="child").register().by("dispatcher")
    case.now += timedelta(hours=1)
    decided = case.asks(Merge(master=master))
    assert isinstance(decided, Decided)
    assert isinstance(decided.facts[0].content, DueBreached)
    return Batch.of(decided, case.now)


async def told(office: Database, number: str) -> list[tuple[str, str, str]]:
    """What lies there for an order: which act, by whom, on whose behalf."""
    waiting = await undecided(office.engines.patient, number)
    acts = [row.act for row in waiting]
    return [(act.command.name, act.actor.person, act.on_behalf_of) for act in acts]


async def test_who_merges_is_named_and_not_the_clock_that_lapsed_before(office: Database) -> None:
    master = await a_number(office)
    await hand_in_notices(office.engines, merged_late(master))
    assert await told(office, master) == [("merge", "system", "dispatcher@hotline")]


@pytest.mark.parametrize("before", ["", "dispatcher@hotline"])
async def test_a_notice_that_was_handed_in_before_is_not_handed_in_again(
    office: Database, before: str
) -> None:
    """Whoever died in between tells it again, also where the notices of then named nobody."""
    master = await a_number(office)
    batch = merged_late(master)
    (notice,) = batch.notices
    key = f"notice:child/{notice.seq}:{master}"
    await received(office, master, by_the_system(notice.command, key, before))
    await hand_in_notices(office.engines, batch)
    assert await told(office, master) == [("merge", "system", before)]
