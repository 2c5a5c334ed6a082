"""The system needs no rights beyond those of an ordinary account."""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.long(seconds=20)

SETPRIV = ("setpriv", "--reuid", "nobody", "--regid", "nogroup", "--clear-groups")


def as_nobody(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*SETPRIV, sys.executable, "-P", *words],
        capture_output=True,
        text=True,
        check=False,
        cwd="/",
    )


@pytest.fixture
def home() -> Iterator[Path]:
    if os.geteuid() != 0:
        pytest.skip("the tests run as an ordinary account already")
    if shutil.which("setpriv") is None:
        pytest.skip("setpriv, which gives up root's rights, is not on this machine")
    if as_nobody("-c", "import cli.main").returncode != 0:
        pytest.skip("the interpreter or the project lies where `nobody` may not read")
    with tempfile.TemporaryDirectory() as home:
        os.chown(home, pwd.getpwnam("nobody").pw_uid, -1)
        yield Path(home)


def test_an_ordinary_account_starts_asks_and_stops_the_system(home: Path) -> None:
    where = ("--data-dir", str(home / "var"))
    started = as_nobody("-m", "cli.main", "up", "--empty", "--detach", *where)
    assert started.returncode == 0, started.stderr
    try:
        assert as_nobody("-m", "cli.main", "status", *where).returncode == 0
    finally:
        assert as_nobody("-m", "cli.main", "down", *where).returncode == 0
