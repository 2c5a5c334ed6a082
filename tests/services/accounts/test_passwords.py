"""Passwords: long enough, never with the name, and kept as a hash that says nothing."""

import pytest

from services.accounts.secret_words import UnfitPassword, hashed, is_password, require_fit


@pytest.mark.parametrize(
    "password", ["ninechars", "aaaaabbbbbcccccdddd", "Wang.Min-2026", "x" * 129, ""]
)
def test_what_is_easily_guessed_is_no_password(password: str) -> None:
    with pytest.raises(UnfitPassword):
        require_fit(password, "wang.min")


@pytest.mark.parametrize("password", ["tenletters", "四个词组成的一句话就够了", "ab cd ef gh"])
def test_length_is_what_counts(password: str) -> None:
    require_fit(password, "wang.min")


async def test_one_password_is_kept_differently_each_time_and_known_again() -> None:
    one, other = await hashed("tenletters"), await hashed("tenletters")
    assert one != other
    assert one.startswith("$argon2id$")
    assert await is_password("tenletters", one)
    assert not await is_password("tenletterz", one)
    assert not await is_password("tenletters", None)
    assert not await is_password("tenletters", "no hash")
