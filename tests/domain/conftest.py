"""Holds every story to the rules that it claims to be about."""

from collections.abc import Generator

import pytest
from hypothesis import settings

from tests.domain.case import NAMED

settings.register_profile("core", derandomize=True, deadline=None, database=None)
settings.load_profile("core")


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> Generator[None, object, object]:
    """Fail a story whose case never named a rule of its marker `rule`."""
    NAMED.clear()
    result = yield
    claimed = {id for marker in pyfuncitem.iter_markers("rule") for id in marker.args}
    if unseen := claimed - NAMED:
        pytest.fail(f"no fact, clock or refusal of this story names {', '.join(sorted(unseen))}")
    return result
