"""In which periods a mark counts; asked of a period, and never the other way round."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple, TypeVar

from domain.assessment.period import Period

T = TypeVar("T")


class When(NamedTuple):
    """The periods of a mark; what is None does not bind them. All instants are UTC."""

    at: datetime | None = None
    """Lies within the period; None where only the period's end matters."""
    anew: datetime | None = None
    """Lies before the period: within it, the mark of this earlier instant counts instead."""
    ends_after: datetime | None = None
    """The period ends after this instant."""
    ends_by: datetime | None = None
    """The period ends at this instant or before."""

    def within(self, period: Period) -> bool:
        """Whether the mark counts in a period."""
        return (
            (self.at is None or period.covers(self.at))
            and (self.anew is None or self.anew < period.since)
            and (self.ends_after is None or self.ends_after < period.until)
            and (self.ends_by is None or period.until <= self.ends_by)
        )


def stages(
    at: datetime, events: Iterable[tuple[datetime, T]]
) -> Iterator[tuple[When, tuple[T, ...]]]:
    """What had happened by the end of a period that holds an instant: each stage, and when it
    is the one that counts."""
    known = tuple(events)
    cuts = sorted({instant for instant, _ in known if instant > at})
    for after, by in zip((None, *cuts), (*cuts, None), strict=True):
        happened = tuple([thing for instant, thing in known if instant <= (after or at)])
        yield When(at, ends_after=after, ends_by=by), happened
