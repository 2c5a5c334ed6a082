"""An order's workflow as the outside calls it: start it, hand it an act, and what may come back."""

import asyncio
from datetime import timedelta
from enum import Enum
from typing import Final

from google.protobuf.field_mask_pb2 import FieldMask
from pydantic import TypeAdapter, ValidationError
from temporalio.api.common.v1 import Priority as PriorityOption
from temporalio.api.common.v1 import WorkflowExecution
from temporalio.api.workflow.v1 import WorkflowExecutionOptions
from temporalio.api.workflowservice.v1 import UpdateWorkflowExecutionOptionsRequest
from temporalio.client import (
    Client,
    WorkflowUpdateFailedError,
    WorkflowUpdateRPCTimeoutOrCancelledError,
)
from temporalio.common import (
    Priority,
    WorkflowIDConflictPolicy,
    WorkflowIDReusePolicy,
)
from temporalio.exceptions import ApplicationError, WorkflowAlreadyStartedError
from temporalio.service import RPCError, RPCStatusCode

from audit.history.histories import ORDER_IN_TEMPORAL
from audit.reconcile.foreign_messages import FIRST, RAISED_BY
from domain.order.act import Act
from domain.order.order import Order
from domain.order.refusal import Refusal
from domain.summary import Summary
from domain.vocabulary import Urgency
from workflows.messages import REFUSED
from workflows.order_input import Opening
from workflows.ports import ActAnswer, Batch
from workflows.search_attributes import at_birth
from workflows.work_order import WorkOrderWorkflow

PRIORITY: Final = {Urgency.EMERGENCY: FIRST, Urgency.URGENT: 2, Urgency.ORDINARY: 3}
RAISE_WITHIN: Final = timedelta(seconds=1)
REFUSAL: Final = TypeAdapter(Refusal)


class UnknownOutcome(Enum):
    """Why an outcome is not known: nobody answered in time, or no workflow is there to answer."""

    NO_ANSWER = "no answer"
    NO_WORKFLOW = "no workflow"


class Misjudged(RuntimeError):
    """A workflow rejected an act for a reason that is no refusal: a fault of ours."""


Outcome = ActAnswer | Refusal | UnknownOutcome


def workflow_id(number: str) -> str:
    """The one identity of an order in Temporal."""
    return ORDER_IN_TEMPORAL.format(number)


async def start(
    client: Client, task_queue: str, order: Order, registration: Act, made: Batch
) -> None:
    """Start an order's workflow; one that runs already is left as it is."""
    opening = Opening(order=order, act=registration, made=made)
    try:
        await _begin(client, task_queue, opening, WorkflowIDReusePolicy.REJECT_DUPLICATE)
    except WorkflowAlreadyStartedError:
        return  # it runs, or ran and has ended: no order is born twice


async def _begin(
    client: Client, task_queue: str, opening: Opening, reuse: WorkflowIDReusePolicy
) -> None:
    standing = opening.made.standing if opening.made else Summary.of(opening.order)
    await client.start_workflow(
        WorkOrderWorkflow.run,
        opening,
        id=workflow_id(opening.order.number),
        task_queue=task_queue,
        id_reuse_policy=reuse,
        id_conflict_policy=WorkflowIDConflictPolicy.FAIL,
        search_attributes=at_birth(standing),
        static_summary=f"{standing.type} · {standing.pack}",
        priority=Priority(
            priority_key=PRIORITY[standing.urgency], fairness_key=standing.district or None
        ),
    )


async def come_back(
    client: Client,
    task_queue: str,
    order: Order,
    act: Act,
    made: Batch,
    archived: str | None = None,
) -> bool:
    """Begin a further run of an order whose last run has ended, with the act as its first.

    `archived` is the last run that the archive holds, for one that Temporal has forgotten. False
    if a run is there after all, or Temporal does not answer: the act is delivered the next time."""
    try:
        last = await _last_run(client, order.number) or archived
        if last is None:
            return False
        opening = Opening(order=order, act=act, made=made, follows=last)
        await _begin(client, task_queue, opening, WorkflowIDReusePolicy.ALLOW_DUPLICATE)
    except (WorkflowAlreadyStartedError, RPCError):
        return False
    return True


async def _last_run(client: Client, number: str) -> str | None:
    try:
        return (await client.get_workflow_handle(workflow_id(number)).describe()).run_id
    except RPCError as error:
        if error.status is RPCStatusCode.NOT_FOUND:
            return None
        raise


async def raise_priority(client: Client, number: str, command_id: str) -> None:
    """Let the running workflow of an order that became an emergency go first from now on.

    Its history names the command that declared the emergency: whoever reconciles asks for it."""
    asked = UpdateWorkflowExecutionOptionsRequest(
        namespace=client.namespace,
        workflow_execution=WorkflowExecution(workflow_id=workflow_id(number)),
        workflow_execution_options=WorkflowExecutionOptions(
            priority=PriorityOption(priority_key=FIRST)
        ),
        update_mask=FieldMask(paths=["priority.priority_key"]),
        identity=f"{RAISED_BY}{command_id}",
    )
    service = client.workflow_service
    await service.update_workflow_execution_options(asked, timeout=RAISE_WITHIN)


async def send_update(client: Client, number: str, act: Act, patience: timedelta) -> Outcome:
    """Hand an act over and wait for its answer; raises Misjudged."""
    handle = client.get_workflow_handle(workflow_id(number))
    try:
        answered: ActAnswer = await handle.execute_update(
            act.command.name,
            act,
            id=act.command_id,
            result_type=ActAnswer,
            rpc_timeout=patience,
        )
    except WorkflowUpdateFailedError as failed:
        return _refusal(failed.cause)
    except WorkflowUpdateRPCTimeoutOrCancelledError as silence:
        if isinstance(silence.__cause__, asyncio.CancelledError):
            # The SDK hides it, but whoever cancelled must see it.
            raise silence.__cause__ from None
        return UnknownOutcome.NO_ANSWER
    except RPCError as error:
        return _unknown(error)
    return answered


async def send_signal(
    client: Client, number: str, act: Act, patience: timedelta
) -> UnknownOutcome | None:
    """Post an act without waiting for its answer, which comes to the command table."""
    handle = client.get_workflow_handle(workflow_id(number))
    try:
        await handle.signal("post", act, rpc_timeout=patience)
    except RPCError as error:
        return _unknown(error)
    return None


def _refusal(cause: BaseException | None) -> Refusal:
    if isinstance(cause, ApplicationError) and cause.type == REFUSED and cause.details:
        try:
            return REFUSAL.validate_python(cause.details[0])
        except ValidationError as unreadable:
            raise Misjudged("an unreadable refusal") from unreadable
    kind = cause.type if isinstance(cause, ApplicationError) else type(cause).__name__
    raise Misjudged(str(kind))


def _unknown(error: RPCError) -> UnknownOutcome:
    gone = error.status is RPCStatusCode.NOT_FOUND
    return UnknownOutcome.NO_WORKFLOW if gone else UnknownOutcome.NO_ANSWER
