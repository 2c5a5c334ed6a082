"""What may be put into an order beside words, and how much of it, from `attachments.toml`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Final

from domain.chapters.handling.terms import FileForm
from policies.bounds import bad_bounds, counts, table_of
from policies.mistake import BadPack, Mistake
from policies.plain import source_text
from policies.shown import shown
from policies.toml_text import Table, tables_of_file, tables_of_text

FILE: Final = Path(__file__).with_name("attachments.toml")
BOUNDS: Final = (
    *("files_of_order", "bytes_of_order", "pixels", "thumbnail_side", "hours_to_attach"),
)
LARGEST: Final = 32 * 1024 * 1024
"""Whoever takes a file in holds it in memory: no file says that it may be larger."""


class BadAttachments(BadPack):
    """Raised for a file of attachments that must not be used; carries all of its mistakes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachmentLaw:
    """Which files are taken in, and how much of them."""

    source: str
    files_of_order: int
    bytes_of_order: int
    pixels: int
    thumbnail_side: int
    hours_to_attach: int
    forms: Mapping[FileForm, int]
    """The most bytes of each."""

    @property
    def largest(self) -> int:
        """The most bytes that any file may have."""
        return max(self.forms.values())

    @property
    def waits(self) -> timedelta:
        """How long what was sent in waits for the act that attaches it."""
        return timedelta(hours=self.hours_to_attach)


@cache
def attachment_law() -> AttachmentLaw:
    """What this installation lives by; raises BadAttachments."""
    return _law(tables_of_file(FILE), FILE.name)


def attachment_law_of_text(text: str, file: str) -> AttachmentLaw:
    """Read the law of attachments of a text; raises BadAttachments with every mistake."""
    return _law(tables_of_text(text, file), file)


def _law(tables: Table, file: str) -> AttachmentLaw:
    mistakes = [
        Mistake(file=file, key=key, reason=reason)
        for found in (_tables(tables), bad_bounds(tables, BOUNDS), _forms(tables))
        for key, reason in found
    ]
    if mistakes:
        raise BadAttachments(mistakes)
    bounds = tables["bounds"]
    return AttachmentLaw(
        source=source_text(bounds["source"], {}),
        **{word: bounds[word] for word in BOUNDS},
        forms={FileForm(form): most for form, most in tables["forms"].items()},
    )


def _tables(tables: Table) -> Iterator[tuple[str, str]]:
    for word in tables.keys() ^ {"bounds", "forms"}:
        yield word, "unknown key" if word in tables else "missing"


def _forms(tables: Table) -> Iterator[tuple[str, str]]:
    forms = table_of(tables, "forms")
    if not forms:
        yield "forms", "must name at least one form of file"
    for form, most in forms.items():
        if form not in set(FileForm):
            yield f"forms.{form}", f"no such form; there are {', '.join(FileForm)}"
        elif not counts(most):
            yield f"forms.{form}", f"must be a whole number from 1, not {shown(most)}"
        elif most > LARGEST:
            yield f"forms.{form}", f"must be {LARGEST} at most"
