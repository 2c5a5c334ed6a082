"""Instants and spans as people say them: `11月28日 周六 14:30`, `3 小时 12 分`.

What is left and what kind of day it is, services say; here it is only put into words."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from console.pages.shown import Shown
from domain.time.time_left import TimeLeft

A_DAY: Final = timedelta(days=1)
AN_HOUR: Final = 3600
A_MINUTE: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """Says instants and spans in a page's language."""

    shown: Shown

    def day(self, day: date) -> str:
        """A day: `11月28日 周六`."""
        say = self.shown.say
        month = say(f"times.month.{day.month}")
        return say(
            "times.day", month=month, day=day.day, weekday=say(f"times.weekday.{day.weekday()}")
        )

    def instant(self, at: datetime) -> str:
        """An instant to the minute: `11月28日 周六 14:30`."""
        return self.shown.say("times.instant", day=self.day(at), time=self.clock(at))

    def near(self, at: datetime, now: datetime) -> str:
        """An instant as it is said on the day `now`: `今天 14:00`, another day by its date."""
        if at.date() == now.date():
            return self.shown.say("times.today", time=self.clock(at))
        return self.instant(at)

    def clock(self, at: datetime) -> str:
        """A time of day; midnight ends the day before in no other writing than this."""
        return f"{at:%H:%M}"

    def left(self, left: TimeLeft) -> str:
        """What is left, or by how much a due has passed: `3 小时 12 分`, `3 个工作日`."""
        if left.working_days and left.amount > timedelta():
            return self.shown.say("times.working_days", days=left.working_days)
        return self.span(abs(left.amount))

    def span(self, span: timedelta) -> str:
        """A span in its two largest units: `2 天 5 小时`, `3 小时 12 分`, `18 分`."""
        say, seconds = self.shown.say, int(span.total_seconds())
        hours, minutes = divmod(seconds // A_MINUTE, A_MINUTE)
        if span >= A_DAY:
            return say("times.days_hours", days=span.days, hours=hours % 24)
        if hours:
            return say("times.hours_minutes", hours=hours, minutes=minutes)
        return say("times.minutes", minutes=minutes)
