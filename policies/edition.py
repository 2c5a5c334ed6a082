"""The edition of a rule pack: a digest of what it says, and how big it is in an order's history."""

import hashlib
import json
from dataclasses import replace
from typing import Any, Final

from pydantic import TypeAdapter

from domain.law.pack import Pack

EDITION_DIGITS: Final = 12
LARGEST_SNAPSHOT: Final = 48 * 1024
"""Bytes; an order carries the whole pack in its first payload, which may hold 64 KiB in all."""
PACK: Final = TypeAdapter(Pack)


def snapshot(pack: Pack) -> bytes:
    """Write the pack as an order carries it: compact JSON in UTF-8."""
    return PACK.dump_json(pack)


def largest_section(pack: Pack) -> str:
    """Name the section that takes most of a pack, as its file writes it: "disposition"."""
    sections: dict[str, Any] = PACK.dump_python(pack, mode="json")
    largest = max(sections, key=lambda name: len(json.dumps(sections[name], ensure_ascii=False)))
    return largest.removesuffix("s") if isinstance(sections[largest], list) else largest


def edition_of(pack: Pack) -> str:
    """Digest everything that the pack says, its edition left out."""
    return hashlib.sha256(snapshot(replace(pack, edition=""))).hexdigest()[:EDITION_DIGITS]
