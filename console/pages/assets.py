"""The files that pages need besides themselves: read once, each under the hash of its content."""

import gzip
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Final

STATIC: Final = Path(__file__).parents[1] / "static"
FOLDERS: Final = (STATIC, STATIC / "vendor")
"""Our own files, and those that the build fetched (hatch_build.py)."""
KINDS: Final = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


class NotBuilt(RuntimeError):
    """A file that the build fetches is not there: the project was not installed by its build."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """One file for browsers."""

    kind: str
    content: bytes
    packed: bytes
    """The same, compressed."""
    version: str
    """The beginning of its hash: another content has another address."""


@cache
def assets() -> Mapping[str, Asset]:
    """Every file by its name."""
    return MappingProxyType({file.name: _read(file) for file in _files()})


@cache
def address_of(name: str) -> str:
    """The address of a file, which never means another content; raises NotBuilt."""
    if name not in assets():
        raise NotBuilt(f"{name} is not in console/static: run `make setup`")
    return f"/static/{name}?v={assets()[name].version}"


def _files() -> Iterator[Path]:
    for folder in FOLDERS:
        yield from (file for file in sorted(folder.glob("*")) if file.suffix in KINDS)


def _read(file: Path) -> Asset:
    content, beside = file.read_bytes(), Path(f"{file}.gz")
    packed = beside.read_bytes() if beside.exists() else gzip.compress(content, 9, mtime=0)
    version = sha256(content).hexdigest()[:12]
    return Asset(kind=KINDS[file.suffix], content=content, packed=packed, version=version)
