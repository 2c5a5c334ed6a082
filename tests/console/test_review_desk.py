"""The review desk: a result beside the points of the demand; going back takes a reason (T30)."""

from uuid import uuid4

import httpx
import pytest

from operations.virtual import VirtualHotline
from tests.console.door import Door, Human, hidden
from tests.hotline import SOLVED, Case, opens

PAGE = {"Accept": "text/html", "Sec-Fetch-Site": "same-origin"}
DEMAND = "井盖松动两周；路灯不亮。希望尽快修好"


@pytest.fixture(scope="module")
async def reviewer(door: Door) -> Human:
    """Somebody who reviews, signed in."""
    security = await door.administrator("sec-admin")
    return await door.newcomer(security, "reviewer", "reviewer-1")


async def handed_in(hotline: VirtualHotline) -> Case:
    """An order whose unit says that it is solved."""
    case = await (await opens(hotline, demand=DEMAND)).dispatched()
    await case.does("accept", by="water-clerk")
    return await case.does("submit_result", by="water-clerk", **SOLVED, **await case.told())


async def decides(reviewer: Human, case: Case, decision: str, reason: str = "") -> httpx.Response:
    """Fill in the form of a review and send it."""
    place = f"/review/{case.number}"
    form = await reviewer.browser.get(place, headers=PAGE)
    said = {"form_word": hidden(form, "form_word"), "key": str(uuid4()), "reason": reason}
    return await reviewer.browser.post(place, data={**said, "decision": decision}, headers=PAGE)


async def test_what_was_wanted_stands_point_by_point_beside_what_was_done(
    reviewer: Human, hotline: VirtualHotline
) -> None:
    case = await handed_in(hotline)
    page = (await reviewer.browser.get(f"/review/{case.number}", headers=PAGE)).text
    points = page.partition('<ol class="points">')[2].partition("</ol>")[0]
    assert points.count("<li>") == 3
    assert SOLVED["solution"] in page
    assert SOLVED["evidence"] in page


async def test_what_holds_goes_on_to_the_callback(reviewer: Human, hotline: VirtualHotline) -> None:
    case = await handed_in(hotline)
    told = await decides(reviewer, case, "pass")
    assert told.status_code == 303, told.text
    assert told.headers["location"].endswith("stands=PENDING_CALLBACK")
    assert (await case.kinds())[-1] == "ReviewPassed"


async def test_nothing_goes_back_without_a_reason(reviewer: Human, hotline: VirtualHotline) -> None:
    case = await handed_in(hotline)
    refused = await decides(reviewer, case, "reject")
    assert refused.status_code == 409
    assert 'aria-invalid="true"' in refused.text
    assert "T:T30" in refused.text
    told = await decides(reviewer, case, "reject", "路灯仍不亮")
    assert told.status_code == 303, told.text
    assert (await case.kinds())[-1] == "ReviewRejected"
