"""Everything a client, a worker, a replayer and a test must agree on, said once."""

from temporalio.plugin import SimplePlugin
from temporalio.worker import WorkflowRunner

from domain.order.act import Act
from workflows.converter import DATA_CONVERTER, warm
from workflows.order_input import Opening
from workflows.ports import ActAnswer, Batch, Lapse, Settled
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


def warm_up() -> None:
    """Build the readers of whatever an order reads and writes, before any order needs them.

    Many orders that begin at once on a cold worker would each build their own, and none would come
    to an end within the two seconds that the SDK allows."""
    warm(Opening, Act, ActAnswer, Batch, Lapse, Settled)
