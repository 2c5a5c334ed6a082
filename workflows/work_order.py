"""The life of one work order: hold every duty to its time, and publish what happened."""

import asyncio
from datetime import datetime, timedelta
from typing import Any

from temporalio import workflow
from temporalio.exceptions import FailureError, is_cancelled_exception

with workflow.unsafe.imports_passed_through():
    from domain.decide import alarms, lapse_until
    from domain.summary import Summary
    from workflows.explained import at_a_glance
    from workflows.messages import REMEMBERED, Desk
    from workflows.order_input import Opening
    from workflows.ports import AT_ONCE, FOR_EVER, CommandTable, RecordsOffice, Ring
    from workflows.search_attributes import changes

MOST_UPDATES = 400
"""After so many decided commands the order continues in a new run."""


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
        """Live until nothing is owed or waited for; everything is published before the end."""
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
        """A timer proves nothing: the command table says up to when everything is decided."""
        if not self.rung:
            return
        ring = Ring(number=self.order.number, due=min(self.rung))
        self.rung.clear()
        settled = await self.ask(CommandTable.settle_at_once, CommandTable.settle, ring)
        self.remember(lapse_until(self.order, settled.until))
        self.timers = {label: kept for label, kept in self.timers.items() if not kept[1].done()}

    # -- publication --------------------------------------------------------------

    async def publish(self) -> None:
        """Facts leave in order, strictly one batch in flight."""
        while self.has_news() or not self.leaving:
            if self.has_news():
                batch = self.take_batch()
                await self.ask(RecordsOffice.publish_at_once, RecordsOffice.publish, batch)
            else:
                await workflow.wait_condition(lambda: self.has_news() or self.leaving)

    def has_news(self) -> bool:
        """Whether something happened, or was answered, that is not published yet."""
        return bool(self.unpublished or self.answers)

    async def ask(self, at_once: Any, for_ever: Any, question: Any) -> Any:
        """Try within this workflow task; if that fails, for whatever reason, until it is done."""
        try:
            return await workflow.execute_local_activity_method(at_once, question, **AT_ONCE)
        except FailureError as failure:
            if is_cancelled_exception(failure):
                raise
        return await workflow.execute_activity_method(for_ever, question, **FOR_EVER)

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
