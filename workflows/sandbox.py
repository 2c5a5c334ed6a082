"""The sandbox that orders run in: strict, and not entered for questions that have no answer.

For every payload the SDK asks the sandboxed order in which context it is written, which costs a
sixth of a worker's work. Our converter writes the same in every context, so the answer is known.
"""

from typing import Any, Final

from temporalio import workflow
from temporalio.converter import SerializationContext, StorageDriverStoreContext
from temporalio.worker import WorkflowInstance, WorkflowInstanceDetails
from temporalio.worker.workflow_sandbox import SandboxedWorkflowRunner, SandboxRestrictions


class SandboxedOrder(WorkflowInstance):
    """A sandboxed order whose payloads are written without a context."""

    def __init__(self, sandboxed: WorkflowInstance) -> None:
        self._sandboxed = sandboxed

    def activate(self, act: Any) -> Any:
        """Let the order do its work, in its sandbox."""
        return self._sandboxed.activate(act)

    def get_serialization_context(self, command_info: Any) -> SerializationContext | None:  # noqa: ARG002
        """None: payloads are the same in every context."""
        return None

    def get_external_store_context(self, command_info: Any) -> StorageDriverStoreContext:  # noqa: ARG002
        """Nothing: no payload is stored outside the history."""
        return StorageDriverStoreContext()

    def get_info(self) -> workflow.Info:
        """What the sandboxed order says."""
        return self._sandboxed.get_info()

    def get_thread_id(self) -> int | None:
        """What the sandboxed order says."""
        return self._sandboxed.get_thread_id()


class StrictRunner(SandboxedWorkflowRunner):
    """The SDK's sandbox, with every import that is not declared refused at the worker's start."""

    def create_instance(self, det: WorkflowInstanceDetails) -> WorkflowInstance:
        """Make the order's sandboxed instance."""
        return SandboxedOrder(super().create_instance(det))


RESTRICTIONS: Final = SandboxRestrictions.default.with_passthrough_modules(
    "domain", "texts", "workflows"
).with_import_notification_policy(
    workflow.SandboxImportNotificationPolicy.RAISE_ON_UNINTENTIONAL_PASSTHROUGH
)
STRICT: Final = StrictRunner(restrictions=RESTRICTIONS)
