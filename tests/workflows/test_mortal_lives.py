"""Any order at real servers lives as the core alone would, though who delivers to it dies."""

import pytest

from operations.virtual import VirtualHotline
from tests.thorough import times
from tests.workflows.any_lives import live
from tests.workflows.dying import Deaths, mortal

pytestmark = pytest.mark.long(seconds=30)

FEW = times(4, thorough=8)
SEED = 31415


async def test_lives_are_told_alike_where_deliverers_die_and_orders_go_on(
    hotline: VirtualHotline,
) -> None:
    """Three of ten die between the answer and its row; every third act begins a new run."""
    deaths = Deaths(share=0.3)
    async with mortal(hotline, deaths, going_on=True) as such:
        lived = await live(such, FEW, SEED)
    assert not lived.stories, "\n\n".join(lived.stories)
    assert deaths.deaths > FEW
