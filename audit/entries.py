"""What each event of a Temporal history says about an order, read by one table of event kinds."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Final, TypeVar, cast

from temporalio.api.common.v1 import Payload, Payloads
from temporalio.api.enums.v1 import EventType
from temporalio.api.history.v1 import HistoryEvent

from audit.unreadable import UnreadableEvent as UnreadableEvent
from domain.act import Act
from workflows.converter import DATA_CONVERTER
from workflows.opening import Opening
from workflows.ports import Batch, Ring, Settled

T = TypeVar("T")
CONVERTER: Final = DATA_CONVERTER.payload_converter
SUFFIX: Final = "_event_attributes"
LOCAL_ACTIVITY: Final = "core_local_activity"
SETTLE: Final = "settle"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A run began with this input."""

    opening: Opening


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """An act came in, by an update that was lawful or by a signal that may be refused."""

    act: Act
    by_signal: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """Facts and answers went to the read model, at once or by a second, patient attempt."""

    batch: Batch
    at_once: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RingSettled:
    """The command table said: everything received up to here is decided."""

    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """Something the engine did that a reader should see: a timer, a failure, the end of a run."""

    kind: str
    label: str = ""
    due: datetime | None = None
    detail: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True, kw_only=True)
class Routine:
    """The engine's own book-keeping."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """Nothing this edition can read; it is shown and counted, never dropped."""

    what: str


Said = Opened | Asked | Published | RingSettled | Noted | Routine | Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One event: where it stands, when it was recorded (UTC), and what it says."""

    run_id: str
    event_id: int
    event: str
    """The event's kind in Temporal's words: "timer_started"."""
    at: datetime
    said: Said


@dataclass(slots=True, kw_only=True)
class RunReader:
    """Reads the events of one run in order; later events refer to earlier ones."""

    run_id: str
    timers: dict[int, Noted] = field(default_factory=dict[int, Noted])
    activities: dict[int, str] = field(default_factory=dict[int, str])

    def read(self, event: HistoryEvent) -> Entry:
        """Read one event; raises UnreadableEvent if its content cannot be what it should be."""
        attributes = event.WhichOneof("attributes")
        name = (attributes or "").removesuffix(SUFFIX)
        reader = READERS.get(name)
        try:
            content = getattr(event, attributes) if attributes else None
            said = reader(self, event, content) if reader else Unknown(what=name or _kind(event))
        except (ValueError, TypeError, LookupError, RuntimeError) as wrong:
            where = f"run {self.run_id}, event {event.event_id} ({name})"
            raise UnreadableEvent(f"{where}: {type(wrong).__name__}") from wrong
        return Entry(
            run_id=self.run_id,
            event_id=event.event_id,
            event=name,
            at=event.event_time.ToDatetime(tzinfo=UTC),
            said=said,
        )


def decoded(payloads: Payloads | Sequence[Payload], kind: type[T]) -> T:
    """Take the first payload as what it must be; raises ValueError or LookupError if it is not."""
    found = payloads.payloads if isinstance(payloads, Payloads) else payloads
    return cast(T, CONVERTER.from_payloads([found[0]], [kind])[0])


Reader = Callable[[RunReader, HistoryEvent, Any], Said]


def _opened(_: RunReader, __: HistoryEvent, content: Any) -> Said:
    return Opened(opening=decoded(content.input, Opening))


def _asked(_: RunReader, __: HistoryEvent, content: Any) -> Said:
    return Asked(act=decoded(content.accepted_request.input.args, Act))


def _posted(_: RunReader, __: HistoryEvent, content: Any) -> Said:
    if content.signal_name != "post":
        return Unknown(what=f"signal {content.signal_name}")
    return Asked(act=decoded(content.input, Act), by_signal=True)


def _marker(_: RunReader, __: HistoryEvent, content: Any) -> Said:
    if content.marker_name != LOCAL_ACTIVITY:
        return Unknown(what=f"marker {content.marker_name}")
    activity = json.loads(content.details["data"].payloads[0].data)["activity_type"]
    if content.HasField("failure"):
        return Noted(kind="LocalAttemptFailed", detail={"activity": activity})
    result = content.details["result"]
    if activity == "publish_at_once":
        return Published(batch=decoded(result, Batch), at_once=True)
    if activity == "settle_at_once":
        return RingSettled(until=decoded(result, Settled).until)
    return Unknown(what=f"local activity {activity}")


