"""`paidan due`: until when a duty may take, and why."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from cli.shared.answer import say_json
from cli.shared.exit_status import BadInput, ClearNo
from cli.shared.help_texts import about, help_of
from cli.shared.law import Calendars, Policy, law_named
from cli.shared.options import day_of
from domain.chapters.intake.promised_day import is_within
from domain.duties.upstream import furthest_promise, governing_due
from domain.law.limit_rule import Circumstances, LimitRule
from domain.order.terms import Mode
from domain.time.calendar import WorkCalendar
from domain.time.counting import Due
from domain.time.counting import due as due_of
from domain.time.limit import Convention, SameDay
from domain.values.changed_copy import changing
from domain.vocabulary import Channel, ClockName, ItemClass, ItemType, Urgency
from policies.law import Law

LONGEST_SHOWN = 31
"""Days that are shown one by one."""
BINDS_NOBODY = "which binds nobody here"
AN_INSTANT = timedelta(microseconds=1)
IN_WORDS = {
    Convention.NATURAL_TIME: "every hour counts, nights and holidays too",
    Convention.NATURAL_DAYS: "calendar days, the first not counted, until 24:00 of the last",
    Convention.WORKING_DAYS: "working days, the first not counted, until 24:00 of the last",
    Convention.WORKING_DAYS_TO_CLOSE: "working days, the first not counted, until closing time",
    Convention.WORKING_TIME: "only office hours of working days count",
    Convention.WORKING_DAYS_SAME_TIME: "the same time of day so many working days later",
    Convention.NATURAL_DAYS_PUT_OFF: "calendar days; a last day off is put off to a working one",
    Convention.NATURAL_DAYS_SAME_TIME: "the same time of day so many calendar days later",
    SameDay.CALENDAR_DAY: "until 24:00 of the same day",
    SameDay.WORKING_DAY: "until 24:00 of the same working day, or of the next one",
    SameDay.CLOSE: "until closing time of the same day; after it, of the next working day",
}

BY_EVERY_DAY = (
    Convention.NATURAL_TIME,
    Convention.NATURAL_DAYS,
    Convention.NATURAL_DAYS_SAME_TIME,
)

app = typer.Typer(add_completion=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reckoning:
    """How a due came about; `start` is in the calendar's zone, `due` in UTC."""

    rule: LimitRule
    calendar: WorkCalendar
    start: datetime
    due: Due
    promised: date | None = None
    """The day that was promised, where the law takes one."""
    governs: bool = False
    """Whether the promised day stands in the place of the limit."""

    @property
    def zone(self) -> ZoneInfo:
        """The calendar's time zone."""
        return ZoneInfo(self.calendar.time_zone)

    @property
    def due_there(self) -> datetime:
        """The due in the calendar's zone; 24:00 is 00:00 of the next day."""
        return self.due.at.astimezone(self.zone)


@app.command("due", help=help_of("due"))
def due(
    policy: Policy,
    clock: Annotated[ClockName, typer.Option(help=about("duty"))],
    start: Annotated[str, typer.Option(help=about("start"))],
    item_type: Annotated[ItemType, typer.Option("--type")] = ItemType.HELP,
    item_class: Annotated[ItemClass, typer.Option("--class")] = ItemClass.OTHER,
    urgency: Annotated[Urgency, typer.Option()] = Urgency.ORDINARY,
    channel: Annotated[Channel, typer.Option(help=about("way_in"))] = Channel.PHONE,
    queue: Annotated[str, typer.Option(help=about("queue_if_any"))] = "",
    category: Annotated[str, typer.Option(help=about("category"))] = "",
    promised: Annotated[str, typer.Option(metavar="DAY", help=about("promised_day"))] = "",
    occasion: Annotated[str, typer.Option(help=about("second_use"))] = "",
    calendars: Calendars = None,
    as_json: Annotated[bool, typer.Option("--json", help=about("json"))] = False,
) -> None:
    """Tell until when a duty may take, and why."""
    law = law_named(policy, calendars or ())
    begins = beginning(start, law.calendar)
    found = Circumstances(
        item_type=item_type,
        item_class=item_class,
        urgency=urgency,
        channel=channel,
        queue=queue,
        at=begins.time(),
        category=category,
    )
    rule = law.pack.limit_rule(clock, found, occasion)
    if rule is None:
        order = " ".join(filter(None, (item_type, item_class, urgency, occasion)))
        raise ClearNo(f"{law.pack.id} sets no limit for {clock} ({order})")
    reckoning = reckon(law, rule, begins)
    if promised:
        reckoning = promised_until(law, reckoning, day_of(promised, "--promised"), urgency)
    if as_json:
        say_json(_as_json(reckoning))
        return
    for line in _told(reckoning):
        typer.echo(line)


