"""Figures that offices have published come out of orders driven through the core (rulebook 4.1)."""

import json
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

import pytest

from domain.assessment import Period, Scorecard, assess, scorecard
from domain.assessment.figure import percent
from domain.chapters.closing.commands import PassReview, RecordCallback
from domain.chapters.dispatch.commands import Accept, Dispatch
from domain.chapters.handling.commands import SubmitResult
from domain.chapters.intake.commands import AcceptForDispatch, Register
from domain.decide import Decided, decide, lapse_until
from domain.order.act import Act, Actor
from domain.order.command import Command
from domain.order.fact import Fact
from domain.order.terms import Mode
from domain.vocabulary import Channel, ItemType, ResultKind, Role
from policies.law import Law
from policies.library import calendar_for, load_pack
from services.assessment.report import report
from services.views import as_json
from tests.domain.case import CITY, moment, person
from tests.services.assessment.assessed import MARCH, share, written

BEGAN = moment("03-02 09:00")
QUICK = timedelta(hours=1)
LATE = timedelta(days=9)
Step = tuple[Role, Command, tuple[str, ...], timedelta]
TEXTS = ("demand", "name", "phone", "place", "id_number")
SOLVED = SubmitResult(
    result_kind=ResultKind.SOLVED, told_at=moment("03-02 13:00"), told_via=Channel.PHONE
)


def to_the_unit() -> list[Step]:
    """From the call to the unit's desk."""
    return [
        (Role.SEAT_AGENT, Register(type=ItemType.HELP, territory="east"), TEXTS, QUICK),
        (Role.SEAT_AGENT, AcceptForDispatch(), (), QUICK),
        (Role.DISPATCHER, Dispatch(unit="water"), (), QUICK),
        (Role.UNIT_CLERK, Accept(), (), QUICK),
    ]


def solved(after: timedelta = QUICK) -> list[Step]:
    """The unit solves it, and the review passes."""
    result = (Role.UNIT_CLERK, SOLVED, ("solution", "evidence"), after)
    return [*to_the_unit(), result, (Role.REVIEWER, PassReview(), (), QUICK)]


def closed(*, satisfied: int = 1, after: timedelta = QUICK) -> list[Step]:
    """The caller has answered."""
    said = RecordCallback(answered=True, contacted=True, solved=satisfied < 4, satisfied=satisfied)
    return [*solved(after), (Role.CALLBACK_OFFICER, said, (), QUICK)]


@cache
def law() -> Law:
    """One law for all of them."""
    pack = load_pack("national-default")
    return Law(pack=pack, calendar=calendar_for(pack).from_year(2026))


def lived(number: int, steps: list[Step], *, delay_s: float = 0) -> Scorecard:
    """Drive one order through the core; machines settle what rang only so many seconds later."""
    return replace(driven(tuple(steps), delay_s), number=f"20260302-{number:06d}")


@cache
def driven(steps: tuple[Step, ...], delay_s: float) -> Scorecard:
    """Orders of which the same is known but the number live the same: one of them is driven."""
    order = law().unborn("20260302-000000", Mode.REAL, BEGAN)
    facts, now = list[Fact](), BEGAN
    for role, command, texts, waits in steps:
        now += waits
        settled = lapse_until(order, now - timedelta(seconds=delay_s) - timedelta.resolution)
        act = Act(
            command_id=f"c{len(facts)}",
            command=command,
            actor=_actor(role),
            received_at=now,
            filled=texts,
        )
        decided = decide(settled.order, act)
        assert isinstance(decided, Decided), decided
        order = decided.order
        facts += [*settled.facts, *decided.facts]
    until = lapse_until(order, MARCH.until)
    return scorecard(order.dossier, [*facts, *until.facts])


def _actor(role: Role) -> Actor:
    return person(role, "water" if role is Role.UNIT_CLERK else "hotline")


def test_1715_of_2274_dispatched_orders_closed_are_75_42_percent() -> None:
    cards = [lived(n, closed() if n <= 1715 else to_the_unit()) for n in range(1, 2275)]
    figure = written(cards)["practice"]["closed_of_dispatched"]
    assert share(figure) == (1715, 2274)
    assert figure["value"] == 75.42
    assert len(figure["orders"]) == 2274


@pytest.mark.rule("K:K5")
def test_2617_of_2713_callers_satisfied_are_96_5_percent() -> None:
    cards = [lived(n, closed(satisfied=2 if n <= 2617 else 4)) for n in range(1, 2714)]
    figure = written(cards)["indicators"]["K5"]
    assert share(figure) == (2617, 2713)
    assert figure["value"] == 96.46
    assert str(percent(2617, 2713, places=1)) == "96.5"


@pytest.mark.rule("K:K3")
def test_3_late_of_1472_leave_99_80_percent() -> None:
    cards = [lived(n, closed(after=LATE if n <= 3 else QUICK)) for n in range(1, 1473)]
    told = written(cards)
    assert share(told["practice"]["in_time_of_dispatched"]) == (1469, 1472)
    assert told["practice"]["in_time_of_dispatched"]["value"] == 99.8
    assert share(told["indicators"]["K3"]) == (1469, 1472)
    late = [line for line in told["indicators"]["K3"]["orders"] if not line["counted"]]
    assert [line["order"] for line in late] == [f"20260302-{n:06d}" for n in (1, 2, 3)]


def test_machines_that_settle_late_change_no_byte_of_the_assessment() -> None:
    lives = [
        closed(),
        closed(after=LATE),
        closed(after=timedelta(days=7, hours=11)),
        solved(after=timedelta(days=8)),
        to_the_unit(),
        [*to_the_unit()[:3], (Role.UNIT_CLERK, Accept(), (), timedelta(hours=24, seconds=5))],
    ]

    def told(delay_s: float) -> bytes:
        cards = [lived(n, steps, delay_s=delay_s) for n, steps in enumerate(lives)]
        return json.dumps(as_json(report(assess(cards, MARCH))), ensure_ascii=False).encode()

    assert told(0) == told(30) == told(600)
    assert b'"counted": false' in told(0)


def test_a_period_ends_after_it_begins_and_its_last_day_is_not_in_it() -> None:
    with pytest.raises(ValueError, match="must end after"):
        Period.of(date(2026, 3, 1), date(2026, 3, 1), CITY)
    a_day = Period.of(date(2026, 3, 2), date(2026, 3, 3), CITY)
    assert a_day.covers(moment("03-02 00:00"))
    assert not a_day.covers(moment("03-03 00:00"))
    assert (a_day.has_ended(a_day.until), a_day.has_ended(BEGAN)) == (True, False)
