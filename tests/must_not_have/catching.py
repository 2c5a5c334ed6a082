"""What every theme is held by: a check that the core passes and a broken core does not."""

from collections.abc import Callable

import pytest

from tests.mutants.wrong_rules import Fault

Check = Callable[[], None]


def must_never(patch: pytest.MonkeyPatch, fault: Fault, check: Check) -> None:
    """Pass the check on the true core, then break the core and see the same check fail."""
    check()
    fault(patch)
    with pytest.raises(AssertionError):
        check()
