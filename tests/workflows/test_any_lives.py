"""Whatever people do and whenever: an order at real servers lives as the core alone would."""

import pytest

from operations.virtual import VirtualHotline
from tests.hotline import with_queue
from tests.thorough import times
from tests.workflows.any_lives import live
from tests.workflows.dying import Deaths, mortal

pytestmark = pytest.mark.long(seconds=55)

FEW = times(4, thorough=8)
SEED, ANOTHER_SEED, A_THIRD_SEED = 12345, 54321, 31415


async def test_servers_and_core_tell_any_life_alike(hotline: VirtualHotline) -> None:
    lived = await live(hotline, FEW, SEED)
    assert not lived.stories, "\n\n".join(lived.stories)
    assert lived.done == FEW
    assert 0 < lived.refused < lived.acts


async def test_lives_are_told_alike_where_deliverers_die_and_orders_go_on(
    hotline: VirtualHotline,
) -> None:
    """Three of ten die between the answer and its row; every third act begins a new run."""
    deaths = Deaths(share=0.3)
    async with mortal(hotline, deaths, going_on=True) as such:
        lived = await live(such, FEW, A_THIRD_SEED)
    assert not lived.stories, "\n\n".join(lived.stories)
    assert deaths.deaths > FEW


async def test_a_life_that_stands_still_is_a_story(hotline: VirtualHotline) -> None:
    lived = await live(with_queue(hotline, "nobody"), 1, ANOTHER_SEED, standstill_s=2)
    (story,) = lived.stories
    assert "TimeoutError" in story
