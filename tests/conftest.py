"""How every test run begins."""

import gc
import os
from contextlib import ExitStack

import pytest
from hypothesis import HealthCheck, settings

from tests.run_home import owned_run, quick_place

pytest_plugins = ("tests.rule_marker", "tests.tiers", "tests.traveller", "tests.browsers")


SETTLED = settings(
    derandomize=True, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow]
)
"""Examples come the same way every time, and a busy machine is no fault."""
ACTING = "PAIDAN_LOCAL_ACTING"
"""Whoever tests speaks in the name of people, in systems without a sample city too."""
TEMPORARY = "PYTEST_DEBUG_TEMPROOT"
"""Where pytest makes its temporary folders."""
SELDOM = 50_000, 20, 50
"""Rubbish is looked for less often than Python would, which takes a sixth of the time."""


def pytest_configure(config: pytest.Config) -> None:
    """Let all processes of this run share servers, which end with it; chance is settled.

    What tests write lies in memory where there is room: some disks take minutes to forget it."""
    if place := quick_place():
        os.environ.setdefault(TEMPORARY, str(place))
    os.environ.setdefault(ACTING, "true")
    gc.set_threshold(*SELDOM)
    settings.register_profile("settled", SETTLED)
    settings.load_profile("settled")
    run = ExitStack()
    run.enter_context(owned_run())
    config.add_cleanup(run.close)
    if not _hands_tests_out(config):
        config.pluginmanager.import_plugin("tests.shared_fixtures")


def _hands_tests_out(config: pytest.Config) -> bool:
    """Whether this process only hands tests out to others."""
    return bool(config.getoption("numprocesses", None)) and not hasattr(config, "workerinput")


def pytest_collection_finish() -> None:
    """What was collected stays to the end: nobody need look for rubbish in it."""
    gc.freeze()
