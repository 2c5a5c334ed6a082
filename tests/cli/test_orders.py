"""`paidan order`: seeing how orders stand, and acting on them, from a prompt."""

import json
from pathlib import Path
from typing import Any

import pytest
from freezegun import freeze_time

from tests.cli.front_window import FrontWindow
from tests.cli.run import paidan
from tests.services.assessment.books import text_file

Screen = pytest.CaptureFixture[str]
DONE = {"number": "7", "command_id": "c", "received_at": "-", "version": 4, "state": "HANDLING"}


def order(number: str, state: str, **more: Any) -> dict[str, Any]:
    standing = {"number": number, "state": state, "version": 3, "pack": "sanya-2018", "level": "L2"}
    item = {"type": "help", "class": "other", "urgency": "urgent", "district": "", "unit": "water"}
    return {**standing, **item, "born_at": "2026-11-20T03:00:00+08:00", "clocks": [], **more}


def clock(name: str, due: str, **more: Any) -> dict[str, Any]:
    clock = {"id": f"{name}/1", "name": name, "owner": "water", "due": due, "original_due": due}
    end = {"ended": None, "outcome": None, "provisional": False}
    return {**clock, "started": "2026-01-01T00:00:00+08:00", **end, "basis": ["R-1"], **more}


def test_an_order_is_shown_with_what_is_overdue_on_top(
    capsys: Screen, window: FrontWindow, here: tuple[str, str]
) -> None:
    met = {"ended": "2026-01-02T00:00:00+08:00", "outcome": "met"}
    clocks = [
        clock("accept", "2026-01-02T09:00:00+08:00", **met),
        clock("total", "2999-01-01T00:00:00+08:00", provisional=True),
        clock("handle", "2026-01-08T00:00:00+08:00"),
    ]
    window.says("/orders/7", (200, order("7", "HANDLING", clocks=clocks)))

    status, out, _ = paidan(capsys, "order", "show", "7", *here)
    in_json = paidan(capsys, "order", "show", "7", "--json", *here)

    lines = out.splitlines()
    assert status == 0
    assert lines[0].split() == ["7", "办理中", "HANDLING", "L2", "督办", "urgent"]
    assert [line.split()[0] for line in lines[3:]] == ["handle/1", "total/1", "accept/1"]
    assert "overdue" in lines[3]
    assert "暂定" in lines[4]
    assert "met 按时" in lines[5]
    assert json.loads(in_json[1]) == order("7", "HANDLING", clocks=clocks)


@pytest.mark.parametrize(
    ("now", "stands"),
    [
        ("2026-03-02T08:59:59+08:00", "3 d 1 h left"),
        ("2026-03-05T08:30:00+08:00", "1 h 30 min left"),
        ("2026-03-05T09:59:30+08:00", "0 min left"),
        ("2026-03-05T10:00:00+08:00", "0 min left"),
        ("2026-03-05T10:01:00+08:00", "overdue 1 min 逾期"),
        ("2026-03-08T11:00:00+08:00", "overdue 3 d 1 h 逾期"),
    ],
)
def test_what_is_left_is_told_against_this_machine_s_clock(
    capsys: Screen, window: FrontWindow, here: tuple[str, str], now: str, stands: str
) -> None:
    clocks = [clock("handle", "2026-03-05T10:00:00+08:00")]
    window.says("/orders/7", (200, order("7", "HANDLING", clocks=clocks)))
    with freeze_time(now, real_asyncio=True):
        _, out, _ = paidan(capsys, "order", "show", "7", *here)
    assert out.rstrip().endswith(stands)


@freeze_time("2027-01-02T00:00:00+08:00", real_asyncio=True)
def test_a_due_of_another_year_is_told_with_its_year(
    capsys: Screen, window: FrontWindow, here: tuple[str, str]
) -> None:
    clocks = [clock("total", "2026-12-31T10:00:00+08:00")]
    window.says("/orders/7", (200, order("7", "HANDLING", clocks=clocks)))
    assert "2026-12-31 10:00" in paidan(capsys, "order", "show", "7", *here)[1]


def test_an_order_of_an_earlier_edition_says_that_it_takes_no_act(
    capsys: Screen, window: FrontWindow, here: tuple[str, str]
) -> None:
    window.says("/orders/7", (200, order("7", "HANDLING", earlier_edition=True)))
    window.says("/orders/8", (200, order("8", "HANDLING")))
    assert "takes no further act" in " ".join(
        paidan(capsys, "order", "show", "7", *here)[1].split()
    )
    assert "no further act" not in paidan(capsys, "order", "show", "8", *here)[1]


