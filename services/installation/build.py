"""The build's own name: a digest of the product's code, so that two equal trees are one build."""

from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Final

ROOMS: Final = (
    *("domain", "policies", "workflows", "store", "readmodel", "audit", "services"),
    *("activities", "workers"),
)
"""What runs in a worker."""
HERE: Final = Path(__file__).resolve().parents[2]
"""Where the packages lie beside each other, in a checkout as in an installed wheel."""
DIGITS: Final = 16


@cache
def build_id(root: Path = HERE) -> str:
    """The build's name, made of the paths and bytes of its modules."""
    digest = sha256()
    for path in sorted(file for room in ROOMS for file in (root / room).rglob("*.py")):
        code = path.read_bytes()
        digest.update(f"{path.relative_to(root).as_posix()}\0{len(code)}\0".encode())
        digest.update(code)
    return digest.hexdigest()[:DIGITS]
