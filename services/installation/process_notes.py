"""What a process and its supervisor tell each other: where to count, and that it is ready."""

import os
from pathlib import Path
from typing import Final

SHARED_COUNTS: Final = "PROMETHEUS_MULTIPROC_DIR"
"""The variable that names the folder into which all processes count for Prometheus."""


def say_ready(note: Path | None) -> None:
    """Tell the supervisor, if there is one, that this process does its work now."""
    if note is not None:
        note.write_text(str(os.getpid()))
