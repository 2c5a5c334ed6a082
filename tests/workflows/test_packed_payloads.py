"""What is large travels packed, what is small stays readable, and what is damaged is not read."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.order.order import Dossier, Order
from policies.library import calendar_for, load_pack
from workflows.converter import DATA_CONVERTER, PACKED, PACKED_FROM
from workflows.order_input import Opening

CONVERTER = DATA_CONVERTER.payload_converter
LAW = load_pack("weifang-2021")
OPENING = Opening(
    order=Order(dossier=Dossier(number="20260302-000001", pack=LAW, calendar=calendar_for(LAW)))
)


def test_an_opening_travels_packed_and_is_read_back_whole() -> None:
    (payload,) = CONVERTER.to_payloads([OPENING])
    assert payload.metadata["encoding"] == PACKED.encode()
    assert len(payload.data) < PACKED_FROM
    assert CONVERTER.from_payloads([payload], [Opening]) == [OPENING]


def test_what_is_small_stays_readable() -> None:
    (payload,) = CONVERTER.to_payloads([datetime(2026, 3, 2, tzinfo=UTC)])
    assert payload.metadata["encoding"] == b"json/plain"


@given(place=st.integers(min_value=0), bit=st.integers(min_value=0, max_value=7))
def test_a_damaged_opening_is_never_read_as_another(place: int, bit: int) -> None:
    (payload,) = CONVERTER.to_payloads([OPENING])
    data = bytearray(payload.data)
    data[place % len(data)] ^= 1 << bit
    payload.data = bytes(data)
    try:
        (found,) = CONVERTER.from_payloads([payload], [Opening])
    except (RuntimeError, ValueError):
        return
    assert found == OPENING


@pytest.mark.parametrize("cut", [1, 100])
def test_a_cut_opening_is_not_read(cut: int) -> None:
    (payload,) = CONVERTER.to_payloads([OPENING])
    payload.data = payload.data[:-cut]
    with pytest.raises(RuntimeError, match="could not be converted"):
        CONVERTER.from_payloads([payload], [Opening])
