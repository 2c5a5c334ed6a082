"""How a time of day is written: of 24 hours or of twelve, in signs or words."""

import re
from dataclasses import dataclass
from typing import Final

from texts.understood import understood

HALF_DAY: Final = 12
WHOLE_DAY: Final = 24
MICROSECONDS: Final = 6


def _sign(name: str) -> str:
    return "".join(understood("signs")[name])


def _one_of(*names: str) -> str:
    return "|".join(re.escape(word) for name in names for word in understood("signs")[name])


_PART: Final = _one_of("forenoon", "noon", "afternoon")
_HOUR, _MINUTE, _SECOND = _sign("hour"), _sign("minute"), _sign("second")
CLOCK: Final = re.compile(
    r"(?:(?:[ ,]*t? ?|, ?)(?<![0-9])"
    rf"(?:(?P<before>{_PART}) ?)?"
    r"(?:(?P<dense>\d{6}|\d{4})"
    rf"|(?P<hour>\d{{1,2}}) ?(?:"
    rf"[:{_HOUR}] ?(?P<minute>\d{{1,2}})"
    rf"(?: ?[:{_MINUTE}] ?(?P<second>\d{{1,2}})(?:[.,](?P<part>\d{{1,9}}))? ?{_SECOND}?|{_MINUTE})?"
    rf"|(?P<sharp>[{_HOUR}])"
    rf"|(?= ?(?:{_PART})\b)"
    rf"))(?: ?(?P<after>{_PART}))?"
    r")?"
    r" ?(?P<zone>z|[+-]\d{1,2}(?::?\d{2})?|(?:utc|gmt)(?:[+-]\d{1,2}(?::?\d{2})?)?"
    r"|[a-z]+(?:/[a-z0-9_+-]+)+|[a-z]{2,5})?"
)


class NoSuchClock(ValueError):
    """No clock shows such a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wall:
    """What a clock on the wall shows."""

    hour: int = 0
    minute: int = 0
    second: int = 0
    microsecond: int = 0
    as_day: bool = False
    """Whether it is the 0:00 that a spreadsheet writes behind a day."""

    @property
    def is_end_of_day(self) -> bool:
        """24:00, which is 00:00 of the next day."""
        return self.hour == WHOLE_DAY

    @property
    def tells_more(self) -> bool:
        """Whether it tells anything that midnight does not."""
        return bool(self.hour or self.minute or self.second or self.microsecond)


def wall_of(clock: re.Match[str]) -> Wall | None:
    """What the clock shows, or None where none is written; raises NoSuchClock."""
    if dense := clock["dense"]:
        hour, minute, second = int(dense[:2]), int(dense[2:4]), int(dense[4:] or 0)
    elif clock["hour"] is None:
        return None
    else:
        hour, minute, second = (int(clock[part] or 0) for part in ("hour", "minute", "second"))
    hour = _of_24(hour, clock["before"], clock["after"])
    micro = int((clock["part"] or "")[:MICROSECONDS].ljust(MICROSECONDS, "0"))
    if hour == WHOLE_DAY and (minute or second or micro):
        raise NoSuchClock("is no time of any day (it lies after 24:00)")
    # So a spreadsheet writes a day without a time: the hour in one figure, and nothing else.
    as_day = clock["hour"] == "0" and not (minute or second or micro or clock["before"])
    return Wall(hour=hour, minute=minute, second=second, microsecond=micro, as_day=as_day)


def _of_24(hour: int, *parts: str | None) -> int:
    told = [part for part in parts if part]
    if not told:
        return hour
    if len(told) > 1 or hour > WHOLE_DAY:
        raise NoSuchClock("is no time of any day")
    signs = understood("signs")
    if told[0] in signs["forenoon"]:
        if hour > HALF_DAY:
            raise NoSuchClock("is no time of a morning")
        return hour % HALF_DAY
    if told[0] in signs["noon"]:
        return hour if hour >= HALF_DAY - 1 else hour + HALF_DAY
    return hour % HALF_DAY + HALF_DAY if hour <= HALF_DAY else hour
