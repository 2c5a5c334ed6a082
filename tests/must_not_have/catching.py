"""What every theme is held by: a check that the core passes and a broken core does not."""

from collections.abc import Callable

import pytest

from domain.time import counting
from policies import calendar_library
from tests.mutants.wrong_rules import Fault

Check = Callable[[], None]
REMEMBERED = (counting.count_back, counting.end_after, calendar_library.work_calendar)
"""What is worked out once for all orders: a fault must not find it worked out before."""


def forget_counts() -> None:
    """Let everything be counted anew, by calendars put together anew."""
    for remembered in REMEMBERED:
        remembered.cache_clear()


def must_never(patch: pytest.MonkeyPatch, fault: Fault, check: Check) -> None:
    """Pass the check on the true core, then break the core and see the same check fail."""
    check()
    fault(patch)
    forget_counts()
    with pytest.raises(AssertionError):
        check()
