"""What every driver can do, and how a scenario is played with one."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Protocol

from domain.vocabulary import ClockName
from operations.scenarios.scenario import (
    PlayedOrder,
    Scenario,
    Submission,
    SubmissionOutcome,
    Wait,
    WaitUntil,
)

PassTime = Callable[[str, timedelta], Awaitable[None]]
"""Lets time pass for an order of a system with movable time."""


class TimeStandsStill(RuntimeError):
    """A scenario waits, and the system that it is played on has no movable time."""


class Driver(Protocol):
    """Takes the steps of a scenario to something that decides them."""

    async def submit(self, order: PlayedOrder, step: Submission) -> SubmissionOutcome:
        """Submit a command until its outcome is known; one that is posted only until received."""
        ...

    async def due(self, order: PlayedOrder, clock: ClockName) -> datetime:
        """When the latest duty of a name is due."""
        ...

    async def pass_time(self, order: PlayedOrder, by: timedelta) -> None:
        """Let time pass for the order; raises TimeStandsStill where it cannot."""
        ...


async def play(scenario: Scenario, driver: Driver, order: PlayedOrder) -> PlayedOrder:
    """Play a scenario to its end; raises UnexpectedOutcome where it goes another way."""
    for step in scenario(order):
        if isinstance(step, Submission):
            if step.after and order.number:
                await _pass(driver, order, step.after)
            order.note(step, await driver.submit(order, step))
        else:
            await _pass(driver, order, await _length(driver, order, step))
    return order


async def _pass(driver: Driver, order: PlayedOrder, by: timedelta) -> None:
    await driver.pass_time(order, by)
    order.now += by


async def _length(driver: Driver, order: PlayedOrder, step: Wait | WaitUntil) -> timedelta:
    if isinstance(step, WaitUntil):
        day = order.local_now().date() + timedelta(days=step.days)
        return datetime.combine(day, step.at, order.zone) - order.now
    if step.past is None:
        return step.by
    return await driver.due(order, step.past) + step.by - order.now