def _scheduled(run: RunReader, event: HistoryEvent, content: Any) -> Said:
    activity = content.activity_type.name
    run.activities[event.event_id] = activity
    if activity == "publish":
        return Published(batch=decoded(content.input, Batch), at_once=False)
    if activity == SETTLE:
        return Noted(kind="RingAsked", due=decoded(content.input, Ring).due)
    return Unknown(what=f"activity {activity}")


def _completed(run: RunReader, _: HistoryEvent, content: Any) -> Said:
    activity = run.activities[content.scheduled_event_id]
    if activity == SETTLE:
        return RingSettled(until=decoded(content.result, Settled).until)
    return Noted(kind="ActivityDone", detail={"activity": activity})


def _timer_started(run: RunReader, event: HistoryEvent, content: Any) -> Said:
    label = decoded([event.user_metadata.summary], str)
    runs = timedelta(seconds=content.start_to_fire_timeout.seconds)
    runs += timedelta(microseconds=content.start_to_fire_timeout.nanos // 1000)
    rings = event.event_time.ToDatetime(tzinfo=UTC) + runs
    run.timers[event.event_id] = Noted(kind="TimerStarted", label=label, due=rings)
    return run.timers[event.event_id]


def _timer_ended(kind: str) -> Reader:
    def ended(run: RunReader, _: HistoryEvent, content: Any) -> Said:
        timer = run.timers[content.started_event_id]
        return Noted(kind=kind, label=timer.label, due=timer.due)

    return ended


def _noted(kind: str) -> Reader:
    return lambda _, __, ___: Noted(kind=kind)


def _routine(_: RunReader, __: HistoryEvent, ___: Any) -> Said:
    return Routine()


def _kind(event: HistoryEvent) -> str:
    known = event.event_type in EventType.values()
    return EventType.Name(event.event_type) if known else f"event type {event.event_type}"


READERS: Final[dict[str, Reader]] = {
    "workflow_execution_started": _opened,
    "workflow_execution_update_accepted": _asked,
    "workflow_execution_signaled": _posted,
    "marker_recorded": _marker,
    "activity_task_scheduled": _scheduled,
    "activity_task_completed": _completed,
    "timer_started": _timer_started,
    "timer_fired": _timer_ended("TimerFired"),
    "timer_canceled": _timer_ended("TimerCanceled"),
    "activity_task_failed": _noted("ActivityFailed"),
    "activity_task_timed_out": _noted("ActivityTimedOut"),
    "activity_task_canceled": _noted("ActivityCanceled"),
    "workflow_task_failed": _noted("WorkflowTaskFailed"),
    "workflow_task_timed_out": _noted("WorkflowTaskTimedOut"),
    "workflow_execution_completed": _noted("RunCompleted"),
    "workflow_execution_failed": _noted("RunFailed"),
    "workflow_execution_timed_out": _noted("RunTimedOut"),
    "workflow_execution_terminated": _noted("RunTerminated"),
    "workflow_execution_cancel_requested": _noted("CancelRequested"),
    "workflow_execution_canceled": _noted("RunCanceled"),
    "workflow_execution_continued_as_new": _noted("ContinuedAsNew"),
    "workflow_execution_options_updated": _noted("OptionsUpdated"),
    "workflow_execution_paused": _noted("RunPaused"),
    "workflow_execution_unpaused": _noted("RunUnpaused"),
    "workflow_execution_time_skipping_transitioned": _noted("TimeMoved"),
    "workflow_task_scheduled": _routine,
    "workflow_task_started": _routine,
    "workflow_task_completed": _routine,
    "activity_task_started": _routine,
    "workflow_execution_update_admitted": _routine,
    "workflow_execution_update_completed": _routine,
    "upsert_workflow_search_attributes": _routine,
    "workflow_properties_modified": _routine,
}
"""How each kind of event is read; what is not named here is Unknown."""
