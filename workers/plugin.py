"""Everything a client, a worker, a replayer and a test must agree on, said once."""

from temporalio import workflow
from temporalio.plugin import SimplePlugin
from temporalio.worker.workflow_sandbox import SandboxedWorkflowRunner, SandboxRestrictions

from workflows.converter import DATA_CONVERTER
from workflows.work_order import WorkOrderWorkflow

_STRICT = SandboxRestrictions.default.with_import_notification_policy(
    workflow.SandboxImportNotificationPolicy.RAISE_ON_UNINTENTIONAL_PASSTHROUGH
)


class PaidanPlugin(SimplePlugin):
    """Converter, workflows and sandbox of every process that touches an order."""

    def __init__(self) -> None:
        super().__init__(
            "paidan",
            data_converter=DATA_CONVERTER,
            workflows=[WorkOrderWorkflow],
            workflow_runner=SandboxedWorkflowRunner(restrictions=_STRICT),
        )
