"""The same settled chances as in the stories of the core."""

from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests.must_not_have.catching import forget_counts

settings.register_profile("core", derandomize=True, deadline=None, database=None)
settings.load_profile("core")


@pytest.fixture(autouse=True)
def no_wrong_count_is_left() -> Iterator[None]:
    """What a broken core counted is forgotten when the core is mended."""
    yield
    forget_counts()