def beginning(text: str, calendar: WorkCalendar) -> datetime:
    """Read an instant (ISO 8601), without an offset in the calendar's zone; raises BadInput."""
    try:
        given = datetime.fromisoformat(text)
        zone = ZoneInfo(calendar.time_zone)
        return given.astimezone(zone) if given.tzinfo else given.replace(tzinfo=zone)
    except (ValueError, OverflowError) as problem:
        raise BadInput(f"--start {text}: {problem}") from problem


def reckon(law: Law, rule: LimitRule, begins: datetime) -> Reckoning:
    """Count a rule's limit from an instant; raises BadInput if it cannot be counted."""
    try:
        calendar = law.calendar.from_year(begins.year)
        hours = law.pack.office_hours.value
        ends = due_of(begins.astimezone(UTC), rule.limit, calendar, hours)
        return Reckoning(rule=rule, calendar=calendar, start=begins, due=ends)
    except (ValueError, OverflowError) as problem:
        raise BadInput(f"--start {begins.isoformat()}: {problem}") from problem


def promised_until(law: Law, reckoning: Reckoning, day: date, urgency: Urgency) -> Reckoning:
    """Put a promised day in the place of the limit, where it governs; raises ClearNo."""
    order = law.unborn("due", Mode.VIRTUAL, reckoning.start)
    furthest, begins = furthest_promise(law.pack), reckoning.start.astimezone(UTC)
    if furthest is None:
        raise ClearNo(f"--promised {day}: {law.pack.id} takes no promised day")
    if not is_within(order, day, begins, furthest.value):
        bound = furthest.value.text()
        raise ClearNo(f"--promised {day}: lies behind --start, or further ahead than {bound}")
    order = changing(order, promised_day=day, urgency=urgency)
    ends = governing_due(order, reckoning.rule.clock, begins)
    if ends is None:
        return replace(reckoning, promised=day)
    rule = replace(reckoning.rule, rules=(*furthest.rules, *reckoning.rule.rules))
    certain = Due(at=ends, provisional=False)
    return replace(reckoning, rule=rule, due=certain, promised=day, governs=True)


def _as_json(reckoning: Reckoning) -> dict[str, object]:
    promised = reckoning.promised and reckoning.promised.isoformat()
    told = {
        "due": reckoning.due_there.isoformat(),
        "provisional": reckoning.due.provisional,
        "convention": str(reckoning.rule.limit.convention),
        "basis": list(reckoning.rule.rules),
        "calendar": reckoning.calendar.edition,
    }
    return told | ({"promised_day": promised} if promised else {})


def _told(reckoning: Reckoning) -> Iterator[str]:
    rule = reckoning.rule
    yield f"due {reckoning.due_there.isoformat(' ')}"
    if reckoning.due.provisional:
        yield "provisional: it touches a year whose calendar is not published"
    if reckoning.promised:
        instead = f"in the place of {rule.limit.text()}"
        yield f"promised {reckoning.promised}, {instead if reckoning.governs else BINDS_NOBODY}"
    yield f"{rule.clock}: {rule.limit.text()} ({IN_WORDS[rule.limit.counted]})"
    if rule.named:
        yield f"only for {', '.join(rule.named)}"
    yield f"source {rule.source}; rules {', '.join(rule.rules)}"
    yield f"calendar {reckoning.calendar.edition}"
    yield f"from {reckoning.start.isoformat(' ')}"
    if rule.limit.convention not in BY_EVERY_DAY and not reckoning.governs:
        yield from _days(reckoning)


def _days(reckoning: Reckoning) -> Iterator[str]:
    """Tell the days from the start to the due, where they are few."""
    first = reckoning.start.date()
    last = (reckoning.due.at - AN_INSTANT).astimezone(reckoning.zone).date()
    if (last - first).days > LONGEST_SHOWN:
        return
    put_off = reckoning.rule.limit.convention is Convention.NATURAL_DAYS_PUT_OFF
    worked = 0
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        works = reckoning.calendar.is_working_day(day)
        counts = number > 0 and (number <= reckoning.rule.limit.amount if put_off else works)
        worked += counts
        count = f"  {worked}" if counts else ""
        yield f"  {day} {day:%a}  {_day_in_words(reckoning.calendar, day)}{count}"


def _day_in_words(calendar: WorkCalendar, day: date) -> str:
    """Say what a day is by the weekly pattern of the place, which may be any."""
    in_pattern = day.weekday() in calendar.working_weekdays
    if calendar.is_working_day(day):
        until = calendar.workdays.closing_early.get(day.toordinal())
        kind = "working day" if in_pattern else "make-up working day"
        return f"{kind} until {until:%H:%M}" if until else kind
    return "day off" if in_pattern else "weekend"