def test_orders_of_an_earlier_edition_can_be_listed_alone(
    capsys: Screen, window: FrontWindow, here: tuple[str, str]
) -> None:
    window.says(
        "/orders?earlier_edition=true&limit=50",
        (200, {"orders": [order("7", "HANDLING")], "next": None}),
    )
    status, out, _ = paidan(capsys, "order", "list", "--earlier-edition", *here)
    assert (status, out.splitlines()[1].split()[0]) == (0, "7")


def test_an_unknown_order_ends_with_two(
    capsys: Screen, window: FrontWindow, here: tuple[str, str]
) -> None:
    window.says("/orders/8", (404, {"code": "unknown_order", "detail": "no such order · 无此工单"}))

    assert paidan(capsys, "order", "show", "8", *here) == (2, "", "no such order · 无此工单\n")


def test_a_list_goes_on_to_the_next_page_until_there_are_enough(
    capsys: Screen, window: FrontWindow, here: tuple[str, str]
) -> None:
    first = {"orders": [order(str(n), "QUEUED") for n in range(200)], "next": "199"}
    second = {"orders": [order("200", "QUEUED")], "next": None}
    window.says("/orders?state=QUEUED&overdue=true&limit=200", (200, first))
    window.says("/orders?state=QUEUED&overdue=true&limit=100&after=199", (200, second))
    words = ("--state", "queued", "--overdue", "--limit", "300")

    status, out, _ = paidan(capsys, "order", "list", *words, "--json", *here)

    assert status == 0
    told = json.loads(out)
    assert (len(told["orders"]), told["next"]) == (201, None)


def test_a_queue_of_special_seats_is_listed(
    capsys: Screen, window: FrontWindow, here: tuple[str, str]
) -> None:
    mine = {"orders": [order("6", "INTAKE", queue="approvals")], "next": None}
    window.says("/orders?queue=approvals&limit=50", (200, mine))
    status, out, _ = paidan(capsys, "order", "list", "--queue", "approvals", "--json", *here)
    assert (status, json.loads(out)) == (0, mine)


def test_an_act_is_typed_handed_in_and_answered(
    capsys: Screen, window: FrontWindow, here: tuple[str, str]
) -> None:
    window.says("/orders/7/record_callback", (200, DONE))
    words = ("answered=yes", "satisfied=2", "words=5 分钟就修好了")

    status, out, _ = paidan(
        capsys, "order", "act", "7", "record_callback", *words, "--as", "p1", "--key", "k", *here
    )

    assert (status, out) == (0, "7  办理中 HANDLING  version 4\n")
    paper = {"answered": True, "satisfied": 2, "words": "5 分钟就修好了"}
    assert window.papers == [("/orders/7/record_callback", "p1", "k", paper)]


def test_a_refusal_is_a_clear_no_in_the_offices_words(
    capsys: Screen, window: FrontWindow, here: tuple[str, str]
) -> None:
    words = "no sign-in is owed · 当前无需签收 [WF-10]"
    window.says("/orders/7/accept", (409, {"code": "no_sign_in_owed", "detail": words}))

    told = paidan(capsys, "order", "act", "7", "accept", "--as", "p1", *here)

    assert told == (1, "", f"{words}\n")


def test_an_act_that_was_only_received_is_waited_for(
    capsys: Screen, window: FrontWindow, here: tuple[str, str]
) -> None:
    told = {"command_id": "c", "order": "7", "name": "accept", "received_at": "-"}
    window.says("/orders/7/accept", (202, {"command_id": "c", "status_url": "/commands/c"}))
    window.says(
        "/commands/c",
        (200, {**told, "status": "received", "response": None}),
        (200, {**told, "status": "decided", "response": {"version": 4, "state": "HANDLING"}}),
    )

    status, out, _ = paidan(capsys, "order", "act", "7", "accept", "--as", "p1", "--json", *here)

    assert status == 0
    assert json.loads(out)["state"] == "HANDLING"


