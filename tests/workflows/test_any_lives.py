"""Whatever people do and whenever: an order at real servers lives as the core alone would."""

import pytest

from operations.virtual import VirtualHotline
from tests.hotline import with_queue
from tests.thorough import times
from tests.workflows.any_lives import live

pytestmark = pytest.mark.long(seconds=30)

FEW = times(4, thorough=8)
SEED, ANOTHER_SEED = 12345, 54321


async def test_servers_and_core_tell_any_life_alike(hotline: VirtualHotline) -> None:
    lived = await live(hotline, FEW, SEED)
    assert not lived.stories, "\n\n".join(lived.stories)
    assert lived.done == FEW
    assert 0 < lived.refused < lived.acts


async def test_a_life_that_stands_still_is_a_story(hotline: VirtualHotline) -> None:
    lived = await live(with_queue(hotline, "nobody"), 1, ANOTHER_SEED, standstill_s=2)
    (story,) = lived.stories
    assert "TimeoutError" in story
