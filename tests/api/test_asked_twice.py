"""Who asks twice is answered once: one effect for each key, and the same answer every time."""

import asyncio

import httpx
import pytest
from temporalio.api.common.v1 import WorkflowExecution
from temporalio.api.workflowservice.v1 import DeleteWorkflowExecutionRequest
from temporalio.service import RPCError, RPCStatusCode

from operations.virtual import VirtualHotline
from tests.api.window import DEMAND, a_number, front_window, headers, is_problem, registered, rows
from tests.hotline import Case, comes_true
from tests.thorough import times

KEYS = times(40, thorough=200)
AT_ONCE = 20
REPLAYED = "Idempotency-Replayed"


async def urged(window: httpx.AsyncClient, number: str, key: str) -> httpx.Response:
    """The caller urges an order."""
    place = f"/orders/{number}/add_info"
    return await window.post(place, json={"text": f"补充 {key}"}, headers=headers("seat-1", key))


async def taken_in(window: httpx.AsyncClient, number: str, key: str) -> httpx.Response:
    """The seat takes an order in."""
    return await window.post(f"/orders/{number}/accept_for_dispatch", headers=headers(key=key))


async def test_many_keys_each_asked_twice(
    window: httpx.AsyncClient, hotline: VirtualHotline
) -> None:
    numbers = [await a_number(window) for _ in range(10)]
    papers = [(numbers[place % 10], f"many-{place}") for place in range(KEYS)]
    answers = []
    for _ in range(2):
        for start in range(0, KEYS, AT_ONCE):
            some = papers[start : start + AT_ONCE]
            answers += await asyncio.gather(*(urged(window, *paper) for paper in some))
    first, second = answers[:KEYS], answers[KEYS:]
    assert {reply.status_code for reply in answers} == {200}
    assert [r.json() for r in first] == [r.json() for r in second]
    assert not any(REPLAYED in reply.headers for reply in first)
    assert all(reply.headers[REPLAYED] == "true" for reply in second)
    for number in numbers:
        kinds = await Case(hotline=hotline, number=number).kinds()
        assert kinds == ["Registered", *["CallerAddedInfo"] * (KEYS // 10)]


async def test_twenty_ask_at_once_with_one_key(
    window: httpx.AsyncClient, hotline: VirtualHotline
) -> None:
    number = await a_number(window)
    answers = await asyncio.gather(*(urged(window, number, "at-once") for _ in range(AT_ONCE)))
    assert {reply.status_code for reply in answers} == {200}
    assert len({reply.text for reply in answers}) == 1
    assert [REPLAYED in reply.headers for reply in answers].count(False) == 1
    assert await Case(hotline=hotline, number=number).kinds(1) == ["CallerAddedInfo"]


async def test_twenty_register_at_once_with_one_key(
    window: httpx.AsyncClient, hotline: VirtualHotline
) -> None:
    before = await rows(hotline.engines)
    answers = await asyncio.gather(*(registered(window, "one-birth") for _ in range(AT_ONCE)))
    assert {reply.status_code for reply in answers} == {201}
    assert len({reply.json()["number"] for reply in answers}) == 1
    assert [REPLAYED in reply.headers for reply in answers].count(False) == 1
    after = await rows(hotline.engines)
    assert after["work_order"] - before["work_order"] == 1
    assert after["command"] - before["command"] == 1


async def test_a_key_belongs_to_one_paper(window: httpx.AsyncClient) -> None:
    number, other = await a_number(window), await a_number(window)
    assert (await urged(window, number, "mine")).status_code == 200
    for place, body in [
        (f"/orders/{number}/add_info", {"text": "另一句"}),
        (f"/orders/{other}/add_info", {"text": "补充 mine"}),
        (f"/orders/{number}/withdraw", {"reason": "补充 mine"}),
        ("/orders", DEMAND),
    ]:
        reply = await window.post(place, json=body, headers=headers("seat-1", "mine"))
        assert is_problem(reply, 409) == "key_reused", place
    by_another = await window.post(
        f"/orders/{number}/add_info", json={"text": "我的"}, headers=headers("seat-2", "mine")
    )
    assert by_another.status_code == 200


async def test_a_refusal_is_repeated_too(window: httpx.AsyncClient) -> None:
    number = await a_number(window)
    place, said = f"/orders/{number}/clear_supervision", {"reason": "已整改"}
    refusals = [
        await window.post(place, json=said, headers=headers("supervisor-1", "no")) for _ in range(3)
    ]
    assert {is_problem(reply, 409) for reply in refusals} == {"not_supervised"}
    assert len({reply.text for reply in refusals}) == 1


async def test_after_the_end_the_first_answer_stands(
    window: httpx.AsyncClient, hotline: VirtualHotline
) -> None:
    number = await a_number(window)
    first = await taken_in(window, number, f"in-{number}")
    withdrawal = {"json": {"reason": "已解决"}, "headers": headers("seat-1", f"out-{number}")}
    place = f"/orders/{number}/withdraw"
    ended = await window.post(place, **withdrawal)  # type: ignore[arg-type]
    await Case(hotline=hotline, number=number).ends()
    assert (await taken_in(window, number, f"in-{number}")).json() == first.json()
    assert (await window.post(place, **withdrawal)).json() == ended.json()  # type: ignore[arg-type]
    assert is_problem(await taken_in(window, number, "late"), 409) == "order_is_over"


async def test_a_window_that_was_opened_anew_gives_the_same_answers(
    window: httpx.AsyncClient, hotline: VirtualHotline
) -> None:
    birth = await registered(window, "reopened")
    number = birth.json()["number"]
    first = await taken_in(window, number, f"in-{number}")
    async with front_window(hotline, hotline.engines) as another:
        again = await registered(another, "reopened")
        assert (again.status_code, again.json()) == (201, birth.json())
        assert (await taken_in(another, number, f"in-{number}")).json() == first.json()
    assert len(await Case(hotline=hotline, number=number).facts()) == 2


async def test_the_answer_outlives_the_history(
    window: httpx.AsyncClient, hotline: VirtualHotline
) -> None:
    birth = await registered(window, "outlives")
    number = birth.json()["number"]
    first = await taken_in(window, number, f"in-{number}")
    await delete_history(hotline, number)
    again = await registered(window, "outlives")
    assert (again.status_code, again.json()) == (201, birth.json())
    assert (await taken_in(window, number, f"in-{number}")).json() == first.json()
    with pytest.raises(RPCError):
        await hotline.handle(number).describe()
    assert len(await Case(hotline=hotline, number=number).facts()) == 2


async def delete_history(hotline: VirtualHotline, number: str) -> None:
    """An operator of Temporal deletes a workflow; wait until it is gone."""
    there = hotline.handle(number)
    execution = WorkflowExecution(workflow_id=there.id)
    await hotline.client.workflow_service.delete_workflow_execution(
        DeleteWorkflowExecutionRequest(
            namespace=hotline.client.namespace, workflow_execution=execution
        )
    )

    async def gone() -> bool:
        try:
            await there.describe()
        except RPCError as error:
            return error.status is RPCStatusCode.NOT_FOUND
        return False

    await comes_true(gone)
