"""Work on many orders: who fails is named and left alone for a while; the others are served."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest
from structlog.contextvars import merge_contextvars
from structlog.testing import capture_logs

from services.isolation import FIRST_PAUSE_S, LONGEST_PAUSE_S, Quarantine, by_halves

ORDERS = ("one", "two", "three")


@dataclass(slots=True, kw_only=True)
class Work:
    """Work that fails for some orders, and the time at which it is done."""

    fails: dict[str, Exception] = field(default_factory=dict)
    done: list[str] = field(default_factory=list)
    now: float = 0.0

    async def on(self, order: str) -> None:
        """Do it for one order."""
        self.done.append(order)
        if order in self.fails:
            raise self.fails[order]

    async def on_all(self, orders: Sequence[str]) -> int:
        """Do it for several at once, or for none."""
        for order in orders:
            if order in self.fails:
                raise self.fails[order]
        return len(orders)


async def test_an_order_that_fails_is_named_and_the_others_are_served() -> None:
    work = Work(fails={"one": KeyError("张三")})
    with capture_logs(processors=[merge_contextvars]) as lines:
        await Quarantine().each(ORDERS, work.on)
    assert sorted(work.done) == sorted(ORDERS)
    [line] = lines
    assert line["event"].startswith("ALARM")
    assert (line["order"], line["error"]) == ("one", "KeyError")
    assert "张三" not in str(line)


async def test_an_order_that_failed_is_left_alone_for_a_growing_while() -> None:
    work = Work(fails={"two": ValueError()})
    apart = Quarantine(clock=lambda: work.now)
    for pause in (FIRST_PAUSE_S, 2 * FIRST_PAUSE_S, 4 * FIRST_PAUSE_S):
        work.done.clear()
        await apart.each(ORDERS, work.on)
        await apart.each(ORDERS, work.on)
        assert (work.done.count("two"), work.done.count("one")) == (1, 2)
        work.now += pause + 0.1
    work.now += LONGEST_PAUSE_S
    work.fails.clear()
    await apart.each(ORDERS, work.on)
    assert apart.held == {}


async def test_an_order_that_waits_no_more_is_forgotten() -> None:
    work, apart = Work(fails={"two": ValueError()}), Quarantine()
    await apart.each(ORDERS, work.on)
    await apart.each(("one",), work.on)
    assert apart.held == {}


async def test_a_server_that_is_away_is_raised_after_all_had_their_turn() -> None:
    work, apart = Work(fails={"one": ConnectionError(), "two": ValueError()}), Quarantine()
    with pytest.raises(ConnectionError):
        await apart.each(ORDERS, work.on)
    assert sorted(work.done) == sorted(ORDERS)
    assert set(apart.held) == {"two"}


async def test_work_on_many_at_once_leaves_out_only_those_that_fail() -> None:
    orders = [str(number) for number in range(20)]
    work = Work(fails={"7": ValueError(), "13": KeyError()})
    done = await by_halves(orders, work.on_all)
    assert sum(done.results) == 18
    assert dict(done.failed) == work.fails
    assert (await by_halves([], work.on_all)).results == ()


async def test_no_order_is_blamed_for_a_server_that_is_away() -> None:
    with pytest.raises(ConnectionError):
        await by_halves(ORDERS, Work(fails={"two": ConnectionError()}).on_all)
