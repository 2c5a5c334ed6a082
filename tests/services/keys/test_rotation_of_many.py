"""Five hundred orders are in flight when the vault gets a new key: no command fails."""

import pytest

from operations.virtual import VirtualHotline
from tests.hotlines import hotline_of_its_own
from tests.services.keys.rotations import phones_told, rotated_under_way

__all__ = ["hotline_of_its_own"]
pytestmark = pytest.mark.long(seconds=240)
ORDERS = 500


async def test_no_command_of_five_hundred_orders_fails(hotline: VirtualHotline) -> None:
    done, cases = await rotated_under_way(hotline, ORDERS)
    assert done.is_new
    assert len(await phones_told(hotline, cases)) == len(cases) >= ORDERS
