"""The events of a run as plain things: alike whether Temporal gives them or the archive kept them.

Both are read from the one JSON form in which a history is kept, so there is one set of readers.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, Final

import orjson
from temporalio.client import WorkflowHistory

from audit.history.unreadable import UnreadableEvent
from domain.values.quick_constructor import quick_constructor

Json = Mapping[str, Any]
ATTRIBUTES: Final = "EventAttributes"
CAPITAL: Final = re.compile("([A-Z])")
NO_TIME: Final = datetime(1970, 1, 1, tzinfo=UTC)
NO_TYPE: Final = "EVENT_TYPE_UNSPECIFIED"
STRANGE: Final = (AttributeError, LookupError, TypeError, ValueError)
"""What reading says of JSON that is no event."""


@quick_constructor
@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One event: its content as JSON."""

    id: int
    kind: str
    """In Temporal's words: "timer_started"; empty for one without content."""
    type: str
    at: datetime
    """When it was recorded (UTC)."""
    content: Json
    label: Json | None
    """What the engine was asked to write beside it, as a payload."""


def events_of(history: WorkflowHistory) -> tuple[Event, ...]:
    """The events of a history that Temporal gave; raises UnreadableEvent."""
    return _read(history.to_json_dict().get("events", []))


def events_in(text: bytes) -> tuple[Event, ...]:
    """The events of a history as it is kept; raises UnreadableEvent."""
    try:
        written = orjson.loads(text)["events"]
    except STRANGE as strange:
        raise UnreadableEvent("no history") from strange
    return _read(written)


def _read(written: Sequence[Json]) -> tuple[Event, ...]:
    try:
        events = tuple([_event(one) for one in written])
    except STRANGE as strange:
        raise UnreadableEvent("no history") from strange
    if not events:
        raise UnreadableEvent("a history without an event")
    return events


def _event(written: Json) -> Event:
    name, kind = _named(tuple(written))
    content = written[name] if name else {}
    if not isinstance(content, dict):
        raise TypeError(name)
    at = written.get("eventTime")
    metadata = written.get("userMetadata")
    return Event(
        id=int(written.get("eventId", 0)),
        kind=kind,
        type=str(written.get("eventType", NO_TYPE)),
        at=datetime.fromisoformat(at) if at else NO_TIME,
        content=content,
        label=metadata.get("summary") if metadata else None,
    )


@lru_cache(maxsize=256)
def _named(parts: tuple[str, ...]) -> tuple[str, str]:
    """Which part of an event is its content, and of what kind that is: "timer_started" from
    "timerStartedEventAttributes"."""
    name = next((name for name in parts if name.endswith(ATTRIBUTES)), "")
    return name, CAPITAL.sub(r"_\1", name.removesuffix(ATTRIBUTES)).lower()
