"""One run of an order, every event of it read at most once."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Final

from temporalio.client import WorkflowHistory

from audit.history.entries import HistoryEntry, RunOpened
from audit.history.event_readers import RunReader
from audit.history.events import Event, Json, events_in, events_of
from audit.history.unreadable import UnreadableEvent
from workflows.order_input import Opening

STARTED: Final = "workflow_execution_started"
COMPLETED: Final = "workflow_execution_completed"


@dataclass(frozen=True, kw_only=True)
class Run:
    """The events of one run; what they say is read when it is asked for, and kept."""

    workflow_id: str
    events: tuple[Event, ...]

    @classmethod
    def of(cls, history: WorkflowHistory) -> "Run":
        """A run as Temporal gives it; raises UnreadableEvent."""
        return cls(workflow_id=history.workflow_id, events=events_of(history))

    @classmethod
    def kept(cls, workflow_id: str, text: bytes) -> "Run":
        """A run as the archive keeps it; raises UnreadableEvent."""
        return cls(workflow_id=workflow_id, events=events_in(text))

    @cached_property
    def entries(self) -> tuple[HistoryEntry, ...]:
        """What every event says; raises UnreadableEvent."""
        first, reader = self._first, RunReader(run_id=self.run_id)
        return (first, *[reader.read(event) for event in self.events[1:]])

    @property
    def opening(self) -> Opening:
        """What it was opened with; raises UnreadableEvent."""
        said = self._first.said
        if not isinstance(said, RunOpened):
            raise UnreadableEvent(f"run {self.run_id} begins with no opening")
        return said.opening

    @property
    def run_id(self) -> str:
        """Its identity in Temporal; raises UnreadableEvent."""
        return str(self._begin.get("originalExecutionRunId", ""))

    @property
    def before(self) -> str:
        """The run that it continues or follows; empty for the first; raises UnreadableEvent."""
        return str(self._begin.get("continuedExecutionRunId", "")) or self.opening.follows

    @property
    def ended(self) -> str:
        """Its last event, in Temporal's words."""
        return self.events[-1].kind

    @property
    def span(self) -> tuple[datetime, datetime]:
        """When its first and its last event were recorded."""
        return self.events[0].at, self.events[-1].at

    @property
    def _begin(self) -> Json:
        if self.events[0].kind != STARTED:
            raise UnreadableEvent(f"{self.workflow_id}: a history that begins in the middle")
        return self.events[0].content

    @cached_property
    def _first(self) -> HistoryEntry:
        return RunReader(run_id=self.run_id).read(self.events[0])
