"""Shells that hold deadlines as is usual: each must be caught by the checks of the real one."""

from dataclasses import replace

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from domain.decide import alarms, lapse_until
    from domain.order.act import Act
    from workflows.order_input import Opening
    from workflows.ports import ActAnswer, Batch
    from workflows.work_order import WorkOrderWorkflow


class _Naive(WorkOrderWorkflow):
    """A shell that believes its timers: what rings has lapsed, and nobody is asked."""

    async def settle_rings(self) -> None:
        if self.rung:
            lapsed = lapse_until(self.order, max(self.rung))
            self.remember(lapsed)
            self.posted.append(Batch.of(lapsed, workflow.now()))
            self.rung.clear()
        self.timers = {label: kept for label, kept in self.timers.items() if not kept[1].done()}


@workflow.defn(name="WorkOrder")
class BelievesItsTimers(_Naive):
    """A ring is a lapse, whatever lies undelivered in the command table."""

    @workflow.init
    def __init__(self, opening: Opening) -> None:
        super().__init__(opening)

    @workflow.run
    async def run(self, opening: Opening) -> None:
        await super().run(opening)


@workflow.defn(name="WorkOrder")
class JudgesByItsOwnClock(_Naive):
    """An act counts when the worker sees it."""

    @workflow.init
    def __init__(self, opening: Opening) -> None:
        super().__init__(opening)

    @workflow.run
    async def run(self, opening: Opening) -> None:
        await super().run(opening)

    def take(self, act: Act) -> ActAnswer:
        """Decide an act as of now."""
        born = bool(self.order.version)
        return super().take(replace(act, received_at=workflow.now()) if born else act)


@workflow.defn(name="WorkOrder")
class WhoWakesFirstWins(_Naive):
    """As a wait with a timeout decides: an act that is there before its timer is in time."""

    @workflow.init
    def __init__(self, opening: Opening) -> None:
        super().__init__(opening)

    @workflow.run
    async def run(self, opening: Opening) -> None:
        await super().run(opening)

    def take(self, act: Act) -> ActAnswer:
        """Decide an act before anything lapses."""
        first = min(alarms(self.order).values(), default=act.received_at)
        return super().take(replace(act, received_at=min(act.received_at, first)))
