"""A running system for the commands that need one: each module has its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from operations.embedded import Services
from operations.virtual import VirtualHotline
from tests.cli.front_window import FrontWindow, front_window
from tests.hotlines import hotline_of_its_own
from tests.running_system import station_of

__all__ = ["data_dir", "hotline_of_its_own"]


@pytest.fixture(scope="module")
def data_dir(
    services: Services, hotline: VirtualHotline, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The data directory in which the commands find that hotline."""
    with station_of(hotline, services, tmp_path_factory.mktemp("station")) as data_dir:
        yield data_dir


@pytest.fixture
def window(tmp_path: Path) -> Iterator[FrontWindow]:
    """A front window that answers whatever a test lets it say."""
    with front_window(tmp_path / "var") as window:
        yield window


@pytest.fixture
def here(tmp_path: Path) -> tuple[str, str]:
    """Where a prompt finds that window."""
    return "--data-dir", str(tmp_path / "var")
