"""Instants and spans as people say them: day and weekday, hours and minutes.

What is left and what kind of day it is, services say; here it is only put into words."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from console.pages.shown import Shown
from domain.time.time_left import TimeLeft

A_DAY: Final = timedelta(days=1)
A_MINUTE: Final = 60
NEAR: Final = {0: "times.today", 1: "times.tomorrow"}


@dataclass(frozen=True, slots=True, kw_only=True)
class PageTimes:
    """Says instants and spans in a page's language."""

    shown: Shown

    def day(self, day: date) -> str:
        """A day with its weekday."""
        say = self.shown.say
        month = say(f"times.month.{day.month}")
        return say(
            "times.day", month=month, day=day.day, weekday=say(f"times.weekday.{day.weekday()}")
        )

    def instant(self, at: datetime) -> str:
        """An instant to the minute."""
        return self.shown.say("times.instant", day=self.day(at), time=self.clock(at))

    def due(self, at: datetime) -> str:
        """A due to the minute; one at midnight is the end of a day, 24:00."""
        day, of_day = _ending(at)
        return self.shown.say("times.instant", day=self.day(day), time=of_day)

    def near(self, at: datetime, now: datetime) -> str:
        """A due as it is said at `now`: today and tomorrow by these words, else by its date."""
        say, (day, of_day) = self.shown.say, _ending(at)
        word = NEAR.get((day - now.date()).days)
        if word is not None:
            return say(word, time=of_day)
        month = say(f"times.month.{day.month}")
        return say("times.date", month=month, day=day.day, time=of_day)

    def clock(self, at: datetime) -> str:
        """A time of day to the minute."""
        return f"{at:%H:%M}"

    def exact(self, span: timedelta) -> str:
        """A span to the second, as emergencies are told: `12:46`, `1:43:08`."""
        minutes, seconds = divmod(int(span.total_seconds()), A_MINUTE)
        hours, minutes = divmod(minutes, A_MINUTE)
        return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes:02}:{seconds:02}"

    def left(self, left: TimeLeft) -> str:
        """What is left, or by how much a due has passed; working days where any follow."""
        if left.working_days == 1:
            return self.shown.say("times.working_day")
        if left.working_days:
            return self.shown.say("times.working_days", days=left.working_days)
        return self.span(abs(left.amount))

    def span(self, span: timedelta) -> str:
        """A span in its two largest units."""
        say, seconds = self.shown.say, int(span.total_seconds())
        hours, minutes = divmod(seconds // A_MINUTE, A_MINUTE)
        if span >= A_DAY:
            return say("times.days_hours", days=span.days, hours=hours % 24)
        if hours:
            return say("times.hours_minutes", hours=hours, minutes=minutes)
        return say("times.minutes", minutes=minutes)


def _ending(at: datetime) -> tuple[date, str]:
    """The day and the time of a due: midnight is the end of the day before."""
    if at.time() == time.min:
        return at.date() - A_DAY, "24:00"
    return at.date(), f"{at:%H:%M}"
