"""Says at the end of a run, in one loud line, that no browser was there to test the console in."""

import pytest

NO_BROWSER = (
    "NOT TESTED: no browser is here, so nothing was tried in one (apt-get install chromium)"
)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say it once, however many tests were skipped for it."""
    skipped = terminalreporter.stats.get("skipped", [])
    if any(NO_BROWSER in str(report.longrepr) for report in skipped):
        terminalreporter.write_line(NO_BROWSER, red=True, bold=True)
