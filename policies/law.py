"""A law as an order is born under it: a rule pack, its calendar, and what the rules mean."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from domain.law.pack import Pack
from domain.law.rules_edition import PRESENT_RULES, RulesEdition
from domain.order.order import Dossier, Order
from domain.order.terms import Mode
from domain.time.calendar import WorkCalendar


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """A pack with the calendar that it counts by, and the edition of the rules that read it."""

    pack: Pack
    calendar: WorkCalendar
    rules: RulesEdition = PRESENT_RULES

    def unborn(self, number: str, mode: Mode, now: datetime) -> Order:
        """An order before its registration; it carries the calendar from the year of birth on."""
        year = now.astimezone(ZoneInfo(self.calendar.time_zone)).year
        calendar = self.calendar.from_year(year)
        dossier = Dossier(
            number=number, pack=self.pack, calendar=calendar, mode=mode, rules=self.rules
        )
        return Order(dossier=dossier)
