"""A day that comes every year, by month and day."""

from dataclasses import dataclass
from datetime import date

A_LEAP_YEAR = 2024


class BadDayOfYear(ValueError):
    """No year has such a day."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class DayOfYear:
    """Month and day, such as 05-01; the earlier in the year is the smaller."""

    month: int
    day: int

    def __post_init__(self) -> None:
        """Refuse what is no day of any year."""
        try:
            date(A_LEAP_YEAR, self.month, self.day)
        except ValueError as wrong:
            raise BadDayOfYear(f"{self.text()} is no day of the year") from wrong

    def text(self) -> str:
        """Write it as files do: "05-01"."""
        return f"{self.month:02}-{self.day:02}"


def day_of_year(day: date) -> DayOfYear:
    """Say which day of its year a date is."""
    return DayOfYear(month=day.month, day=day.day)


def parse_day_of_year(text: str) -> DayOfYear:
    """Read "05-01", the inverse of `DayOfYear.text`; raises BadDayOfYear."""
    month, _, day = text.partition("-")
    if not (month.isascii() and month.isdigit() and day.isascii() and day.isdigit()):
        raise BadDayOfYear(f'"{text}" is not a month and a day, such as "05-01"')
    return DayOfYear(month=int(month), day=int(day))
