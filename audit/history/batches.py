"""A batch as a history holds it: its JSON, and what it says once that is asked for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any, Final

import orjson

from audit.history.events import STRANGE
from audit.history.unreadable import UnreadableEvent
from domain.summary import Summary
from store.wire import STANDING, Form
from workflows.ports import Batch

Json = dict[str, Any]
BATCH: Final = Form(Batch)


@dataclass(frozen=True, kw_only=True)
class WrittenBatch:
    """A batch that nobody needs to understand to see that it is the one that is due.

    Everything that reads it raises UnreadableEvent where it is no batch."""

    content: bytes | Json
    """Its JSON; read already where it stands within something else."""
    event: str
    """Where it stands, for whoever cannot read it."""
    by_ring: bool = False
    """Whether a ring has made it."""

    @cached_property
    def batch(self) -> Batch:
        """The batch itself."""
        try:
            return BATCH.read_text(self._text)
        except STRANGE as strange:
            raise self._unreadable(strange) from strange

    @cached_property
    def facts(self) -> Sequence[Json]:
        """Its facts as JSON."""
        return list(self._read("facts", list))

    @cached_property
    def seqs(self) -> Sequence[int]:
        """The place of each of its facts among all of the order."""
        try:
            return [int(fact["seq"]) for fact in self.facts]
        except STRANGE as strange:
            raise self._unreadable(strange) from strange

    @cached_property
    def recorded_at(self) -> datetime:
        """When it was taken."""
        try:
            return datetime.fromisoformat(self._read("recorded_at", str))
        except ValueError as strange:
            raise self._unreadable(strange) from strange

    @property
    def instants(self) -> list[datetime]:
        """When each of its facts took place."""
        try:
            return [datetime.fromisoformat(fact["occurred_at"]) for fact in self.facts]
        except STRANGE as strange:
            raise self._unreadable(strange) from strange

    @property
    def version(self) -> int:
        """The version of the order that it leaves."""
        if self.seqs:
            return self.seqs[-1]
        standing = self._said.get("standing")
        said = standing.get("version") if isinstance(standing, dict) else None
        return said if isinstance(said, int) else 0

    def leaves(self, standing: Summary) -> bool:
        """Whether it says that its order then stood so, to the letter."""
        return orjson.dumps(self._read("standing", dict)) == STANDING.write_text(standing)

    def without(self, told: Iterable[int]) -> "WrittenBatch":
        """The same batch without the facts of these places."""
        pairs = zip(self.seqs, self.facts, strict=True)
        facts = [fact for seq, fact in pairs if seq not in told]
        return replace(self, content={**self._said, "facts": facts})

    @property
    def _text(self) -> bytes:
        return self.content if isinstance(self.content, bytes) else orjson.dumps(self.content)

    @cached_property
    def _said(self) -> Json:
        if not isinstance(self.content, bytes):
            return self.content
        try:
            said: Json = orjson.loads(self.content)
        except ValueError as strange:
            raise self._unreadable(strange) from strange
        return said

    def _read(self, name: str, kind: type) -> Any:
        said = self._said.get(name) if isinstance(self._said, dict) else None
        if not isinstance(said, kind):
            raise self._unreadable(TypeError())
        return said

    def _unreadable(self, strange: Exception) -> UnreadableEvent:
        return UnreadableEvent(f"{self.event}: {type(strange).__name__}")


def told_once(batches: Iterable[WrittenBatch]) -> list[WrittenBatch]:
    """These batches in the order of their facts, each fact in the first that tells it.

    A ring's own facts may be told by an act too, which was decided while the ring was asked about:
    then the act has made them, whichever of the two stands first. A batch of which nothing is left
    is left out."""
    told, found = set[int](), list[WrittenBatch]()
    for written in sorted(batches, key=lambda written: written.by_ring):
        known = told.intersection(written.seqs)
        left = written.without(known) if known else written
        told.update(written.seqs)
        if left.seqs or not known:
            found.append(left)
    # What was posted and refused made nothing: it stands behind the facts that it found.
    return sorted(found, key=lambda written: (written.version, not written.seqs))


def told_otherwise(batches: Iterable[WrittenBatch]) -> list[int]:
    """The places of the facts that are told more than once, and not to the letter alike."""
    first, otherwise = dict[int, bytes](), set[int]()
    for written in batches:
        for seq, fact in zip(written.seqs, written.facts, strict=True):
            told = orjson.dumps(fact)
            if first.setdefault(seq, told) != told:
                otherwise.add(seq)
    return sorted(otherwise)
