"""Many orders are in flight when the vault gets a new key: no command fails.

PAIDAN_TEST_ORDERS=500 has five hundred of them."""

import os
from typing import Final

import pytest

from operations.virtual import VirtualHotline
from tests.hotlines import hotline_of_its_own
from tests.services.keys.rotations import phones_told, rotated_under_way

__all__ = ["hotline_of_its_own"]
pytestmark = pytest.mark.long(seconds=30)
ORDERS: Final = int(os.environ.get("PAIDAN_TEST_ORDERS", "80"))


async def test_no_command_of_orders_in_flight_fails(hotline: VirtualHotline) -> None:
    done, cases = await rotated_under_way(hotline, ORDERS)
    assert done.is_new
    assert len(await phones_told(hotline, cases)) == len(cases) >= ORDERS
