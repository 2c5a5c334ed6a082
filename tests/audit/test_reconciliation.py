"""Whatever operators do to Temporal behind the hotline's back is named; nothing else is."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from activities.reconciling import Reconciler
from audit.findings import Finding, What
from tests.audit.archives import sweep
from tests.audit.lives import dispatched, short_life
from tests.audit.operators import TO_THE_ENDED, TO_THE_LIVING, Deed, Operator, invented
from tests.hotline import Case, opens
from tests.hotlines import open_hotline
from workers.embedded import Services, embedded_services
from workers.relay import one_round
from workers.virtual import VirtualHotline
from workflows.attributes import SEARCH_ATTRIBUTES

SOON_ARCHIVED = timedelta(minutes=15)
A_MINUTE_S = 60
LATE_LIST_S = 0.2
Done = dict[tuple[Deed, bool], str]


@pytest.fixture(scope="module")
async def services(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Services]:
    """A Temporal of its own: no order in it is another office's."""
    async with embedded_services(
        tmp_path_factory.mktemp("reconciled"),
        time_skipping=True,
        search_attributes=SEARCH_ATTRIBUTES,
    ) as services:
        yield services


@pytest.fixture(scope="module")
async def hotline(
    services: Services, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[VirtualHotline]:
    """An office that nobody has touched yet."""
    async with open_hotline(services, tmp_path_factory.mktemp("keys"), "reconciled") as hotline:
        yield hotline


def reconciler_of(hotline: VirtualHotline) -> Reconciler:
    """One that has gone no round yet."""
    return Reconciler(
        engines=hotline.engines, client=hotline.client, archived_within=SOON_ARCHIVED
    )


async def named_in(reconciler: Reconciler) -> tuple[Finding, ...]:
    """What a round names."""
    done = await reconciler.go_round()
    assert done is not None
    return done.named


async def come_back_to(hotline: VirtualHotline, number: str) -> str:
    """An order that was closed, and reopened."""
    await Case(hotline=hotline, number=number).does("reopen", by="supervisor-1", reason="又坏了")
    return number


async def merged(hotline: VirtualHotline) -> None:
    """An order that was merged into another, which has heard of it."""
    master, child = await opens(hotline), await opens(hotline)
    await child.does("merge", by="seat-1", master=master.number)
    await child.ends()
    await one_round(hotline.delivery)


@pytest.fixture(scope="module")
async def peace(hotline: VirtualHotline) -> list[tuple[Finding, ...]]:
    """What rounds name while orders live, end, are archived, merged and come back to."""
    reconciler, named = reconciler_of(hotline), []
    await dispatched(hotline)
    numbers = [await short_life(hotline) for _ in range(3)]
    named.append(await named_in(reconciler))
    await sweep(hotline, 2)
    await come_back_to(hotline, numbers[0])
    await merged(hotline)
    named.append(await named_in(reconciler))
    await Case(hotline=hotline, number=await dispatched(hotline)).passes(days=9)
    named.append(await named_in(reconciler))
    named.append(await named_in(reconciler_of(hotline)))
    return named


@pytest.fixture(scope="module")
async def done(hotline: VirtualHotline, services: Services, peace: object) -> Done:  # noqa: ARG001
    """Every deed, each done to an order of its own, which rounds have seen before."""
    operator = Operator(hotline=hotline, services=services)
    living = {(deed, False): await dispatched(hotline) for deed in TO_THE_LIVING}
    ended = {(deed, True): await short_life(hotline) for deed in TO_THE_ENDED}
    assert await named_in(reconciler_of(hotline)) == ()
    for (deed, _), number in {**living, **ended}.items():
        await deed(operator, number)
    return {**living, **ended}


@pytest.fixture(scope="module")
async def named(hotline: VirtualHotline, done: Done) -> tuple[Finding, ...]:
    """What one round names afterwards."""
    assert done
    await asyncio.sleep(5)
    return await named_in(reconciler_of(hotline))


def test_nothing_is_named_where_nobody_did_anything(peace: list[tuple[Finding, ...]]) -> None:
    assert peace == [()] * len(peace)


@pytest.mark.parametrize("deed", TO_THE_LIVING)
def test_what_is_done_to_a_living_order(deed: Deed, done: Done, named: tuple[Finding, ...]) -> None:
    number = done[deed, False]
    numbers = {number, invented(number)}
    found = {one.what for one in named if one.order in numbers}
    print(deed.__name__, [one for one in named if one.order in numbers])
    assert TO_THE_LIVING[deed] in found


@pytest.mark.parametrize("deed", TO_THE_ENDED)
def test_what_is_done_to_an_ended_order(deed: Deed, done: Done, named: tuple[Finding, ...]) -> None:
    number = done[deed, True]
    print(deed.__name__, [one for one in named if one.order == number])
    assert TO_THE_ENDED[deed] in {one.what for one in named if one.order == number}
