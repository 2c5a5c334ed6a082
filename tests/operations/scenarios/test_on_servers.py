"""The same scenario at the counter, over HTTP and by the rules alone: the same facts."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from typing import Any

import pytest

from domain.chapters.intake.commands import AcceptForDispatch
from domain.order.fact import Fact
from operations.api_client import ApiClient
from operations.entrance import Entrance
from operations.scenarios import callbacks, emergencies, handling, interruptions, returns
from operations.scenarios.drivers.core import CoreDriver
from operations.scenarios.drivers.counter import CounterDriver, counter_of
from operations.scenarios.drivers.driver import TimeStandsStill, play
from operations.scenarios.drivers.http import HttpDriver
from operations.scenarios.measured import EMERGENCY
from operations.scenarios.sample_city import sample_orders
from operations.scenarios.scenario import (
    PlayedOrder,
    Scenario,
    Steps,
    Submission,
    UnexpectedOutcome,
    acts,
    fixed,
    order_under,
)
from operations.scenarios.steps import help_wanted, registered
from operations.virtual import VirtualHotline
from policies.law import Law
from tests.acting import ACTING
from tests.api.window import front_window
from tests.hotline import Case

AT_THE_COUNTER: tuple[tuple[str, Scenario], ...] = (
    ("sanya-2018", returns.designated),
    ("weifang-2021", emergencies.force_majeure_approved),
    ("national-default", handling.extension_silent),
    ("sanya-2020", callbacks.unreachable),
    ("sanya-2018", handling.urged),
    ("sanya-2018", fixed(EMERGENCY)),
)
OVER_HTTP: tuple[tuple[str, Scenario], ...] = (
    ("sanya-2018", handling.urged),
    ("national-default", interruptions.promised),
    ("weifang-2021", handling.extension_silent),
)


@pytest.fixture
async def client(hotline: VirtualHotline) -> AsyncIterator[ApiClient]:
    """The API of the hotline, in this process."""
    async with front_window(hotline, hotline.engines) as window:
        yield ApiClient(window, Entrance(api="", acting=ACTING))


async def law_of(hotline: VirtualHotline, pack: str) -> Law:
    law = await hotline.laws.in_force(pack)
    assert law is not None
    return law


async def by_the_rules(law: Law, scenario: Scenario, order: PlayedOrder) -> Sequence[Fact]:
    """The facts of the same scenario by the rules alone, received at the same instants."""
    driver = CoreDriver(law, order.received[0], stamps=order.received)
    await play(scenario, driver, order_under(law, order.place))
    return driver.core.facts


def by_a_lead(scenario: Scenario) -> Scenario:
    """The same scenario, registered by who may choose another law than the city's."""

    def told(order: PlayedOrder) -> Steps:
        steps = scenario(order)
        first = next(steps)
        assert isinstance(first, Submission)
        yield replace(first, person="lead-1")
        yield from steps

    return told


def what_counts(facts: Sequence[Fact]) -> list[Any]:
    return [(f.seq, f.kind, f.occurred_at, f.actor, f.basis, f.clocks) for f in facts]


@pytest.mark.parametrize(("pack", "scenario"), AT_THE_COUNTER)
async def test_counter_and_rules_agree(
    hotline: VirtualHotline, pack: str, scenario: Scenario
) -> None:
    law = await law_of(hotline, pack)
    order = await play(scenario, counter_of(hotline, law), order_under(law, place=3))
    due = await by_the_rules(law, scenario, order)
    stored = await Case(hotline=hotline, number=order.number).facts(at_least=len(due))
    assert what_counts(stored) == what_counts(due)
    assert order.version == len(due)


@pytest.mark.parametrize(("pack", "scenario"), OVER_HTTP)
async def test_http_and_rules_agree(
    hotline: VirtualHotline, client: ApiClient, pack: str, scenario: Scenario
) -> None:
    law, keys = await law_of(hotline, pack), f"{pack}-{scenario.__name__}"
    scenario = by_a_lead(scenario)
    driver = HttpDriver(client=client, keys=keys, pack=pack, clock=hotline.pass_time)
    order = await play(scenario, driver, order_under(law, place=4))
    due = await by_the_rules(law, scenario, order)
    stored = await Case(hotline=hotline, number=order.number).facts(at_least=len(due))
    assert what_counts(stored) == what_counts(due)
    assert order.version == len(due)


async def test_what_was_played_over_http_is_not_played_twice(
    hotline: VirtualHotline, client: ApiClient
) -> None:
    law = await law_of(hotline, "sanya-2018")
    sample = max(sample_orders(), key=lambda sample: len(sample.steps))
    orders = [
        await play(fixed(sample.steps), HttpDriver(client=client, keys="twice"), order_under(law))
        for _ in range(2)
    ]
    assert orders[0] == orders[1]
    facts = await Case(hotline=hotline, number=orders[0].number).facts()
    assert len(facts) == orders[0].version


async def test_what_the_api_refuses_is_told_in_its_words(
    hotline: VirtualHotline, client: ApiClient
) -> None:
    def forbidden(order: PlayedOrder) -> Steps:
        yield from registered(order, help_wanted())
        yield acts("reviewer-1", AcceptForDispatch())

    law = await law_of(hotline, "sanya-2018")
    driver = HttpDriver(client=client, keys="forbidden", pack="sanya-2018")
    with pytest.raises(UnexpectedOutcome, match=r"accept_for_dispatch: .+ role_may_not"):
        await play(forbidden, driver, order_under(law))


async def test_nothing_waits_where_time_is_real(hotline: VirtualHotline) -> None:
    law = await law_of(hotline, "sanya-2018")
    driver = CounterDriver(counter=hotline.counter, law=law)
    with pytest.raises(TimeStandsStill):
        await play(handling.late_sign_in, driver, order_under(law))
