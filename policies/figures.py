"""Bounds of the plain numbers and times of day in a rule pack."""

import re
from collections.abc import Iterator
from operator import attrgetter
from typing import Final

from domain.assessment.composite import WEIGHED
from domain.law.pack import Pack

WHOLE: Final = 100
SATISFACTION_LEVELS: Final = 5
TIME_OF_DAY: Final = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
ENDLESS: Final = 1000
"""No office counts so far."""
BOUNDS: Final[dict[str, range]] = {
    "returns.days_after_acceptance.value": range(1, ENDLESS),
    "returns.late_days.value": range(ENDLESS),
    "returns.most.value": range(1, ENDLESS),
    "returns.transfers_for_supervision.value": range(1, ENDLESS),
    "extension.most.value": range(ENDLESS),
    "rework.most.value": range(ENDLESS),
    "rework.supervision_at.value": range(1, ENDLESS),
    "callback.sample_percent.value": range(WHOLE + 1),
    "callback.attempts.value": range(1, ENDLESS),
    "callback.days.value": range(1, ENDLESS),
    "callback.windows.value": range(1, ENDLESS),
    "callback.satisfied_up_to.value": range(1, SATISFACTION_LEVELS + 1),
    "sharing.cohost_days_ahead.value": range(1, ENDLESS),
    "sharing.cohost_delay_most.value": range(ENDLESS),
    "sharing.child_days_ahead.value": range(1, ENDLESS),
    "supervision.unsigned_for_refusal.value": range(1, ENDLESS),
    "supervision.urges_per_working_day.value": range(ENDLESS),
}
PERIODS: Final = (1, 2, 3, 4, 6, 12)
"""So many months divide a calendar year evenly."""
SMALLEST_CROWD: Final = 2
STARTS: Final = "callback.window_starts.value"
QUIET: Final = "callback.quiet.value"
TWO: Final = 2


def bad_figures(pack: Pack) -> Iterator[tuple[str, str]]:
    """Name each number out of bounds and each window of the day that cannot be."""
    for key, allowed in BOUNDS.items():
        number = attrgetter(key)(pack)
        if number not in allowed:
            yield key, f"must be {allowed[0]} to {allowed[-1]}, not {number}"
    if pack.intake and pack.intake.mass_event_callers.value < SMALLEST_CROWD:
        yield "intake.mass_event_callers.value", f"must be at least {SMALLEST_CROWD}"
    if pack.abuse and pack.abuse.persuasions.value not in range(1, ENDLESS):
        yield "abuse.persuasions.value", f"must be 1 to {ENDLESS - 1}"
    yield from _weights(pack)
    yield from _windows(pack)
    yield from _quiet(pack)
    yield from _periods(pack)
    yield from _tries(pack)


def _periods(pack: Pack) -> Iterator[tuple[str, str]]:
    """A leader's periods are equal parts of a calendar year (JT-02)."""
    if pack.units is None:
        return
    said = {"head_months": pack.units.head_months, "deputy_months": pack.units.deputy_months}
    for key, months in said.items():
        if months.value not in PERIODS:
            allowed = ", ".join(map(str, PERIODS))
            yield f"units.{key}.value", f"must be one of {allowed}, not {months.value}"


def _weights(pack: Pack) -> Iterator[tuple[str, str]]:
    """The weights of a composite figure are those of known shares and make up the whole."""
    for weight in pack.weights:
        key = f"weight ({weight.indicator})"
        if weight.indicator not in WEIGHED:
            yield key, f"no such share; known: {', '.join(WEIGHED)}"
        if weight.percent not in range(1, WHOLE + 1):
            yield f"{key}.percent", f"must be 1 to {WHOLE}, not {weight.percent}"
    total = sum(weight.percent for weight in pack.weights)
    if pack.weights and total != WHOLE:
        yield "weight", f"the weights make {total} and not {WHOLE}"
    for grade in pack.grades:
        if grade.at_least not in range(WHOLE + 1):
            reason = f"must be 0 to {WHOLE}, not {grade.at_least}"
            yield f"grade ({grade.name}).at_least", reason


def _windows(pack: Pack) -> Iterator[tuple[str, str]]:
    callback = pack.callback
    starts = callback.window_starts.value
    for start in starts:
        if not TIME_OF_DAY.fullmatch(start):
            yield STARTS, f'{start!r} is not a time of day "HH:MM"'
    if list(starts) != sorted(set(starts)):
        yield STARTS, "the times do not follow one another"
    if len(starts) < callback.windows.value:
        yield STARTS, f"{callback.windows.value} windows cannot lie in {len(starts)}"
    if callback.attempts.value < max(callback.days.value, callback.windows.value):
        yield "callback.attempts.value", "fewer attempts than the days or windows asked for"


def _quiet(pack: Pack) -> Iterator[tuple[str, str]]:
    """Two times of day; that they differ, the reader sees to."""
    if pack.callback.quiet is None:
        return
    times = pack.callback.quiet.value
    for at in times:
        if not TIME_OF_DAY.fullmatch(at):
            yield QUIET, f'{at!r} is not a time of day "HH:MM"'
    if len(times) != TWO:
        yield QUIET, "must be two times, from when and until when"


def _tries(pack: Pack) -> Iterator[tuple[str, str]]:
    """The tries that a pause for the caller demands: at least one, and one on each day (X7)."""
    if pack.pausing is None:
        return
    tries, days = pack.pausing.attempts.value, pack.pausing.days.value
    if days not in range(1, ENDLESS):
        yield "pausing.days.value", f"must be 1 to {ENDLESS - 1}, not {days}"
    if tries not in range(days, ENDLESS):
        yield "pausing.attempts.value", f"must be {days} to {ENDLESS - 1}, not {tries}"
