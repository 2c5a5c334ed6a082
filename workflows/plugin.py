"""Everything a client, a worker, a replayer and a test must agree on, said once."""

from temporalio.plugin import SimplePlugin
from temporalio.worker import WorkflowRunner

from workflows.converter import DATA_CONVERTER
from workflows.sandbox import STRICT
from workflows.work_order import WorkOrderWorkflow


class PaidanPlugin(SimplePlugin):
    """Converter, workflows and sandbox of every process that touches an order."""

    def __init__(
        self,
        workflows: tuple[type, ...] = (WorkOrderWorkflow,),
        runner: WorkflowRunner = STRICT,
    ) -> None:
        """Take other workflows or another runner only to measure them against these."""
        super().__init__(
            "paidan",
            data_converter=DATA_CONVERTER,
            workflows=list(workflows),
            workflow_runner=runner,
        )
