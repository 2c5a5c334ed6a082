"""The edition of a rule pack: a digest of what it says, and how big it is in an order's history."""

import hashlib
from dataclasses import replace
from typing import Final

from pydantic import TypeAdapter

from domain.pack import Pack

EDITION_DIGITS: Final = 12
LARGEST_SNAPSHOT: Final = 48 * 1024
"""Bytes; an order carries the whole pack in its first payload, which may hold 64 KiB in all."""
PACK: Final = TypeAdapter(Pack)


def snapshot(pack: Pack) -> bytes:
    """Write the pack as an order carries it: compact JSON in UTF-8."""
    return PACK.dump_json(pack)


def edition_of(pack: Pack) -> str:
    """Digest everything that the pack says, its edition left out."""
    return hashlib.sha256(snapshot(replace(pack, edition=""))).hexdigest()[:EDITION_DIGITS]
