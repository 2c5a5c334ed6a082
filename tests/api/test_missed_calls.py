"""Missed calls at the window: written down without a number, called back, counted."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest
from sqlalchemy import text

from operations.virtual import VirtualHotline
from store.commands.order_time import latest_now
from tests.acting import NOBODY
from tests.api.window import headers, is_problem

SEAT = headers("seat-1")
Said = dict[str, Any]


def a_phone() -> str:
    """A number that no other test calls from."""
    return f"139{uuid4().int % 10**8:08d}"


async def ago(hotline: VirtualHotline, **by: float) -> str:
    """So long before what time it is."""
    return (await latest_now(hotline.engines.patient) - timedelta(**by)).isoformat()


async def missed(
    window: httpx.AsyncClient, rang_at: str, phone: str = "", by: str = "seat-1", **said: Any
) -> httpx.Response:
    """Somebody writes a missed call down."""
    paper = {"reference": f"S-{uuid4()}", "phone": phone or a_phone(), "rang_at": rang_at, **said}
    return await window.post("/missed-calls", json=paper, headers=headers(by))


async def called_back(
    window: httpx.AsyncClient, reference: str, by: str = "seat-1", **said: Any
) -> httpx.Response:
    """Somebody writes a call back down."""
    path = f"/missed-calls/{reference}/call-backs"
    return await window.post(path, json={"outcome": "spoke", **said}, headers=headers(by))


async def is_open(window: httpx.AsyncClient, reference: str) -> bool:
    """Whether it is on the list of those that nobody called back."""
    asked = {"open": "true", "limit": 500}
    told = await window.get("/missed-calls", params=asked, headers=SEAT)
    return reference in {call["reference"] for call in told.json()["missed"]}


@pytest.mark.rule("NA-15", "NA-15.2", "NA-15.3")
async def test_a_missed_call_is_due_an_hour_after_it_rang_and_settled_by_a_call_back(
    window: httpx.AsyncClient, hotline: VirtualHotline
) -> None:
    rang_at = await ago(hotline, minutes=30)
    call = (await missed(window, rang_at, line="12345", queue="")).json()
    rang, due = (datetime.fromisoformat(call[name]) for name in ("rang_at", "due"))
    assert (due - rang, call["basis"]) == (timedelta(hours=1), ["NA-15"])
    assert (call["line"], call["called_at"], call["spoke"]) == ("12345", None, False)
    assert await is_open(window, call["reference"])
    settled = (await called_back(window, call["reference"], outcome="no_answer")).json()
    assert datetime.fromisoformat(settled["called_at"]) > rang
    assert not settled["spoke"]
    assert not await is_open(window, call["reference"])


@pytest.mark.rule("NA-15", "NA-15.2")
async def test_no_number_is_kept_anywhere(
    window: httpx.AsyncClient, hotline: VirtualHotline
) -> None:
    phone, rang_at = a_phone(), await ago(hotline, minutes=1)
    call = await missed(window, rang_at, phone)
    assert phone not in call.text
    async with hotline.engines.patient.connect() as connection:
        rows = "".join(await connection.scalars(text("SELECT missed_call::text FROM missed_call")))
    assert call.json()["reference"] in rows
    assert phone not in rows
    for code in ("reference", "line", "queue"):
        told = await missed(window, rang_at, phone, **{code: f"c-{phone}"})
        assert is_problem(told, 409) == "number_in_a_code"
        assert phone not in told.text
    assert is_problem(await missed(window, rang_at, "不详"), 409) == "no_number_to_call"


@pytest.mark.rule("NA-15", "NA-15.3")
async def test_one_call_back_settles_what_its_caller_had_missed_before_and_nothing_later(
    window: httpx.AsyncClient, hotline: VirtualHotline
) -> None:
    phone = a_phone()
    first, second, later = [
        (await missed(window, await ago(hotline, minutes=by), phone)).json()["reference"]
        for by in (50, 40, 10)
    ]
    other = (await missed(window, await ago(hotline, minutes=45))).json()["reference"]
    told = await called_back(window, second, called_at=await ago(hotline, minutes=20))
    assert told.status_code == 200
    found = [await is_open(window, one) for one in (first, second, later, other)]
    assert found == [False, False, True, True]


@pytest.mark.rule("NA-15", "NA-15.3")
async def test_what_would_bend_the_figure_is_refused(
    window: httpx.AsyncClient, hotline: VirtualHotline
) -> None:
    for by, code in ((-5, "called_in_the_future"), (60 * 24 * 60, "called_too_long_ago")):
        told = await missed(window, await ago(hotline, minutes=by))
        assert is_problem(told, 409) == code
    rang_at = await ago(hotline, minutes=30)
    reference = (await missed(window, rang_at)).json()["reference"]
    for by, code in ((31, "called_back_before_it_rang"), (-5, "called_in_the_future")):
        told = await called_back(window, reference, called_at=await ago(hotline, minutes=by))
        assert is_problem(told, 409) == code
    assert await is_open(window, reference)
    assert is_problem(await called_back(window, "S-unknown"), 404) == "unknown_call"


async def test_the_same_call_again_changes_nothing_and_another_has_its_own_reference(
    window: httpx.AsyncClient, hotline: VirtualHotline
) -> None:
    phone, rang_at = a_phone(), await ago(hotline, minutes=5)
    once = await missed(window, rang_at, phone)
    reference = once.json()["reference"]
    again = await missed(window, rang_at, phone, reference=reference)
    assert (again.status_code, again.json()) == (200, once.json())
    other = await missed(window, rang_at, a_phone(), reference=reference)
    assert is_problem(other, 409) == "other_missed_call"


@pytest.mark.parametrize("person", ["dispatcher-1", "water-clerk", "monitor-1", "assessor-1"])
async def test_who_does_not_work_at_the_telephone_writes_no_call_down(
    window: httpx.AsyncClient, hotline: VirtualHotline, person: str
) -> None:
    rang_at = await ago(hotline, minutes=5)
    assert is_problem(await missed(window, rang_at, by=person), 403) == "role_may_not"
    reference = (await missed(window, rang_at)).json()["reference"]
    assert is_problem(await called_back(window, reference, by=person), 403) == "role_may_not"


async def test_who_names_nobody_reads_no_list_of_calls(window: httpx.AsyncClient) -> None:
    assert is_problem(await window.get("/missed-calls", headers=NOBODY), 401) == "nobody_named"
