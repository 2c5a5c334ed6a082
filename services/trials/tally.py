"""Adding verdicts up: how many cases were in time, late or open, and how late the late ones."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from statistics import median

from services.trials.backtest import CaseVerdict, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseTally:
    """What became of a group of cases."""

    in_time: int
    late: int
    open: int
    no_limit: int
    median_lateness: timedelta | None
    """Of the late cases, in office time; None where none was late."""

    @property
    def share_in_time(self) -> float | None:
        """The share of the closed cases that were closed in time; None where none was closed."""
        closed = self.in_time + self.late
        return self.in_time / closed if closed else None


def tally(verdicts: Iterable[Verdict]) -> CaseTally:
    """Add up a group of cases."""
    told = list(verdicts)
    many = Counter(verdict.judged for verdict in told)
    late = [
        verdict.late_by.total_seconds() for verdict in told if verdict.judged is CaseVerdict.LATE
    ]
    return CaseTally(
        in_time=many[CaseVerdict.IN_TIME],
        late=many[CaseVerdict.LATE],
        open=many[CaseVerdict.OPEN],
        no_limit=many[CaseVerdict.NO_LIMIT],
        median_lateness=timedelta(seconds=median(late)) if late else None,
    )


def tally_by(verdicts: Iterable[Verdict], group: Callable[[Verdict], str]) -> dict[str, CaseTally]:
    """Add up group by group, the groups in order of their names."""
    groups: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        groups.setdefault(group(verdict), []).append(verdict)
    return {name: tally(groups[name]) for name in sorted(groups)}
