"""A part of every day, such as the night, in the local time of a place."""

from dataclasses import dataclass
from datetime import time

from domain.time.office_hours import BadOfficeHours, time_span


@dataclass(frozen=True, slots=True, kw_only=True)
class DailyHours:
    """From one time of day until another, which is not in it; across midnight if it ends first."""

    begins: time
    ends: time
    """00:00 means 24:00, so no minute is lost."""

    def __post_init__(self) -> None:
        """Refuse hours that leave nothing out, or everything."""
        if self.begins == self.ends:
            raise BadOfficeHours("hours of the whole day: leave them out")

    def hold(self, at: time) -> bool:
        """Whether this local time of day lies in them."""
        if self.begins < self.ends:
            return self.begins <= at < self.ends
        return at >= self.begins or at < self.ends

    def text(self) -> str:
        """Write the hours as in a rule pack: "22:00-06:00", "18:00-24:00"."""
        ends = f"{self.ends:%H:%M}" if self.ends != time.min else "24:00"
        return f"{self.begins:%H:%M}-{ends}"


def parse_daily_hours(text: str) -> DailyHours:
    """Read hours as a rule pack writes them, the inverse of `text`; raises BadOfficeHours."""
    begins, ends = time_span(text)
    return DailyHours(begins=begins, ends=ends)
