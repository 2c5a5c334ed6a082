"""Whether the background rounds make progress, as all processes of this machine counted it."""

import os
from dataclasses import dataclass
from typing import Final

from prometheus_client import REGISTRY, CollectorRegistry
from prometheus_client.multiprocess import MultiProcessCollector

from services.installation.process_notes import SHARED_COUNTS

LAST: Final = "paidan_round_last_timestamp_seconds"
BEGUN: Final = "paidan_round_begun_timestamp_seconds"
ALARM: Final = "paidan_round_alarm_seconds"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundProgress:
    """One background round: how long ago it was completed, and when it is late."""

    silent_s: float
    """Since it was last completed; since a worker first began it if it never was."""
    alarm_s: float

    @property
    def is_late(self) -> bool:
        """Whether it was not completed for too long."""
        return self.silent_s > self.alarm_s


def counted() -> CollectorRegistry:
    """What was counted: by all processes where they share a folder, else by this one."""
    if SHARED_COUNTS not in os.environ:
        return REGISTRY
    everyone = CollectorRegistry()
    MultiProcessCollector(everyone)  # type: ignore[no-untyped-call]
    return everyone


def rounds_progress(registry: CollectorRegistry, now: float) -> dict[str, RoundProgress]:
    """Every background round that a worker has begun, by its name."""
    found: dict[str, dict[str, float]] = {LAST: {}, BEGUN: {}, ALARM: {}}
    for family in registry.collect():
        for sample in family.samples if family.name in found else ():
            found[family.name][sample.labels["round"]] = sample.value
    return {
        name: RoundProgress(
            silent_s=now - max(begun, found[LAST].get(name, begun)), alarm_s=found[ALARM][name]
        )
        for name, begun in found[BEGUN].items()
    }
