"""Every scenario comes to its end by the rules alone, under each law and on every kind of day."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from domain.chapters.closing.commands import PassReview
from domain.chapters.dispatch.commands import Dispatch
from domain.chapters.intake.commands import AcceptForDispatch
from domain.decide import fold
from domain.vocabulary import State
from operations.scenarios import (
    after_closing,
    callbacks,
    emergencies,
    handling,
    intake,
    interruptions,
    returns,
)
from operations.scenarios.catalogue import PACKS, TIMES
from operations.scenarios.drivers.core import CoreDriver
from operations.scenarios.drivers.driver import play
from operations.scenarios.measured import MEASURED, at_once
from operations.scenarios.sample_city import SampleOrder, sample_orders
from operations.scenarios.scenario import (
    PlayedOrder,
    Scenario,
    Steps,
    UnexpectedOutcome,
    acts,
    fixed,
    is_refused,
    order_under,
    shipped_law,
)
from operations.scenarios.steps import help_wanted, registered
from policies.city_file import sample_city
from tests.replay.lives import LIVES

CHAPTERS = (after_closing, callbacks, emergencies, handling, intake, interruptions, returns)
A_MONDAY = "2026-03-02 09:00"
BORN = (
    *((pack, A_MONDAY) for pack in PACKS),
    *zip(
        PACKS,
        ("2026-02-13 16:59", "2026-02-14 10:00", "2026-02-28 12:30", "2026-09-30 23:50"),
        strict=True,
    ),
)
"""Also at the end of a Friday, on a make-up Saturday, a 28 February, the eve of a holiday."""


def instant(local: str) -> datetime:
    return datetime.fromisoformat(local).replace(tzinfo=ZoneInfo("Asia/Shanghai")).astimezone(UTC)


async def played(
    scenario: Scenario, *, pack: str = "sanya-2018", birth: str = A_MONDAY, place: int = 0
) -> tuple[PlayedOrder, CoreDriver]:
    law = shipped_law(pack)
    driver = CoreDriver(law, instant(birth))
    return await play(scenario, driver, order_under(law, place)), driver


@pytest.mark.parametrize(("pack", "birth"), BORN)
async def test_a_scenario_of_the_catalogue_ends(pack: str, birth: str) -> None:
    for place, scenario in enumerate(TIMES):
        order, driver = await played(scenario, pack=pack, birth=birth, place=place)
        core = driver.core
        assert core.order.is_over, scenario.__name__
        assert (order.state, order.version) == (core.order.state, core.order.version)
        assert fold(core.order.dossier, tuple(core.facts)) == core.order


def test_no_scenario_is_left_out_of_the_catalogue() -> None:
    told = {
        scenario
        for chapter in CHAPTERS
        for name, scenario in vars(chapter).items()
        if getattr(scenario, "__module__", "") == chapter.__name__ and not name.startswith("_")
    }
    assert told == set(TIMES)


@pytest.mark.parametrize("name", MEASURED)
async def test_what_is_measured_is_closed(name: str) -> None:
    for pack in ("sanya-2018", "national-default"):
        order, _ = await played(fixed(MEASURED[name]), pack=pack)
        assert order.state is State.CLOSED
    steps = at_once(MEASURED[name])
    assert [step.command for step in steps] == [step.command for step in MEASURED[name]]
    assert not any(step.after for step in steps)


@pytest.mark.parametrize("sample", [*sample_orders()], ids=lambda sample: str(sample.place))
async def test_an_order_of_the_sample_city_comes_as_far_as_told(sample: SampleOrder) -> None:
    order, _ = await played(fixed(sample.steps), pack=sample_city().pack, place=sample.place)
    assert len(order.received) == len(sample.steps)


@pytest.mark.parametrize("scenario", LIVES, ids=lambda scenario: scenario.__name__)
async def test_a_scenario_whose_history_is_kept_ends(scenario: Scenario) -> None:
    order, _ = await played(scenario)
    assert order.state.is_over


async def test_the_same_stamps_give_the_same_facts() -> None:
    law = shipped_law("sanya-2018")
    for scenario in TIMES:
        order, driver = await played(scenario)
        again = CoreDriver(law, instant("2026-07-01 09:00"), stamps=order.received)
        await play(scenario, again, order_under(law))
        assert again.core.facts == driver.core.facts


async def test_another_outcome_than_told_is_named() -> None:
    def refused(order: PlayedOrder) -> Steps:
        yield from registered(order, help_wanted())
        yield acts("reviewer-1", PassReview())

    def done(order: PlayedOrder) -> Steps:
        yield from registered(order, help_wanted())
        yield is_refused("seat-1", AcceptForDispatch(), "order_is_over")

    def otherwise(order: PlayedOrder) -> Steps:
        yield from registered(order, help_wanted())
        yield is_refused("seat-1", Dispatch(unit="water"), "order_is_over")

    with pytest.raises(UnexpectedOutcome, match="pass_review: not_pending_review"):
        await played(refused)
    with pytest.raises(UnexpectedOutcome, match="not order_is_over, but done"):
        await played(done)
    with pytest.raises(UnexpectedOutcome, match="not order_is_over, but role_may_not"):
        await played(otherwise)
