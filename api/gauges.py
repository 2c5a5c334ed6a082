"""What stands now, as Prometheus asks for it: read at the moment of the question."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from math import nan
from pathlib import Path

from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from services.health import Backlog


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Gauges(Collector):
    """One moment; `waiting` is None while the database does not answer."""

    waiting: Backlog | None
    verified: Path | None
    """Touched whenever all rows were found to agree with the histories."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Every gauge; what cannot be known now is left out or NaN, never zero."""
        up = "Whether the database answers."
        yield GaugeMetricFamily("paidan_database_up", up, value=float(self.waiting is not None))
        if self.waiting is not None:
            yield from _backlog(self.waiting)
        yield GaugeMetricFamily(
            "paidan_verification_age_seconds",
            "Since rows and histories were last found to agree; NaN if they never were.",
            value=_age(self.verified),
        )


def _backlog(waiting: Backlog) -> Iterator[GaugeMetricFamily]:
    words = "Commands without an answer, by how long they have waited."
    undecided = GaugeMetricFamily("paidan_commands_undecided", words, labels=["age"])
    for age, count in waiting.by_age.items():
        undecided.add_metric([age], count)
    yield undecided
    for name, words, value in (
        ("commands_oldest_undecided_seconds", "How long the oldest has waited.", waiting.oldest_s),
        ("orders_starting", "Orders whose workflow is not started yet.", waiting.starting),
        ("clocks_provisional", "Clocks that wait for a calendar.", waiting.provisional),
        ("findings_open", "What reconciliation found and nobody has cleared.", waiting.findings),
        (
            "archive_lag_seconds",
            "Since the oldest unkept run ended.",
            waiting.archive_lag_s,
        ),
    ):
        yield GaugeMetricFamily(f"paidan_{name}", words, value=value)


def _age(note: Path | None) -> float:
    try:
        return time.time() - note.stat().st_mtime if note is not None else nan
    except FileNotFoundError:
        return nan
