"""Everything a client, a worker, a replayer and a test must agree on, said once."""

from typing import Final

from temporalio import workflow
from temporalio.plugin import SimplePlugin
from temporalio.worker import WorkflowRunner
from temporalio.worker.workflow_sandbox import SandboxedWorkflowRunner, SandboxRestrictions

from workflows.converter import DATA_CONVERTER
from workflows.work_order import WorkOrderWorkflow

STRICT: Final = SandboxedWorkflowRunner(
    restrictions=SandboxRestrictions.default.with_import_notification_policy(
        workflow.SandboxImportNotificationPolicy.RAISE_ON_UNINTENTIONAL_PASSTHROUGH
    )
)


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
