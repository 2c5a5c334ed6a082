"""Orders that live through a whole virtual hotline, for the auditor to read afterwards."""

from datetime import timedelta

from domain.chapters.closing.commands import OrderRework, PassReview, RecordCallback
from domain.chapters.dispatch.commands import Accept, Dispatch
from domain.chapters.handling.commands import SubmitResult
from domain.chapters.intake.commands import AcceptForDispatch, Register
from domain.chapters.supervision.commands import Urge
from domain.order.command import Command
from domain.vocabulary import ItemType, ResultKind
from operations.scenarios.drivers.counter import CounterDriver, counter_of
from operations.scenarios.drivers.driver import play
from operations.scenarios.scenario import (
    PlayedOrder,
    Scenario,
    Steps,
    acts,
    is_refused,
    order_under,
    people,
    waits,
)
from operations.scenarios.steps import told
from operations.virtual import VirtualHotline

PEOPLE = people()
PACK = "sanya-2018"
CALLED_BACK = RecordCallback(answered=True, contacted=True, solved=True, satisfied=1)


async def registered(hotline: VirtualHotline) -> str:
    """A demand is written down; returns the order's number."""
    return await _played(hotline, _registered)


async def hand_in(
    hotline: VirtualHotline, number: str, command: Command, who: str, **texts: str
) -> None:
    """Somebody acts on an order and asks until it is decided, refused or not."""
    driver = await _driver(hotline)
    order = order_under(driver.law)
    order.number = number
    await driver.submit(order, acts(who, command, **texts))


async def dispatched(hotline: VirtualHotline) -> str:
    """An order that waits for its unit to sign in."""
    return await _played(hotline, _dispatched)


async def short_life(hotline: VirtualHotline) -> str:
    """An order that is taken in, dispatched, solved and closed within a moment."""
    return await _ended(hotline, _short_life)


async def whole_life(hotline: VirtualHotline) -> str:
    """An order that is signed in late, urged by the caller, handled and closed."""
    return await _ended(hotline, _whole_life)


def _registered(_: PlayedOrder) -> Steps:
    texts = {"demand": "路灯不亮", "name": "张三", "phone": "13800000000"}
    yield acts("seat-1", Register(type=ItemType.HELP), **texts)


def _dispatched(order: PlayedOrder) -> Steps:
    yield from _registered(order)
    yield acts("seat-1", AcceptForDispatch())
    yield acts("dispatcher-1", Dispatch(unit="water"))


def _short_life(order: PlayedOrder) -> Steps:
    yield from _dispatched(order)
    yield acts("water-clerk", Accept())
    yield from _closed(order)


def _whole_life(order: PlayedOrder) -> Steps:
    yield from _dispatched(order)
    yield waits(timedelta(hours=30))
    yield acts("water-clerk", Accept())
    yield acts("seat-1", Urge())
    yield from _closed(order)


def _closed(order: PlayedOrder) -> Steps:
    result = SubmitResult(result_kind=ResultKind.SOLVED, **told(order))
    yield is_refused("water-clerk", OrderRework(), "role_may_not")
    yield acts("water-clerk", result, solution="修好", evidence="照片")
    yield acts("reviewer-1", PassReview())
    yield acts("callback-1", CALLED_BACK)


async def _driver(hotline: VirtualHotline) -> CounterDriver:
    law = await hotline.laws.in_force(PACK)
    assert law is not None
    return counter_of(hotline, law)


async def _played(hotline: VirtualHotline, scenario: Scenario) -> str:
    driver = await _driver(hotline)
    return (await play(scenario, driver, order_under(driver.law))).number


async def _ended(hotline: VirtualHotline, scenario: Scenario) -> str:
    number = await _played(hotline, scenario)
    await hotline.handle(number).result()
    return number
