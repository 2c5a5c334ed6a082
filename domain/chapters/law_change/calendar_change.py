"""A calendar is published: a recorded fact computes provisional dues anew (X37)."""

from dataclasses import replace

from domain.chapters.law_change.commands import ChangeCalendar
from domain.chapters.law_change.facts import CalendarChanged
from domain.duties.due_dates import recomputed
from domain.order.clause import applies, decides
from domain.order.decision import Decision
from domain.order.fact import Fact
from domain.order.order import Order
from domain.order.refusal import refusal
from domain.values.changed_copy import changing

NO_CALENDAR_GIVEN = refusal("no_calendar_given")


@decides(ChangeCalendar)
def change_calendar(decision: Decision, command: ChangeCalendar) -> None:
    """T51: dues that crossed into the year get their true end; all others stay untouched."""
    decision.require(bool(command.years), NO_CALENDAR_GIVEN, "T:T51")
    changed = _with_years(decision.order, CalendarChanged(years=command.years))
    moves = tuple(
        recomputed(changed, clock) for clock in decision.order.open_clocks() if clock.provisional
    )
    decision.record(CalendarChanged(years=command.years), *moves, basis=("T:T51", "X:X37", "G:G22"))


def _with_years(order: Order, content: CalendarChanged) -> Order:
    calendar = order.dossier.calendar
    for year in content.years:
        calendar = calendar.with_year(year)
    return changing(order, dossier=replace(order.dossier, calendar=calendar))


@applies(CalendarChanged)
def _calendar_changed(order: Order, content: CalendarChanged, _: Fact) -> Order:
    return _with_years(order, content)
