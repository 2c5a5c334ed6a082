"""Other authorities' registers: asked before a matter is taken in twice (AH-13)."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Protocol

from sqlalchemy.ext.asyncio import AsyncEngine

from services.access.principal import Principal
from services.access.rights import Right, require
from services.imports.reading.cells import HowToRead, SheetLine, named
from services.imports.reading.headers import plain_name
from services.imports.sheets import AS_IT_IS, read_sheet
from store.register.other_registers import OtherCase, RegisteredCase, keep
from store.vault.blind_index import IndexKey

SOURCES: Final = ("petition", "110")
COLUMNS: Final = ("source", "external_id", "phone", "state")
LONGEST: Final = 64


class OtherRegisters(Protocol):
    """Whatever can say what lies with another authority; the default is the imported lists.

    It is asked with digests only, so that nobody learns who calls the hotline."""

    async def matching(
        self, caller: Sequence[bytes], narrative: Sequence[int]
    ) -> tuple[OtherCase, ...]:
        """The cases that belong to these digests of a caller or of a narrative."""
        ...


class BadList(ValueError):
    """The file is no list of cases: a column is missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseList:
    """What a file holds: cases, and the rows that are none, each with its reason."""

    entries: tuple[RegisteredCase, ...]
    rejected: tuple[tuple[int, str], ...]


async def keep_list(principal: Principal, engine: AsyncEngine, found: CaseList) -> int:
    """Keep a list, whole or not at all, and say how many cases are new; raises MayNot."""
    require(principal, Right.KEEP_OTHER_REGISTERS)
    return await keep(engine, found.entries)


def read_list(path: Path, key: IndexKey, how: HowToRead = AS_IT_IS) -> CaseList:
    """Read a list of cases; a later row of one case counts. Raises UnreadableSheet, BadList."""
    sheet = read_sheet(path, replace(how, known=frozenset(map(plain_name, COLUMNS))))
    header = [name.lower() for name in sheet.header]
    if absent := [name for name in COLUMNS if name not in header]:
        there = f"; the file has {named(sheet.header)}" if sheet.recognised else ""
        raise BadList(f"no column {', '.join(absent)}{there}")
    entries: dict[tuple[str, str], RegisteredCase] = {}
    rejected: list[tuple[int, str]] = []
    for line in sheet.lines:
        words = {name: _word(line, header.index(name)) for name in COLUMNS}
        if reason := _why_unusable(words, key):
            rejected.append((line.number, reason))
        else:
            entries[words["source"], words["external_id"]] = _entry(words, key)
    return CaseList(entries=tuple(entries.values()), rejected=tuple(rejected))


def _word(line: SheetLine, place: int) -> str:
    cell = line.cells[place] if place < len(line.cells) else ""
    whole = int(cell) if isinstance(cell, float) and cell.is_integer() else cell
    return unicodedata.normalize("NFKC", str(whole)).strip()


def _why_unusable(words: dict[str, str], key: IndexKey) -> str:
    if words["source"] not in SOURCES:
        return f"source: is none of {', '.join(SOURCES)}"
    for name in ("external_id", "state"):
        if not (0 < len(words[name]) <= LONGEST and words[name].isprintable()):
            return f"{name}: is empty, longer than {LONGEST} characters or not printable"
    return "" if key.phone_digests(words["phone"]) else "phone: is no telephone number"


def _entry(words: dict[str, str], key: IndexKey) -> RegisteredCase:
    case = OtherCase(source=words["source"], external_id=words["external_id"], state=words["state"])
    return RegisteredCase(case=case, digest=key.phone_digests(words["phone"])[0])
