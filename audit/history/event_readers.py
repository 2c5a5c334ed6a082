"""Reading what each event of a Temporal history says, by one table of event kinds."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from audit.history.batches import WrittenBatch
from audit.history.entries import (
    ROUTINE,
    ActAnswered,
    ActArrived,
    EngineNote,
    HistoryEntry,
    Lapsed,
    Published,
    RingSettled,
    RunOpened,
    Said,
    UnknownEvent,
)
from audit.history.events import Event, Json
from audit.history.payloads import (
    act_in,
    json_in,
    notes_in,
    opening_in,
    ring_in,
    settled_in,
    text_in,
    word_in,
)
from audit.history.unreadable import UnreadableEvent

LOCAL_ACTIVITY: Final = "core_local_activity"
LAPSE: Final = "lapse"
SETTLE: Final = "settle"
"""What asked about a ring in histories of the first edition."""
MICRO_DIGITS: Final = 6
STRANGE: Final = (ArithmeticError, AttributeError, LookupError, RuntimeError, TypeError, ValueError)
"""What reading says of content that cannot be what it should be."""


@dataclass(slots=True, kw_only=True)
class RunReader:
    """Reads the events of one run in order; later events refer to earlier ones."""

    run_id: str
    timers: dict[int, EngineNote] = field(default_factory=dict[int, EngineNote])
    activities: dict[int, str] = field(default_factory=dict[int, str])
    rings: dict[int, Lapsed] = field(default_factory=dict[int, Lapsed])
    """What patient attempts are to store, by the events that scheduled them."""

    def read(self, event: Event) -> HistoryEntry:
        """Read one event; raises UnreadableEvent if its content cannot be what it should be."""
        reader = READERS.get(event.kind)
        try:
            said = reader(self, event) if reader else UnknownEvent(what=event.kind or event.type)
        except STRANGE as wrong:
            raise UnreadableEvent(f"{self.place(event)}: {type(wrong).__name__}") from wrong
        return HistoryEntry(
            run_id=self.run_id, event_id=event.id, event=event.kind, at=event.at, said=said
        )

    def place(self, event: Event) -> str:
        """Where an event is found."""
        return f"run {self.run_id}, event {event.id} ({event.kind})"

    def published(self, event: Event, payloads: Json, *, at_once: bool) -> Published:
        """A batch that an event carries."""
        written = WrittenBatch(content=text_in(payloads), event=self.place(event))
        return Published(written=written, at_once=at_once)

    def lapsed(self, event: Event, payloads: Json) -> Lapsed:
        """A ring and what it makes, which an event carries."""
        said = json_in(payloads)
        until = datetime.fromisoformat(said["ring"]["due"])
        written = WrittenBatch(content=said["batch"], event=self.place(event), by_ring=True)
        return Lapsed(until=until, written=written)


Reader = Callable[[RunReader, Event], Said]


def _opened(run: RunReader, event: Event) -> Said:
    opening, made = opening_in(event.content["input"])
    if made is None:
        return RunOpened(opening=opening)
    written = WrittenBatch(content=made, event=run.place(event))
    return RunOpened(opening=opening, made=written)


def _asked(_: RunReader, event: Event) -> Said:
    return ActArrived(act=act_in(event.content["acceptedRequest"]["input"]["args"]))


def _answered(run: RunReader, event: Event) -> Said:
    """Earlier acts were answered by their receipts alone, and a known one still is."""
    payloads = event.content["outcome"].get("success")
    batch = json_in(payloads).get("batch") if payloads else None
    if batch is None:
        return ROUTINE
    return ActAnswered(written=WrittenBatch(content=batch, event=run.place(event)))


def _posted(_: RunReader, event: Event) -> Said:
    name = event.content["signalName"]
    if name != "post":
        return UnknownEvent(what=f"signal {name}")
    return ActArrived(act=act_in(event.content["input"]), by_signal=True)


def _marker(run: RunReader, event: Event) -> Said:
    name, details = event.content["markerName"], event.content.get("details", {})
    if name != LOCAL_ACTIVITY:
        return UnknownEvent(what=f"marker {name}")
    activity = notes_in(details["data"])["activity_type"]
    if "failure" in event.content:
        return EngineNote(kind="LocalAttemptFailed", detail={"activity": activity})
    if activity == "publish_at_once":
        return run.published(event, details["result"], at_once=True)
    if activity == "lapse_at_once":
        return run.lapsed(event, details["result"])
    if activity == "settle_at_once":
        return RingSettled(until=settled_in(details["result"]).until)
    return UnknownEvent(what=f"local activity {activity}")


def _scheduled(run: RunReader, event: Event) -> Said:
    activity = event.content["activityType"]["name"]
    run.activities[event.id] = activity
    if activity == "publish":
        return run.published(event, event.content["input"], at_once=False)
    if activity == LAPSE:
        lapsed = run.rings[event.id] = run.lapsed(event, event.content["input"])
        return EngineNote(kind="RingAsked", due=lapsed.until)
    if activity == SETTLE:
        return EngineNote(kind="RingAsked", due=ring_in(event.content["input"]).due)
    return UnknownEvent(what=f"activity {activity}")


def _completed(run: RunReader, event: Event) -> Said:
    scheduled = int(event.content["scheduledEventId"])
    activity = run.activities[scheduled]
    if activity == LAPSE:
        return run.rings[scheduled]
    if activity == SETTLE:
        return RingSettled(until=settled_in(event.content["result"]).until)
    return EngineNote(kind="ActivityDone", detail={"activity": activity})


def _timer_started(run: RunReader, event: Event) -> Said:
    rings = event.at + _span(event.content["startToFireTimeout"])
    run.timers[event.id] = EngineNote(kind="TimerStarted", label=word_in(event.label), due=rings)
    return run.timers[event.id]


def _span(written: str) -> timedelta:
    """A span such as "1799.881665s", to the microsecond, as its seconds are written."""
    seconds, _, fraction = written.removesuffix("s").partition(".")
    micros = int(fraction.ljust(MICRO_DIGITS, "0")[:MICRO_DIGITS])
    return timedelta(seconds=int(seconds), microseconds=micros)


def _timer_ended(kind: str) -> Reader:
    def ended(run: RunReader, event: Event) -> Said:
        timer = run.timers[int(event.content["startedEventId"])]
        return EngineNote(kind=kind, label=timer.label, due=timer.due)

    return ended


def _noted(kind: str) -> Reader:
    return lambda _, __: EngineNote(kind=kind)


def _routine(_: RunReader, __: Event) -> Said:
    return ROUTINE


READERS: Final[dict[str, Reader]] = {
    "workflow_execution_started": _opened,
    "workflow_execution_update_accepted": _asked,
    "workflow_execution_update_completed": _answered,
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
    "upsert_workflow_search_attributes": _routine,
    "workflow_properties_modified": _routine,
}
"""How each kind of event is read; what is not named here is Unknown."""
