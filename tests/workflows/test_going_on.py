"""A long life goes on in a new run with everything it remembers."""

import asyncio
from dataclasses import replace
from datetime import timedelta

from audit.history.histories import facts_of, opening_of
from audit.verify.derivation import faults_of
from domain.chapters.handling.commands import AddInfo
from domain.order.act import Act
from operations.virtual import VirtualHotline
from tests.hotline import PEOPLE, Case, opens
from tests.workflows.test_timers import standing_timers
from workflows.messages import REMEMBERED
from workflows.work_order import MOST_UPDATES

AT_ONCE = 10
STORED = 3 + MOST_UPDATES
"""Facts: the registration, the acceptance, the dispatch, and all that the caller added."""


async def talkative(hotline: VirtualHotline) -> tuple[Case, list[Act]]:
    """An order whose caller adds something more often than one run holds."""
    case = await (await opens(hotline)).dispatched()
    said = Act(
        command_id="",
        command=AddInfo(),
        actor=PEOPLE["seat-1"],
        received_at=await hotline.now(case.number),
        filled=("text",),
    )
    acts = [
        replace(said, command_id=f"00000000-0000-4000-8000-{place:012}")
        for place in range(MOST_UPDATES)
    ]
    there = hotline.handle(case.number)
    before = STORED - len(acts)
    for start in range(0, len(acts), AT_ONCE):
        said_now = acts[start : start + AT_ONCE]
        await asyncio.gather(*(there.signal("post", act) for act in said_now))
        await case.facts(at_least=before + start + len(said_now))
    return case, acts


async def test_a_talkative_caller_makes_the_order_go_on(hotline: VirtualHotline) -> None:
    case, acts = await talkative(hotline)
    await case.does("accept", by="water-clerk")
    there = hotline.handle(case.number)
    again = [await there.execute_update("add_info", act) for act in acts[-3:]]
    versions = [answer["receipt"]["version"] for answer in again]
    assert all(MOST_UPDATES - AT_ONCE < version <= STORED for version in versions)
    assert [answer["batch"] for answer in again] == [None] * 3
    due = (await case.clock("handle/1")).due
    await case.passes_until(due + timedelta(minutes=1))
    first, second = await case.runs()
    assert set(standing_timers(first).values()) == set(standing_timers(second).values()) == {1}
    assert len(opening_of(second).receipts) <= REMEMBERED
    assert opening_of(second).order.dossier == opening_of(first).order.dossier
    kinds = await case.kinds(STORED)
    assert kinds[0] == "AcceptedByUnit"
    assert kinds.count("DueBreached") >= 2
    assert "CallerAddedInfo" not in kinds
    seqs = [fact.seq for fact in facts_of([first, second])]
    assert seqs == list(range(1, STORED + len(kinds) + 1))
    assert faults_of([first, second]) == []