def test_a_demand_is_registered_under_a_pack(
    capsys: Screen, window: FrontWindow, here: tuple[str, str]
) -> None:
    window.says("/orders", (201, {**DONE, "state": "INTAKE"}))
    words = ("type=help", "anonymous=no", "name=某甲", "called_at=2026-03-02T09:00:00+08:00")

    paidan(capsys, "order", "register", *words, "--as", "p1", "--pack", "sanya-2018", *here)

    ((address, _, _, paper),) = window.papers
    assert address == "/orders?pack=sanya-2018"
    said = {"type": "help", "anonymous": False, "name": "某甲"}
    assert paper == {**said, "called_at": "2026-03-02T09:00:00+08:00"}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("dispatch", "rule=r"), "unit: Field required"),
        (("dispatch", "unit=a", "unit=b"), "unit: is given twice"),
        (("accept", "colour=red"), "colour: accept takes no fields"),
        (("accept", "colour"), "'colour' is not written as field=value"),
        (("record_callback", "answered=maybe"), "answered: 'maybe' is neither yes nor no"),
        (("record_callback", "answered=no", "satisfied=9"), "satisfied: Input should be less"),
        (("request_extension", "length=3 moons", "signed_by=h"), 'length: "3 moons": unit "moons"'),
        (("sing",), "no command is called 'sing'"),
    ],
)
def test_a_wrong_field_is_named_before_anything_is_sent(
    capsys: Screen, words: tuple[str, ...], told: str
) -> None:
    status, out, err = paidan(capsys, "order", "act", "7", *words, "--as", "p1")

    assert (status, out) == (2, "")
    assert err.startswith(told)


def test_many_orders_are_urged_and_each_refusal_is_told(
    capsys: Screen, window: FrontWindow, here: tuple[str, str], tmp_path: Path
) -> None:
    for number, status, response in (
        ("1", "decided", {"version": 4, "state": "HANDLING"}),
        ("2", "refused", {"code": "order_is_over", "basis": ["WF-41"], "about": []}),
    ):
        window.says(f"/orders/{number}/urge", (202, {"command_id": number}))
        told = {"order": number, "status": status, "response": response}
        window.says(f"/commands/{number}", (200, told))
    numbers = text_file(tmp_path / "numbers", "1\n2\n\n3\n1\n")

    words = ("--numbers", str(numbers), "--as", "p1", "--json", *here)
    status, out, _ = paidan(capsys, "order", "urge-all", *words)

    assert status == 0
    assert json.loads(out) == {
        "sent": 3,
        "decided": 1,
        "refused": [
            {
                "order": "2",
                "code": "order_is_over",
                "words": "the order has ended · 工单已终结 [WF-41]",
            },
            {"order": "3", "code": "unknown_order", "words": "no such order"},
        ],
    }
    assert {address.partition("?")[2] for address, *_ in window.papers} == {"via=signal"}


def test_orders_that_have_ended_are_urged_only_by_name(
    capsys: Screen, window: FrontWindow, here: tuple[str, str]
) -> None:
    found = [order("1", "HANDLING"), order("2", "CLOSED")]
    window.says("/orders", (200, {"orders": found, "next": None}))
    window.says("/orders/1/urge", (202, {"command_id": "1"}))
    window.says("/commands/1", (200, {"order": "1", "status": "decided", "response": None}))

    status, out, _ = paidan(capsys, "order", "urge-all", "--unit", "water", "--as", "p1", *here)

    assert (status, out) == (0, "sent 1, decided 1, refused 0\n")


def test_an_order_and_a_list_are_shown_as_they_stood(
    capsys: Screen, window: FrontWindow, here: tuple[str, str]
) -> None:
    as_of = "2026-11-21T00:00:00+08:00"
    asked = "as_of=2026-11-21"
    due_soon = [clock("accept", "2026-11-21T01:00:00+08:00")]
    window.says(
        f"/orders/7?{asked}", (200, order("7", "PENDING_ACCEPT", clocks=due_soon, as_of=as_of))
    )
    window.says(
        f"/orders?{asked}&limit=50", (200, {"orders": [order("7", "PENDING_ACCEPT")], "next": None})
    )

    shown = paidan(capsys, "order", "show", "7", "--as-of", "2026-11-21", *here)
    listed = paidan(capsys, "order", "list", "--as-of", "2026-11-21", *here)

    assert shown[0] == 0
    assert as_of in shown[1]
    assert "1 h 00 min left" in shown[1]
    assert (listed[0], "PENDING_ACCEPT" in listed[1]) == (0, True)
