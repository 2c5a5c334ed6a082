"""Whatever operators do to Temporal behind the hotline's back is named; nothing else is."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from audit.reconcile.findings import Finding, What, kept_findings
from operations.embedded import Services, embedded_services
from operations.virtual import VirtualHotline
from services.archive.reconciling import Reconciler
from tests.audit.archives import sweep
from tests.audit.lives import dispatched, short_life
from tests.audit.operators import DEEDS, Deed, Operator, invented
from tests.hotline import Case, opens, side_by_side
from tests.hotlines import open_hotline
from workers.rounds.relay import one_round
from workflows.search_attributes import SEARCH_ATTRIBUTES

pytestmark = pytest.mark.long(seconds=50)

SOON_ARCHIVED = timedelta(minutes=15)
Done = dict[Deed, str]


@pytest.fixture(scope="module")
async def services(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Services]:
    """A Temporal of its own: no order in it is another office's."""
    async with embedded_services(
        tmp_path_factory.mktemp("reconciled"),
        time_skipping=True,
        search_attributes=SEARCH_ATTRIBUTES,
        dynamic_config={"frontend.WorkflowPauseEnabled": True},
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
    return Reconciler(engines=hotline.engines, client=hotline.client, archived_within=SOON_ARCHIVED)


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
    operator, done = Operator(hotline=hotline, services=services), Done()
    for deed in sorted(DEEDS, key=lambda deed: deed.unseen):
        if deed.unseen:
            assert await named_in(reconciler_of(hotline)) == ()
        done[deed] = await (short_life if deed.ended else dispatched)(hotline)
    await side_by_side(deed.does(operator, number) for deed, number in done.items())
    return done


@pytest.fixture(scope="module")
async def named(hotline: VirtualHotline, done: Done) -> tuple[Finding, ...]:  # noqa: ARG001
    """What one round names afterwards."""
    return await named_in(reconciler_of(hotline))


def number_of(deed: Deed, number: str) -> str:
    """The number that a deed done with an order is named under."""
    return invented(number) if deed.what is What.FORGED_ORDER else number


def test_nothing_is_named_where_nobody_did_anything(peace: list[tuple[Finding, ...]]) -> None:
    assert peace == [()] * len(peace)


@pytest.mark.parametrize("deed", DEEDS, ids=str)
def test_every_deed_is_named_with_its_order(
    deed: Deed, done: Done, named: tuple[Finding, ...]
) -> None:
    number = number_of(deed, done[deed])
    assert deed.what in {one.what for one in named if one.order == number}


def test_no_other_order_is_named(done: Done, named: tuple[Finding, ...]) -> None:
    touched = {number_of(deed, number) for deed, number in done.items()}
    assert {one.order for one in named} == touched


@pytest.mark.usefixtures("named")
async def test_what_was_named_is_not_named_again(hotline: VirtualHotline) -> None:
    standing = await kept_findings(hotline.engines.patient)
    assert await named_in(reconciler_of(hotline)) == ()
    assert await kept_findings(hotline.engines.patient) == standing != []
