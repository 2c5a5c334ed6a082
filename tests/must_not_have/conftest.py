"""A core that was broken on purpose is forgotten."""

from collections.abc import Iterator

import pytest

from tests.must_not_have.catching import forget_counts


@pytest.fixture(autouse=True)
def no_wrong_count_is_left() -> Iterator[None]:
    """What a broken core counted is forgotten when the core is mended."""
    yield
    forget_counts()
