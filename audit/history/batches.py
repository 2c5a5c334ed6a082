"""A batch as a history holds it: its JSON, and what it says once that is asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, Final

import orjson
from pydantic import TypeAdapter

from audit.history.events import STRANGE
from audit.history.unreadable import UnreadableEvent
from domain.order.fact import Fact
from domain.summary import Summary
from workflows.ports import Batch

Json = dict[str, Any]
BATCH: Final = TypeAdapter(Batch)
FACTS: Final = TypeAdapter(list[Fact])
STANDING: Final = TypeAdapter(Summary)


@dataclass(frozen=True, kw_only=True)
class WrittenBatch:
    """A batch that nobody needs to understand to see that it is the one that is due.

    Everything that reads it raises UnreadableEvent where it is no batch."""

    text: bytes
    event: str
    """Where it stands, for whoever cannot read it."""

    @cached_property
    def batch(self) -> Batch:
        """The batch itself."""
        try:
            return BATCH.validate_json(self.text)
        except STRANGE as strange:
            raise self._unreadable(strange) from strange

    @cached_property
    def facts(self) -> Sequence[Json]:
        """Its facts as JSON."""
        return list(self._read("facts", list))

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

    def leaves(self, standing: Summary) -> bool:
        """Whether it says that its order then stood so, to the letter."""
        return orjson.dumps(self._read("standing", dict)) == STANDING.dump_json(standing)

    @cached_property
    def _said(self) -> Json:
        try:
            said: Json = orjson.loads(self.text)
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
