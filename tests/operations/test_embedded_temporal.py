"""The embedded Temporal server keeps its orders, its address and its retention."""

import asyncio
import os
import signal
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
from temporalio.api.workflowservice.v1 import DescribeNamespaceRequest
from temporalio.client import Client, WorkflowExecutionStatus

from operations.embedded import Services, embedded_services
from operations.embedded.ports import LOOPBACK, Ports, free_ports, is_free, known_ports
from operations.embedded.processes import POLL, spawn
from operations.embedded.services import opened, running, until_ready
from operations.embedded.temporal import RETENTION, TemporalOptions, TemporalServer
from services.installation.settings import Settings

pytestmark = pytest.mark.long(seconds=30)


def some_ports() -> Ports:
    return Ports(**dict(zip(Ports.__dataclass_fields__, free_ports(5), strict=True)))


def server_in(data_dir: Path, ports: Ports, **attributes: str) -> TemporalServer:
    options = TemporalOptions(search_attributes=attributes)
    return TemporalServer(data_dir=opened(data_dir), ports=ports, options=options)


async def test_an_order_survives_a_sudden_end_of_the_server(tmp_path: Path) -> None:
    server = server_in(tmp_path, some_ports())
    async with running(server) as process:
        client = await Client.connect(server.address)
        await client.start_workflow("Order", id="order/1", task_queue="nobody")
        os.kill(process.pid, signal.SIGKILL)
        await process.wait()
    async with running(server):
        order = await client.get_workflow_handle("order/1").describe()
        assert order.status == WorkflowExecutionStatus.RUNNING


FROM_A_PAGE = {"Content-Type": "text/plain", "Origin": "http://a-page.example"}
"""What a page of any origin may send without asking the server first."""


async def test_a_page_of_another_origin_ends_no_order(tmp_path: Path) -> None:
    ports = some_ports()
    server = server_in(tmp_path, ports)
    async with running(server), httpx.AsyncClient(trust_env=False) as page:
        client = await Client.connect(server.address)
        await client.start_workflow("Order", id="order-1", task_queue="nobody")
        path = "api/v1/namespaces/default/workflows/order-1/terminate"
        told = await page.post(
            f"http://{LOOPBACK}:{ports.temporal_http}/{path}", content="{}", headers=FROM_A_PAGE
        )
        assert told.status_code == httpx.codes.FORBIDDEN
        order = await client.get_workflow_handle("order-1").describe()
        assert order.status == WorkflowExecutionStatus.RUNNING


async def test_the_pages_of_temporal_are_served_only_where_they_are_asked_for(
    tmp_path: Path,
) -> None:
    ports = some_ports()
    server = server_in(tmp_path, ports)
    async with running(server):
        assert server.ui_url is None
        assert is_free(ports.temporal_ui)


async def test_a_server_left_behind_by_a_killed_run_is_ended_before_the_next_start(
    tmp_path: Path,
) -> None:
    ports = some_ports()
    first = server_in(tmp_path, ports)
    left_behind = await spawn(first.launch())
    await until_ready(first, left_behind)
    async with running(server_in(tmp_path, ports)) as process:
        assert left_behind.returncode is not None
        assert process.pid != left_behind.pid


async def test_a_search_attribute_of_a_newer_version_is_added_to_an_old_database(
    tmp_path: Path,
) -> None:
    ports = some_ports()
    async with running(server_in(tmp_path, ports, OrderState="Keyword")):
        pass
    newer = server_in(tmp_path, ports, OrderState="Keyword", OrderSince="Datetime")
    async with running(newer):
        client = await Client.connect(newer.address)
        assert (await client.count_workflows("OrderSince IS NULL")).count == 0


async def test_closed_orders_are_kept_for_longer_than_a_day(services: Services) -> None:
    client = await Client.connect(services.temporal_address)
    told = await client.workflow_service.describe_namespace(
        DescribeNamespaceRequest(namespace=Settings().temporal_namespace)
    )
    assert told.config.workflow_execution_retention_ttl.ToTimedelta() == RETENTION


async def test_orders_are_found_by_their_phase(services: Services) -> None:
    client = await Client.connect(services.temporal_address)
    found = await client.count_workflows(f"OrderPhase = '{uuid4()}'")
    assert found.count == 0


async def test_a_port_that_is_taken_while_the_servers_start_is_given_up(tmp_path: Path) -> None:
    async def take() -> asyncio.Server:
        while (ports := known_ports(tmp_path)) is None:  # noqa: ASYNC110 - a file tells nobody
            await asyncio.sleep(POLL)
        return await asyncio.start_server(lambda *_: None, LOOPBACK, ports.temporal)

    taking = asyncio.create_task(take())
    async with embedded_services(tmp_path) as services, await taking as taker:
        taken = taker.sockets[0].getsockname()[1]
        assert services.temporal_address != f"{LOOPBACK}:{taken}"
        await Client.connect(services.temporal_address)
