"""The directory that all processes of one test run share; it ends with the run, however that ends.

The process that hands tests out to others reads this and nothing heavier: it begins at once."""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

HOME: Final = "PAIDAN_TEST_SERVERS"
"""The variable that tells the processes of a run its directory."""
MEMORY: Final = Path("/dev/shm")
ROOM: Final = 4 * 1024**3


@contextmanager
def owned_run() -> Iterator[None]:
    """Own the servers of the test run that begins here, unless this is a process of another."""
    if HOME in os.environ:
        yield
        return
    home = Path(tempfile.mkdtemp(prefix="paidan-servers-", dir=quick_place()))
    os.environ[HOME] = str(home)
    try:
        with locked(home / "run"):
            yield
        with locked(home / "keeper"):  # held for as long as the servers need to stop
            pass
    finally:
        del os.environ[HOME]
        shutil.rmtree(home, ignore_errors=True)


def quick_place() -> Path | None:
    """Where what is written need not wait for a disk, if there is room; None is the usual place.

    Nothing of the servers' durability is switched off, and what a killed program had written is
    the kernel's, in memory as on a disk."""
    has_room = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free >= ROOM
    return MEMORY if has_room and os.access(MEMORY, os.W_OK) else None


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """Hold a lock between processes, which ends with this one at the latest."""
    with file.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def home_of_this_run() -> Path:
    """The directory that all processes of the run share, and that ends with it."""
    return Path(os.environ[HOME])
