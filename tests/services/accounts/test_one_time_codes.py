"""One-time codes: those of RFC 6238, for this half minute and the two beside it."""

from datetime import UTC, datetime, timedelta

import pytest

from services.accounts.one_time_codes import CodeSecret

OF_THE_STANDARD = CodeSecret(text="GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
"""The secret of RFC 6238, appendix B; its codes there have eight digits, of which we ask six."""


def at(second: int) -> datetime:
    """An instant by its seconds since 1970."""
    return datetime.fromtimestamp(second, UTC)


@pytest.mark.parametrize(
    ("second", "code"),
    [(59, "287082"), (1111111109, "081804"), (2000000000, "279037"), (20000000000, "353130")],
)
def test_the_codes_are_those_of_the_standard(second: int, code: str) -> None:
    assert OF_THE_STANDARD.step_of(code, at(second)) == second // 30


def test_a_telephone_may_be_half_a_minute_wrong_and_no_more() -> None:
    # The code's half minute begins at 1111111080 and ends with the second of the standard.
    code, then = "081804", at(1111111109)
    for late in (-59, -30, 0, 30):
        assert OF_THE_STANDARD.step_of(code, then + timedelta(seconds=late)) == 1111111109 // 30
    for late in (-60, 31):
        assert OF_THE_STANDARD.step_of(code, then + timedelta(seconds=late)) is None


@pytest.mark.parametrize("typed", ["287 082", " 287082\n"])
def test_blanks_are_no_fault(typed: str) -> None:
    assert OF_THE_STANDARD.step_of(typed, at(59)) == 1


@pytest.mark.parametrize("typed", ["", "28708", "2870820", "94287082", "二八七〇八二", "\udcff"])
def test_what_is_no_code_is_none(typed: str) -> None:
    assert OF_THE_STANDARD.step_of(typed, at(59)) is None


def test_every_secret_is_another_and_none_is_said_where_an_error_is_written() -> None:
    one, other = CodeSecret.new(), CodeSecret.new()
    assert one != other
    assert one.typed.replace(" ", "") == one.text
    assert one.text not in repr(one)
    assert one.picture("wang.min", "三亚").startswith("<svg")
