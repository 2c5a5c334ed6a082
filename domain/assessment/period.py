"""The time that is assessed: local days, the first included, the last not."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo


class BadPeriod(ValueError):
    """A period ends after it begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Two instants (UTC); what happens at the second one belongs to the next period."""

    first: date
    until_day: date
    since: datetime
    until: datetime

    @staticmethod
    def of(first: date, until_day: date, zone: ZoneInfo) -> "Period":
        """The local days from `first` to the one before `until_day`; raises BadPeriod."""
        if until_day <= first:
            raise BadPeriod(f"a period from {first} must end after that day, not on {until_day}")
        return Period(
            first=first,
            until_day=until_day,
            since=datetime.combine(first, time(), zone).astimezone(UTC),
            until=datetime.combine(until_day, time(), zone).astimezone(UTC),
        )

    def covers(self, at: datetime) -> bool:
        """Whether an instant lies within."""
        return self.since <= at < self.until

    def has_ended(self, now: datetime) -> bool:
        """Whether all of it is over."""
        return self.until <= now
