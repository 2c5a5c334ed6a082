"""Reading one rule pack from TOML, whole or not at all."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from domain.law.pack import Pack
from policies.calendar_library import CalendarLibrary, built_in_library
from policies.edition import edition_of
from policies.mistake import BadPack, Mistake
from policies.reader import BAD, COMPUTED, NO_PARENT, UNREAD, Reader
from policies.sense import nonsense
from policies.shown import shown
from policies.toml_text import Table, tables_of_file, tables_of_text

EXTENDS = "extends"
SOURCES = "sources"
OWN = ("id", "title")
"""What a pack never takes from its parent."""

FindParent = Callable[[str], Pack]
"""Finds the pack that another extends; raises BadPack."""


def read_pack(
    source: Path | str, find_parent: FindParent, calendars: CalendarLibrary | None = None
) -> Pack:
    """Read a pack from a file (Path) or from TOML text (str); raises BadPack with every mistake.

    The pack's calendar must be in `calendars`, by default those that come with Paidan.
    """
    known = (calendars or built_in_library()).names()
    if isinstance(source, Path):
        return _read(tables_of_file(source), str(source), find_parent, known)
    return _read(tables_of_text(source, "text"), "text", find_parent, known)


def _read(raw: Table, file: str, find_parent: FindParent, calendars: tuple[str, ...]) -> Pack:
    reader = Reader(file, {})
    documents = _documents(raw.pop(SOURCES, {}), reader)
    parent, parents_mistakes = _parent(raw, reader, find_parent)
    body = Reader(file, documents)
    pack = _pack(raw, body, parent)
    mistakes = [*parents_mistakes, *reader.mistakes, *body.mistakes]
    if pack is None or mistakes:
        raise BadPack(mistakes)
    pack = replace(pack, edition=edition_of(pack))
    wrong = [Mistake(file=file, key=k, reason=reason) for k, reason in nonsense(pack, calendars)]
    if wrong:
        raise BadPack(wrong)
    return pack


def _pack(raw: Table, body: Reader, parent: Any) -> Pack | None:
    for word in COMPUTED:
        if word in raw:
            body.note(word, "is computed from the content and must not be written")
    if parent is not NO_PARENT:
        for word in OWN:
            if word not in raw:
                body.note(word, "missing")
    pack = body.table(Pack, {**raw, **dict.fromkeys(COMPUTED, "")}, "", parent)
    return None if pack is BAD else pack


def _documents(raw: object, reader: Reader) -> Mapping[str, str]:
    """Read the short names of documents; a source that begins with one is written out."""
    if not isinstance(raw, dict):
        reader.note(SOURCES, "must be a table of documents")
        return {}
    for name, document in raw.items():
        if not isinstance(document, str) or not document.strip():
            reader.note(f"{SOURCES}.{name}", f"must name a document, not {shown(document)}")
    return {name: str(document).strip() for name, document in raw.items()}


def _parent(raw: Table, reader: Reader, find_parent: FindParent) -> tuple[Any, tuple[Mistake, ...]]:
    if EXTENDS not in raw:
        return NO_PARENT, ()
    name = raw.pop(EXTENDS)
    if not isinstance(name, str):
        reader.note(EXTENDS, f"must be the name of a pack, not {shown(name)}")
        return UNREAD, ()
    try:
        return find_parent(name), ()
    except BadPack as bad:
        return UNREAD, bad.mistakes
