"""Files that lie beside the project and are no part of it: a test without them is skipped."""

import os
from pathlib import Path

import pytest

ROOT = Path(os.environ.get("PAIDAN_SHARED", Path(__file__).parents[1] / ".." / "shared"))


def shared(name: str) -> Path:
    """A file beside the project; skips the test where it is absent."""
    path = ROOT / name
    if not path.exists():
        pytest.skip(f"{name} does not lie beside the project (PAIDAN_SHARED names the folder)")
    return path
