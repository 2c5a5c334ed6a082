"""Takes a run of tests to its pretended day; a plugin of pytest."""

import os
import time
from collections.abc import Iterator
from datetime import datetime

import pytest
import time_machine

from tests.pretended_day import DAY, STEP, step


def pytest_configure(config: pytest.Config) -> None:
    """Begin the day before any test is read."""
    config.addinivalue_line("markers", "machine_time: compares with what others date")
    if day := os.environ.get(DAY):
        instant = datetime.fromisoformat(day).timestamp()
        os.environ.setdefault(STEP, str(instant - time.time()))
        config.pluginmanager.register(Traveller(), "traveller")


def pytest_report_header() -> str | None:
    """Say which day it is."""
    return f"pretended day: {os.environ[DAY]}" if DAY in os.environ else None


class Traveller:
    """Keeps this process in the pretended time, but for the tests that need the machine's."""

    def __init__(self) -> None:
        self._begin()

    def _begin(self) -> None:
        self._travel = time_machine.travel(time.time() + step().total_seconds(), tick=True)
        self._travel.start()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """Let a test that compares with the machine's time live in it."""
        if item.get_closest_marker("machine_time") is None:
            return (yield)
        self._travel.stop()
        try:
            return (yield)
        finally:
            self._begin()

    def pytest_unconfigure(self) -> None:
        """Come back."""
        self._travel.stop()
