"""The history that Temporal would have of a life, in the form in which it is kept.

What an act makes stands in its answer, and the registration's facts in what the run is opened with.
"""

from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import uuid4

from audit.log.canonical import canonical, plain
from domain.order.act import Act
from workflows.converter import DATA_CONVERTER
from workflows.order_input import Opening
from workflows.ports import ActAnswer, Batch

Json = dict[str, Any]
TASK: Final[tuple[tuple[str, Json], ...]] = (
    ("workflowTaskScheduled", {"attempt": 1, "startToCloseTimeout": "10s"}),
    ("workflowTaskStarted", {"identity": "worker"}),
    ("workflowTaskCompleted", {"identity": "worker", "meteringMetadata": {}, "sdkMetadata": {}}),
)
TICK: Final = timedelta(milliseconds=3)


def history_text(opening: Opening, acts: Sequence[Act], batches: Sequence[Batch]) -> bytes:
    """The canonical text of a run in which each act brought one batch, and the last one the end."""
    told = list(_told(opening, acts, batches))
    now = batches[0].recorded_at
    events = [
        _event(place, now + place * TICK, name, content)
        for place, (name, content) in enumerate(told, start=1)
    ]
    return canonical({"events": events})


def _told(
    opening: Opening, acts: Sequence[Act], batches: Sequence[Batch]
) -> Iterator[tuple[str, Json]]:
    run = str(uuid4())
    begun = {"input": payloads(opening), "originalExecutionRunId": run, "attempt": 1}
    yield "workflowExecutionStarted", begun
    for act, batch in zip(acts, batches, strict=True):
        yield from TASK
        if act is not opening.act:
            yield "workflowExecutionUpdateAccepted", _accepted(act)
            yield "workflowExecutionUpdateCompleted", _answered(batch)
    yield "workflowExecutionCompleted", {"result": payloads(None)}


def _accepted(act: Act) -> Json:
    asked = {"input": {"args": payloads(act), "name": act.command.name}}
    return {"acceptedRequest": asked, "protocolInstanceId": act.command_id}


def _answered(batch: Batch) -> Json:
    told = ActAnswer(batch=replace(batch, answers=()))
    return {"outcome": {"success": payloads(told)}}


def payloads(content: object) -> Json:
    """A value as it stands in an event."""
    [payload] = DATA_CONVERTER.payload_converter.to_payloads([content])
    metadata = {name: _in_ascii(value) for name, value in payload.metadata.items()}
    return {"payloads": [{"data": _in_ascii(payload.data), "metadata": metadata}]}


def _in_ascii(content: bytes) -> str:
    return b64encode(content).decode()


def _event(place: int, at: datetime, name: str, content: Json) -> Json:
    attributes = f"{name}EventAttributes"
    return {"eventId": str(place), "eventTime": plain(at), attributes: content}
