"""Words planted in every text of a report are found in no answer of whoever may not read them."""

import httpx
import pytest

from operations.virtual import VirtualHotline
from policies.sight import SightField
from policies.sight_file import sight
from services.submission.command_json import commands
from tests.acting import named
from tests.api.window import becomes_visible, headers
from tests.hotline import CONTENT, Case, opens

ACTS = ("register", "add_info", "contact", "submit_result", "pass_review", "record_callback")
PHONE = "13977712345"
WORDS = {
    f"{act}.{name}": f"canary{place}{act}{name}".replace("_", "")
    for place, act in enumerate(ACTS)
    for name in commands()[act].TEXTS
    if name != "public_answer"  # a report is not made public (G26)
} | {"register.phone": PHONE}
OF_UNITS = frozenset(
    {SightField.UNIT_INTERNAL_NOTES, SightField.RESULT_AND_PUBLIC_TEXT, SightField.DECISIONS}
)
NOTHING = frozenset[SightField]()
READ: dict[str, frozenset[SightField]] = {
    **dict.fromkeys(("monitor-1", "audit-1", "seat-2"), NOTHING),
    **dict.fromkeys(("market-clerk", "province-1", "security-1", "provider-1"), NOTHING),
    **dict.fromkeys(("reviewer-1", "supervisor-1", "head-1"), OF_UNITS),
    "lead-1": frozenset({SightField.ADDRESS_OF_EVENT}),
    "water-clerk": OF_UNITS | {SightField.ADDRESS_OF_EVENT},
    "callback-1": frozenset(
        {
            *(SightField.RESULT_AND_PUBLIC_TEXT, SightField.DECISIONS),
            *(SightField.ADDRESS_OF_EVENT, SightField.DEMAND_TEXT),
            SightField.WORDS_FOR_THE_HOTLINE,
        }
    ),
}
"""The fields of a report of which each may read the words; all others he must find nowhere."""
PLACES = (
    *("/orders/{n}", "/orders?limit=200", "/orders/{n}/facts", "/orders/{n}/ledger"),
    *("/orders/{n}/allowed", "/orders/{n}/explain", "/orders/{n}/texts", "/orders/{n}/similar"),
    "/orders/{n}/texts?viewed=00000000-0000-0000-0000-000000000000",
)


def of(act: str) -> dict[str, str]:
    """The planted words of an act."""
    said = (key.split(".") for key in WORDS)
    return {name: WORDS[f"{of_act}.{name}"] for of_act, name in said if of_act == act}


@pytest.fixture(scope="module")
async def planted(window: httpx.AsyncClient, hotline: VirtualHotline) -> str:
    """A report whose every text is a word that stands nowhere else; its number."""
    case: Case = await opens(hotline, type="report", pack="national-default", **of("register"))
    await case.does("add_info", by="seat-1", **of("add_info"))
    await (await case.dispatched()).does("accept", by="water-clerk")
    await case.does("contact", by="water-clerk", **of("contact"))
    result = {"result_kind": "substantiated", **of("submit_result"), **await case.told()}
    await case.does("submit_result", by="water-clerk", **result)
    await case.does("pass_review", by="reviewer-1", **of("pass_review"))
    await case.does("record_callback", by="callback-1", **CONTENT, **of("record_callback"))
    await becomes_visible(window, case.number, 1)
    return case.number


@pytest.mark.parametrize("person", READ)
async def test_no_answer_holds_a_word_that_whoever_asks_may_not_read(
    window: httpx.AsyncClient, planted: str, person: str
) -> None:
    closed = {key: word for key, word in WORDS.items() if sight().of_text[key] not in READ[person]}
    for place in PLACES:
        reply = await window.get(place.format(n=planted), headers=named(person))
        found = {key for key, word in closed.items() if word in reply.text}
        assert not found, f"{place} shows {person} {found}"
    for paper in ({"fields": ["name"], "reason": "x"}, {"fields": ["phone"]}):
        place = f"/orders/{planted}/view_personal_data"
        reply = await window.post(place, json=paper, headers=headers(person))
        assert not {key for key in closed if WORDS[key] in reply.text}


@pytest.mark.parametrize("person", READ)
async def test_whoever_may_read_a_word_finds_it(
    window: httpx.AsyncClient, planted: str, person: str
) -> None:
    reply = await window.get(f"/orders/{planted}/texts", headers=named(person))
    found = {key for key, word in WORDS.items() if word in reply.text}
    assert found == {key for key in WORDS if sight().of_text[key] in READ[person]}
