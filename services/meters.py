"""What the processes count for Prometheus. Labels are words of closed lists: no person, no text.

Where PROMETHEUS_MULTIPROC_DIR is set, as `paidan up` does, every process counts into files of that
folder, and the API tells the sum of all.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Final

from prometheus_client import Counter, Gauge, Histogram

from domain.order.clock import ClockLapsed
from domain.order.refusal import Refusal
from store.commands.stored import StoredCommand, Via
from workflows.ports import Batch, Receipt

UPDATE_BUCKETS: Final = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)
LATENESS_BUCKETS: Final = (0.1, 0.5, 1, 2, 5, 30, 60, 300, 3600, 86400)
LAG_BUCKETS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5, 60)

RECEIVED: Final = Counter(
    "paidan_commands_received", "Commands that the table took in, once each.", ["command", "via"]
)
ANSWERED: Final = Counter(
    "paidan_commands_answered", "Commands decided, refused or given up.", ["via", "outcome"]
)
REFUSALS: Final = Counter("paidan_refusals", "Refusals by their code.", ["code"])
UPDATES: Final = Histogram(
    "paidan_update_seconds", "From handing an act over to its answer.", buckets=UPDATE_BUCKETS
)
LATENESS: Final = Histogram(
    "paidan_lapse_lateness_seconds",
    "How long after its due a lapse was recorded; the lapse itself bears the due.",
    ["clock"],
    buckets=LATENESS_BUCKETS,
)
LAG: Final = Histogram(
    "paidan_publish_lag_seconds", "From a batch of facts to its rows.", buckets=LAG_BUCKETS
)
ROUNDS: Final = Counter(
    "paidan_rounds", "Background rounds by how they went.", ["round", "outcome"]
)
ROUND_DONE: Final = "done"
ROUND_LAST: Final = Gauge(
    "paidan_round_last_timestamp_seconds",
    "When a background round was last completed.",
    ["round"],
    multiprocess_mode="max",
)
ROUND_BEGUN: Final = Gauge(
    "paidan_round_begun_timestamp_seconds",
    "When the first worker began to go a background round.",
    ["round"],
    multiprocess_mode="min",
)
ROUND_ALARM: Final = Gauge(
    "paidan_round_alarm_seconds",
    "After so long without a completed round it is late.",
    ["round"],
    multiprocess_mode="max",
)


def received(command: StoredCommand) -> None:
    """Count a command that was taken in; one that was refused on the spot is answered too."""
    RECEIVED.labels(command=command.act.command.name, via=str(command.via)).inc()
    if command.refusal is not None:
        answered(command.via, command.refusal)


def answered(via: Via, outcome: Receipt | Refusal | None) -> None:
    """Count an answer; None was given up."""
    match outcome:
        case Refusal(code=code):
            ANSWERED.labels(via=str(via), outcome="refused").inc()
            REFUSALS.labels(code=code).inc()
        case None:
            ANSWERED.labels(via=str(via), outcome="failed").inc()
        case _:
            ANSWERED.labels(via=str(via), outcome="decided").inc()


@contextmanager
def one_update() -> Iterator[None]:
    """Measure how long an act takes to be answered by its order."""
    with UPDATES.time():
        yield


def published(batch: Batch) -> None:
    """Count what a stored batch tells: its lag, the lateness of its lapses, posted answers."""
    LAG.observe(_since(batch.recorded_at, datetime.now(UTC)))
    for fact in batch.facts:
        for change in fact.clocks:
            if isinstance(change, ClockLapsed):
                clock = change.id.partition("/")[0]
                LATENESS.labels(clock=clock).observe(_since(fact.occurred_at, batch.recorded_at))
    for answer in batch.answers:
        answered(Via.SIGNAL, answer.refusal or answer.receipt)


def round_begins(name: str, alarm: timedelta) -> None:
    """Note that this process goes a round from now on, and after how long it is late."""
    ROUND_ALARM.labels(round=name).set(alarm.total_seconds())
    ROUND_BEGUN.labels(round=name).set(time.time())


def round_went(name: str, outcome: str) -> None:
    """Count a round; one that was completed is noted with its time."""
    ROUNDS.labels(round=name, outcome=outcome).inc()
    if outcome == ROUND_DONE:
        ROUND_LAST.labels(round=name).set(time.time())


def _since(begun: datetime, ended: datetime) -> float:
    # Where time is moved, a workflow's clock may stand before or behind this machine's.
    return max((ended - begun).total_seconds(), 0.0)
