"""What every count begins and ends with: an instant in UTC, and the local day in which it lies."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from domain.time.workdays import Workdays, local_time
from domain.values.quick_constructor import quick_constructor

AN_INSTANT = timedelta(microseconds=1)


class NoTimeZone(ValueError):
    """An instant without a time zone says nothing."""


@quick_constructor
@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """An instant that was counted, in UTC."""

    at: datetime
    provisional: bool
    """Whether the count touched a year without a published calendar (X37)."""


def day_of(instant: datetime, workdays: Workdays) -> int:
    """The local day of an instant; midnight belongs to the day that begins."""
    if instant.tzinfo is None:
        raise NoTimeZone(f"{instant} has no time zone")
    return local_time(instant, workdays.zone).toordinal()


def in_utc(instant: datetime) -> datetime:
    """The same instant in UTC; raises NoTimeZone."""
    if instant.tzinfo is UTC:
        return instant
    if instant.tzinfo is None:
        raise NoTimeZone(f"{instant} has no time zone")
    return instant.astimezone(UTC)


def is_estimate(first: datetime, last: datetime, workdays: Workdays) -> bool:
    """Whether time from one instant to another touches a year without a published calendar."""
    return workdays.is_estimate(day_of(first, workdays), day_of(last, workdays))
