"""The source checkout that this command line runs from, and its tests."""

import json
import os
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import domain
from cli.shared.exit_status import ClearNo

CHECKOUT: Final = Path(domain.__file__).parent.parent


def require_tests() -> None:
    """Raise ClearNo where there are no tests to run."""
    if not (CHECKOUT / "tests" / "rule_marker.py").is_file():
        raise ClearNo(f"no tests in {CHECKOUT}: this needs a source checkout, made by `git clone`")
    if find_spec("pytest") is None:
        raise ClearNo("pytest is not installed here: run `make setup`")


def told_by_tests(option: str, *words: str, quiet: bool = True) -> dict[str, Any]:
    """Run tests that write a report to the file named by an option, and read it; raises ClearNo."""
    require_tests()
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *words]
        done = subprocess.run(
            [*command, option, str(report)],
            cwd=CHECKOUT,
            env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
            stdout=subprocess.PIPE if quiet else sys.stderr,
            stderr=subprocess.STDOUT if quiet else None,
            text=True,
            check=False,
        )
        if not report.is_file():
            raise ClearNo(f"the tests did not run:\n{done.stdout or ''}")
        told: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
        return told
