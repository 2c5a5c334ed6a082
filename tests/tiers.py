"""Three tiers of tests: core asks nothing but this process, servers needs them, long takes long.

A test that uses the servers is of the tier servers by itself. A file that starts servers of its
own, or takes long, says so: `pytestmark = pytest.mark.servers` or `pytest.mark.long`. How many
seconds a long file takes may be said too: what takes longest begins first and is no tail.
"""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import pytest

TIERS: Final = ("core", "servers", "long")
COMMANDS: Final = {"core": "make test", "servers": "make test", "long": "make test-long"}
NEEDS_SERVERS: Final = "services"
"""Whatever needs the servers asks for this fixture in the end."""
UNRUN: Final = "unrun_tiers"
UNREAD: Final = "unread files"
SAYS_SO: Final = "mark.long"
"""Stands in every file that holds a test of the tier long."""


def tier_of(item: pytest.Item) -> str:
    """What it claims most closely, or what it needs; raises UsageError if it may not be there."""
    claimed = next((marker.name for marker in item.iter_markers() if marker.name in TIERS), None)
    uses_servers = NEEDS_SERVERS in getattr(item, "fixturenames", ())
    tier = claimed or ("servers" if uses_servers else "core")
    if tier == "core" and uses_servers:
        raise pytest.UsageError(f"{item.nodeid} is marked core, but uses the servers")
    if tier == "long" and item.get_closest_marker("rule"):
        raise pytest.UsageError(
            f"{item.nodeid} bears out a rule, and every rule has its test in `make test`: "
            "split it, or take the marker `long` or `rule` away"
        )
    return tier


def seconds_of(item: pytest.Item) -> float:
    """How long the test's file is said to take."""
    said = (item.get_closest_marker(tier) for tier in TIERS)
    return max((marker.kwargs.get("seconds", 0) for marker in said if marker), default=0)


def in_good_order(items: Iterable[pytest.Item]) -> list[pytest.Item]:
    """The longest files first and the core last, whose many quick files fill every gap."""
    files: dict[Path, tuple[float, int]] = {}
    for item in items:
        heavy, tier = seconds_of(item), TIERS.index(tier_of(item))
        files[item.path] = max((heavy, tier), files.get(item.path, (0, 0)))
    return sorted(items, key=lambda item: files[item.path], reverse=True)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Offer to run some tiers only."""
    parser.addoption(
        "--tier", action="append", choices=TIERS, default=[], help="run this tier (repeatable)"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Tell the markers."""
    config.addinivalue_line("markers", "core: asks nothing but this process")
    config.addinivalue_line("markers", "servers(seconds): needs PostgreSQL or Temporal")
    config.addinivalue_line("markers", "long(seconds): takes long; run by `make test-long`")
    config.pluginmanager.register(Tiers(config), "tiers")


class Tiers:
    """Leaves out what was not asked for, and says so at the end."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._asked: list[str] = config.getoption("--tier") or list(TIERS)
        self._unrun: Counter[str] = Counter()

    def pytest_ignore_collect(self, collection_path: Path) -> bool | None:
        """Where only the tier long is asked for, a file without a word of it need not be read."""
        if self._asked != ["long"] or not collection_path.match("test_*.py"):
            return None
        if SAYS_SO in collection_path.read_text(encoding="utf-8"):
            return None
        self._unrun[UNREAD] += 1
        return True

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Put every test into its tier, and the tests into their order."""
        left = [item for item in items if tier_of(item) not in self._asked]
        self._unrun.update(map(tier_of, left))
        if left:
            self._config.hook.pytest_deselected(items=left)
        items[:] = in_good_order([item for item in items if tier_of(item) in self._asked])

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """A process of a run tells the run's own what it left out."""
        told: dict[str, Any] | None = getattr(session.config, "workeroutput", None)
        if told is not None:
            told[UNRUN] = dict(self._unrun)

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """Each process has collected all tests, and leaves out the same."""
        self._unrun |= Counter(getattr(node, "workeroutput", {}).get(UNRUN, {}))

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Say what did not run, and how to run it."""
        for tier in TIERS:
            if number := self._unrun[tier]:
                terminalreporter.write_line(
                    f"not run: {number} tests of the tier {tier} ({COMMANDS[tier]})"
                )
        if number := self._unrun[UNREAD]:
            terminalreporter.write_line(f"not read: {number} files of other tiers (make test)")
