"""Adding verdicts up: how many cases were in time, late or open, and how late the late ones."""

from array import array
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from statistics import median

from services.trials.verdicts import CaseVerdict, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseTally:
    """What became of a group of cases."""

    in_time: int
    late: int
    open: int
    """Not closed, and not due yet."""
    past_due: int
    """Not closed, and past their due."""
    untimed: int
    """Closed, the file does not say when."""
    reversed: int
    """What ends before it begins; it is not judged."""
    no_limit: int
    median_lateness: timedelta | None
    """Of the late cases, in office time; None where none was late."""

    @property
    def share_in_time(self) -> float | None:
        """The share of the closed cases that were closed in time; None where none was closed."""
        return _share(self.in_time, self.in_time + self.late)

    @property
    def share_of_due(self) -> float | None:
        """The share of all that can be judged, what is open past its due being a miss, as in K3."""
        return _share(self.in_time, self.in_time + self.late + self.past_due)


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


@dataclass(slots=True)
class Sum:
    """Counts cases one by one; of the late ones only their lateness is kept."""

    many: Counter[CaseVerdict] = field(default_factory=Counter)
    late: "array[float]" = field(default_factory=lambda: array("d"))

    def add(self, verdict: Verdict) -> None:
        """Count one case."""
        self.many[verdict.judged] += 1
        if verdict.judged is CaseVerdict.LATE:
            self.late.append(verdict.late_by.total_seconds())

    def tally(self) -> CaseTally:
        """What has been counted."""
        return CaseTally(
            in_time=self.many[CaseVerdict.IN_TIME],
            late=self.many[CaseVerdict.LATE],
            open=self.many[CaseVerdict.OPEN],
            past_due=self.many[CaseVerdict.PAST_DUE],
            untimed=self.many[CaseVerdict.UNTIMED],
            reversed=self.many[CaseVerdict.REVERSED],
            no_limit=self.many[CaseVerdict.NO_LIMIT],
            median_lateness=timedelta(seconds=median(self.late)) if self.late else None,
        )
