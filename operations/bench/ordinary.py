"""The alternative: a work order whose batches all leave by an ordinary activity."""

from typing import Any

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from domain.summary import Summary
    from workflows.order_input import Opening
    from workflows.ports import FOR_EVER
    from workflows.work_order import WorkOrderWorkflow


@workflow.defn(name="WorkOrder")
class OrdinaryPublisher(WorkOrderWorkflow):
    """The same order with every batch published by an ordinary activity."""

    @workflow.init
    def __init__(self, opening: Opening) -> None:
        super().__init__(opening)

    @workflow.run
    async def run(self, opening: Opening) -> Summary:
        """Live as a work order does."""
        return await super().run(opening)

    async def ask(self, at_once: Any, for_ever: Any, question: Any) -> Any:  # noqa: ARG002
        """Ask only in the way that takes a task of its own."""
        return await workflow.execute_activity_method(for_ever, question, **FOR_EVER)
