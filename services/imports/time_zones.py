"""A zone as a cell names it: an offset, UTC, or a name in full."""

import re
from datetime import timedelta, timezone, tzinfo
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo, available_timezones

OFFSET: Final = re.compile(r"(?:utc|gmt)?([+-])(\d{1,2})(?::?(\d{2}))?")
NOUGHT: Final = ("z", "utc", "gmt")
FURTHEST: Final = timedelta(hours=15)


class NoSuchZone(ValueError):
    """What stands behind the time names no zone."""


@lru_cache(maxsize=256)
def zone_of(said: str | None, usual: ZoneInfo) -> tzinfo:
    """The zone that is named, or the usual one; raises NoSuchZone."""
    if not said:
        return usual
    if said in NOUGHT:
        return timezone.utc  # noqa: UP017 (as every other offset)
    if offset := OFFSET.fullmatch(said):
        sign, hours, minutes = offset.groups()
        span = timedelta(hours=int(hours), minutes=int(minutes or 0))
        if span > FURTHEST:
            raise NoSuchZone("names an offset that no place has")
        return timezone(-span if sign == "-" else span)
    name = _names().get(said)
    if name is None:
        raise NoSuchZone("names a zone that is not certain: write an offset such as +08:00")
    return ZoneInfo(name)


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    """The full names; short ones such as CST are the names of several places."""
    return {name.casefold(): name for name in available_timezones() if "/" in name}
