"""The life of one work order: hold every duty to its time, and tell what happened."""

import asyncio
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from temporalio import workflow
from temporalio.exceptions import ActivityError, FailureError, is_cancelled_exception

with workflow.unsafe.imports_passed_through():
    from domain.decide import alarms, lapse_until
    from domain.summary import Summary
    from workflows.explained import at_a_glance
    from workflows.messages import REMEMBERED, Desk
    from workflows.order_input import Opening
    from workflows.ports import (
        AT_ONCE,
        FOR_EVER,
        MOVED,
        Batch,
        CommandTable,
        Lapse,
        RecordsOffice,
        Ring,
    )
    from workflows.search_attributes import changes

MOST_UPDATES = 400
"""After so many decided commands the order continues in a new run."""
ASKED_AGAIN_AFTER = timedelta(hours=1)


@workflow.defn(name="WorkOrder")
class WorkOrderWorkflow(Desk):
    """A desk that also owns the order's timers. It knows no rule: the core names every instant."""

    @workflow.init
    def __init__(self, opening: Opening) -> None:
        super().__init__(opening)
        self.timers: dict[str, tuple[datetime, asyncio.Task[None]]] = {}
        self.rung: list[datetime] = []
        self.shown = Summary.of(self.order)
        self.timed_version = -1
        self.leaving = False
        self.carried_over = len(opening.receipts)

    @workflow.run
    async def run(self, opening: Opening) -> Summary:  # noqa: ARG002
        """Live until nothing is owed or waited for, and nothing posted is unpublished."""
        publishing = asyncio.create_task(self.publish())
        while not self.order.is_at_rest and not self.grown_large():
            self.set_timers()
            self.show()
            await workflow.wait_condition(self.stirred)
            await self.settle_rings()
        self.set_timers()
        self.show()
        self.leaving = True
        await publishing
        if not self.order.is_at_rest:
            recent = dict(list(self.receipts.items())[-REMEMBERED:])
            workflow.continue_as_new(Opening(order=self.order, receipts=recent))
        return self.shown

    # -- time ---------------------------------------------------------------------

    def set_timers(self) -> None:
        """Keep one labelled timer per alarm that stands, and none for any other."""
        wanted = alarms(self.order)
        for label, (at, timer) in list(self.timers.items()):
            if wanted.get(label) != at:
                timer.cancel()
                del self.timers[label]
        for label, at in wanted.items():
            if label not in self.timers:
                self.timers[label] = (at, asyncio.create_task(self.wait_for(label, at)))
        self.timed_version = self.order.version

    async def wait_for(self, label: str, at: datetime) -> None:
        """Sleep until an alarm's instant, then ring."""
        if (remaining := at - workflow.now()) > timedelta():
            await workflow.sleep(remaining, summary=label)
        self.rung.append(at)

    def stirred(self) -> bool:
        """Whether an act has changed the order or a timer has rung."""
        return bool(self.rung) or self.order.version != self.timed_version

    async def settle_rings(self) -> None:
        """A timer proves nothing: the command table says whether everything by then is decided.

        What the ring makes is decided beforehand, so that one transaction asks and stores. An act
        that comes in between was received later and has made the same lapses itself, or came in
        time and has made them otherwise: then they are decided anew."""
        if not self.rung:
            return
        due = max(self.rung)
        self.rung.clear()
        while (lapsed := lapse_until(self.order, due)).facts:
            ring = Ring(number=self.order.number, due=due)
            if await self.counts(Lapse(ring=ring, batch=Batch.of(lapsed, workflow.now()))):
                self.remember(lapse_until(self.order, due))
                break
            await self.moved_from(lapsed.order.version - len(lapsed.facts))
        self.timers = {label: kept for label, kept in self.timers.items() if not kept[1].done()}

    async def counts(self, lapse: Lapse) -> bool:
        """Wait until a ring counts and is stored; False where its facts are to be decided anew."""
        try:
            await self.ask(CommandTable.lapse_at_once, CommandTable.lapse, lapse)
        except ActivityError as failure:
            if getattr(failure.cause, "type", "") != MOVED:
                raise
            return False
        return True

    async def moved_from(self, version: int) -> None:
        """Wait for the act that moved the order on; rows that only pretend one are asked again."""
        with suppress(TimeoutError):
            await workflow.wait_condition(
                lambda: self.order.version != version, timeout=ASKED_AGAIN_AFTER
            )

    # -- publication --------------------------------------------------------------

    async def publish(self) -> None:
        """What no answer carries leaves in order, strictly one batch in flight."""
        while self.posted or not self.leaving:
            if self.posted:
                batch = self.posted.pop(0)
                await self.ask(RecordsOffice.publish_at_once, RecordsOffice.publish, batch)
            else:
                await workflow.wait_condition(lambda: bool(self.posted) or self.leaving)

    async def ask(self, at_once: Any, for_ever: Any, question: Any) -> None:
        """Try within this workflow task; if that fails, for whatever reason, until it is done."""
        try:
            await workflow.execute_local_activity_method(at_once, question, **AT_ONCE)
        except FailureError as failure:
            if is_cancelled_exception(failure):
                raise
        else:
            return
        await workflow.execute_activity_method(for_ever, question, **FOR_EVER)

    # -- what others see ----------------------------------------------------------

    def show(self) -> None:
        """Keep the Temporal UI true: how the order stands, and the words it is found by."""
        standing = Summary.of(self.order)
        if updates := changes(self.shown, standing):
            workflow.upsert_search_attributes(updates)
        self.shown = standing
        workflow.set_current_details(at_a_glance(self.order))

    def grown_large(self) -> bool:
        """Whether the history is long enough to go on in a new run."""
        suggested = workflow.info().is_continue_as_new_suggested()
        return suggested or len(self.receipts) - self.carried_over >= MOST_UPDATES
