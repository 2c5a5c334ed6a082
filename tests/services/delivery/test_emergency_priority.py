"""An order that becomes an emergency goes first; who else changes a run's options is named."""

from typing import Any
from uuid import UUID

import pytest
from google.protobuf.field_mask_pb2 import FieldMask
from temporalio.api.common.v1 import Priority, WorkflowExecution
from temporalio.api.workflow.v1 import WorkflowExecutionOptions
from temporalio.api.workflowservice.v1 import (
    DescribeWorkflowExecutionRequest,
    UpdateWorkflowExecutionOptionsRequest,
)

from audit.reconcile.findings import What
from audit.reconcile.foreign_messages import RAISED_BY
from audit.verify.comparison import check_order
from operations.virtual import VirtualHotline
from services.delivery.workflow_client import raise_priority
from tests.audit.test_findings import named_of
from tests.hotline import Case, comes_true, opens
from workers.rounds.relay import one_round

DISTRICT = "haitang"


async def priority_of(case: Case) -> tuple[int, str]:
    """The priority of an order's run, and whose turn it takes."""
    client = case.hotline.client
    asked = DescribeWorkflowExecutionRequest(
        namespace=client.namespace,
        execution=WorkflowExecution(workflow_id=f"order/{case.number}"),
    )
    told = await client.workflow_service.describe_workflow_execution(asked)
    priority = told.workflow_execution_info.priority
    return priority.priority_key, priority.fairness_key


async def emergency(hotline: VirtualHotline) -> Case:
    """An ordinary order that turned out to be an emergency."""
    case = await (await opens(hotline, district=DISTRICT)).dispatched()
    assert await priority_of(case) == (3, DISTRICT)
    return await case.does("declare_emergency", by="seat-1", kind="help")


async def change(case: Case, identity: str, mask: str = "priority.priority_key", **to: Any) -> None:
    """Somebody with a key to Temporal changes the options of an order's run."""
    client = case.hotline.client
    asked = UpdateWorkflowExecutionOptionsRequest(
        namespace=client.namespace,
        workflow_execution=WorkflowExecution(workflow_id=f"order/{case.number}"),
        workflow_execution_options=WorkflowExecutionOptions(priority=Priority(**to)),
        update_mask=FieldMask(paths=[mask]),
        identity=identity,
    )
    await client.workflow_service.update_workflow_execution_options(asked)


async def command_of(case: Case) -> str:
    """The command that came last."""
    assert case.last is not None
    return str(case.last.command_id)


async def test_who_is_declared_an_emergency_goes_first_and_nobody_is_named(
    hotline: VirtualHotline,
) -> None:
    case = await emergency(hotline)
    assert await priority_of(case) == (1, DISTRICT)
    assert await named_of(hotline, case.number) == set()
    await case.passes(hours=1)
    assert not await check_order(hotline.client, hotline.engines.patient, case.number)


async def test_a_posted_declaration_does_the_same(hotline: VirtualHotline) -> None:
    case = await (await opens(hotline, district=DISTRICT)).dispatched()
    await case.posts("declare_emergency", by="seat-1", kind="help")

    async def goes_first() -> bool:
        await one_round(hotline.delivery)
        return await priority_of(case) == (1, DISTRICT)

    await comes_true(goes_first)
    assert await named_of(hotline, case.number) == set()


async def test_a_refused_declaration_raises_nothing(hotline: VirtualHotline) -> None:
    case = await opens(hotline)
    await case.refused("declare_emergency", by="water-clerk", kind="help")
    assert (await priority_of(case))[0] == 3


async def a_round_names(hotline: VirtualHotline, number: str) -> None:
    """Temporal lists a new run a moment late; the round that sees it first names what was done."""

    async def named() -> bool:
        return await named_of(hotline, number) == {What.OPTIONS_CHANGED}

    await comes_true(named)


@pytest.mark.parametrize(
    "by", ["a stranger", f"{RAISED_BY}{UUID(int=7)}", f"{RAISED_BY}no-id", RAISED_BY]
)
async def test_a_raise_that_no_declaration_stands_behind_is_named(
    hotline: VirtualHotline, by: str
) -> None:
    case = await opens(hotline)
    await change(case, by, priority_key=1)
    await a_round_names(hotline, case.number)


async def test_a_raise_that_appeals_to_another_orders_declaration_is_named(
    hotline: VirtualHotline,
) -> None:
    declared, other = await emergency(hotline), await opens(hotline)
    await raise_priority(hotline.client, other.number, await command_of(declared))
    await a_round_names(hotline, other.number)


async def test_a_raise_that_appeals_to_another_act_is_named(hotline: VirtualHotline) -> None:
    case = await opens(hotline)
    await case.does("accept_for_dispatch", by="seat-1")
    await raise_priority(hotline.client, case.number, await command_of(case))
    await a_round_names(hotline, case.number)


@pytest.mark.parametrize(
    ("mask", "to"),
    [
        ("priority.priority_key", {"priority_key": 5}),
        ("priority.fairness_weight", {"fairness_weight": 9.0}),
    ],
)
async def test_a_declaration_is_no_cover_for_another_change(
    hotline: VirtualHotline, mask: str, to: dict[str, Any]
) -> None:
    case = await emergency(hotline)
    await change(case, f"{RAISED_BY}{await command_of(case)}", mask, **to)
    await a_round_names(hotline, case.number)
