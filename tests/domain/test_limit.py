"""Limits as rule packs write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.time.limit import BadLimit, Convention, Limit, parse_limit


@pytest.mark.parametrize(
    "text",
    [
        "12 h",
        "30 min",
        "2 s",
        "7 ND",
        "10 ND put-off",
        "3 ND same-time",
        "0 ND",
        "0 WD",
        "0 WD close",
        "5 WD",
        "3 WD close",
        "1 WD same-time",
        "4 WH",
        "90 WM",
        "5 WS",
        "3650 WD",
    ],
)
def test_a_limit_reads_back_as_it_is_written(text: str) -> None:
    assert parse_limit(text).text() == text


def test_the_longest_fitting_unit_is_written() -> None:
    assert parse_limit("120min").text() == "2 h"
    assert parse_limit("90 WM") == Limit(convention=Convention.WORKING_TIME, amount=5400)


@given(st.sampled_from(Convention), st.integers(1, 3650))
def test_every_limit_survives_being_written(convention: Convention, amount: int) -> None:
    limit = Limit(convention=convention, amount=amount)
    assert parse_limit(limit.text()) == limit


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("0 h", "more than zero; by the end of the same day is"),
        ("0 WH", "more than zero"),
        ("0 ND put-off", "more than zero"),
        ("0 WD same-time", "more than zero"),
        ("3651 WD", "may not exceed"),
        ("87601 h", "may not exceed"),
        ("5 wd", "unit"),
        ("5 days", "unit"),
        ("five WD", "amount and a unit"),
        ("-5 WD", "amount and a unit"),
        ("1.5 h", "amount and a unit"),
        ("", "amount and a unit"),
    ],
)
def test_a_bad_limit_says_what_is_wrong(text: str, reason: str) -> None:
    with pytest.raises(BadLimit, match=reason):
        parse_limit(text)
