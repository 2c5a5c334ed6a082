"""Papers about an order: printed by whoever is shown it, masked as for him, on record before."""

import io
import re
from typing import Any

import httpx
from pypdf import PdfReader

from operations.virtual import VirtualHotline
from tests.acting import named
from tests.api.window import is_problem
from tests.hotline import Case, comes_true, opens

SAID = {
    **{"name": "王建国", "phone": "13800138000", "place": "建设路八号"},
    **{"subject": "停水", "demand": "王建国家停水三天"},
}
MM = 72 / 25.4


async def overdue(hotline: VirtualHotline, **said: Any) -> Case:
    """An order that its unit did not sign in, so that it is supervised."""
    case = await (await opens(hotline, **{**SAID, "district": "east", **said})).dispatched()
    await case.does(
        "raise_supervision", by="supervisor-1", level="L2", trigger="due_passed", reason="逾期"
    )
    return case


async def printed(
    window: httpx.AsyncClient, by: str, case: Case, name: str, **asked: Any
) -> tuple[str, httpx.Response]:
    """The text of a paper, without its line breaks, and how it came."""
    place = f"/orders/{case.number}/papers/{name}"
    replies: list[httpx.Response] = []

    async def answered() -> bool:
        replies.append(await window.get(place, headers=named(by), params=asked))
        return replies[-1].status_code != 503

    await comes_true(answered)
    assert replies[-1].status_code == 200, replies[-1].text
    pages = PdfReader(io.BytesIO(replies[-1].content)).pages
    return re.sub(r"\s", "", "".join(page.extract_text() for page in pages)), replies[-1]


async def test_a_notice_of_supervision_says_who_owes_what_and_who_printed_it(
    window: httpx.AsyncClient, hotline: VirtualHotline
) -> None:
    """Criterion 28: a paper of A4 with its number, a code and a watermark."""
    case = await overdue(hotline)
    raised = (await case.facts())[-1]
    told, reply = await printed(window, "supervisor-1", case, "supervision_notice")
    assert reply.headers["content-type"] == "application/pdf"
    page = PdfReader(io.BytesIO(reply.content)).pages[0]
    assert [round(float(side) / MM) for side in page.mediabox[2:]] == [210, 297]
    for word in (
        "督办通知书",
        case.number,
        "日常督办",
        "逾期",
        "停水",
        SAID["place"],
        "supervisor-1",
    ):
        assert word in told, word
    assert f"{case.number}-{raised.seq}号" in told
    assert told.count("督办员supervisor-1·") >= 12
    fact = (await case.facts())[-1]
    assert fact.kind == "PaperPrinted"
    assert (fact.content.printed_by, fact.content.about) == ("supervisor-1", raised.seq)
    assert f"校验{fact.content.check}" in told


async def test_what_is_masked_on_a_screen_is_masked_on_paper(
    window: httpx.AsyncClient, hotline: VirtualHotline
) -> None:
    """Criterion 25."""
    case = await overdue(hotline)
    told, _ = await printed(window, "water-clerk", case, "order_form")
    assert "王**" in told
    assert "138****8000" in told
    assert SAID["demand"] in told
    masked, _ = await printed(window, "supervisor-1", case, "order_form")
    assert SAID["name"] not in masked
    assert "停水三天" in masked
    for paper in (told, masked):
        assert SAID["phone"] not in paper


async def test_a_paper_in_english_says_nothing_of_its_own_in_chinese(
    window: httpx.AsyncClient, hotline: VirtualHotline
) -> None:
    case = await overdue(hotline)
    told, _ = await printed(window, "supervisor-1", case, "supervision_notice", language="en")
    assert "noticeofsupervision" in told
    assert "督办" not in told


async def test_what_has_not_happened_is_not_printed_and_who_reads_no_facts_prints_the_form_only(
    window: httpx.AsyncClient, hotline: VirtualHotline
) -> None:
    case = await overdue(hotline)
    before = await case.kinds()
    for name, asked in (("refusal_notice", {}), ("supervision_notice", {"fact": 1})):
        place = f"/orders/{case.number}/papers/{name}"
        reply = await window.get(place, headers=named("supervisor-1"), params=asked)
        assert is_problem(reply, 404) == "no_such_paper"
    unseen = await window.get(
        f"/orders/{case.number}/papers/order_form", headers=named("transport-clerk")
    )
    assert is_problem(unseen, 404) == "unknown_order"
    assert await case.kinds() == before
    lists = {
        by: [one["kind"] for one in (await papers(window, by, case)).json()]
        for by in ("supervisor-1", "seat-2")
    }
    assert lists == {
        "supervisor-1": ["order_form", "supervision_notice"],
        "seat-2": ["order_form"],
    }
    told, _ = await printed(window, "seat-2", case, "order_form")
    assert "办理记载" not in told


async def papers(window: httpx.AsyncClient, by: str, case: Case) -> httpx.Response:
    """Which papers somebody can print."""
    return await window.get(f"/orders/{case.number}/papers", headers=named(by))


async def test_a_caller_is_told_on_paper_why_a_demand_is_not_taken_in_and_a_unit_asks_for_time(
    window: httpx.AsyncClient, hotline: VirtualHotline
) -> None:
    refused = await opens(hotline, **SAID)
    await refused.does(
        "refuse", by="lead-1", disposition="ABUSE", reason="多次辱骂", route="请依法反映"
    )
    told, _ = await printed(window, "lead-1", refused, "refusal_notice")
    assert all(word in told for word in ("不予受理告知书", "多次辱骂", "请依法反映"))
    case = await (await opens(hotline, **SAID)).dispatched()
    await case.does("accept", by="water-clerk")
    await case.does(
        "request_extension",
        by="water-clerk",
        length="1 WD",
        signed_by="water-head",
        reason="管线复杂",
    )
    told, _ = await printed(window, "water-head", case, "extension_form")
    assert all(word in told for word in ("延期审批表", "管线复杂", "water-head", "1WD"))
