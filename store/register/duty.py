"""The duty roster: who of a unit is on duty when; codes only, no telephone numbers."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncEngine

from domain.chapters.units.terms import Post
from store.register.tables import DutyRow, PersonRow
from store.unit_of_work import Source, reading

ROSTER: Final = select(
    DutyRow.unit, DutyRow.person, DutyRow.since, DutyRow.until, DutyRow.post, PersonRow.title
).join(PersonRow, PersonRow.person == DutyRow.person)


class BadDuty(ValueError):
    """A duty lasts from an instant to a later one, for somebody of that unit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyShift:
    """Somebody of a unit on duty from one instant to a later one (UTC)."""

    unit: str
    person: str
    since: datetime
    until: datetime
    post: Post
    title: str = ""
    """What the register calls this person's place; no name."""


async def enter_duty(engine: AsyncEngine, duty: DutyShift) -> None:
    """Enter a duty; entered again from the same instant, its end and post are corrected.

    Raises BadDuty."""
    home = select(PersonRow.unit).where(PersonRow.person == duty.person)
    row = {
        "unit": duty.unit,
        "person": duty.person,
        "since": duty.since,
        "until": duty.until,
        "post": duty.post.value,
    }
    adding = insert(DutyRow).values(row)
    entering = adding.on_conflict_do_update(
        index_elements=[DutyRow.unit, DutyRow.person, DutyRow.since],
        set_={"until": duty.until, "post": duty.post.value},
    )
    async with engine.begin() as connection:
        if duty.until <= duty.since or await connection.scalar(home) != duty.unit:
            raise BadDuty(BadDuty.__doc__)
        await connection.execute(entering)


async def on_duty(
    source: Source, *, at: datetime | None = None, unit: str | None = None
) -> tuple[DutyShift, ...]:
    """Who is on duty at an instant, now if none is named; of one unit or of all."""
    instant = func.clock_timestamp() if at is None else at
    wanted = ROSTER.where(DutyRow.since <= instant, DutyRow.until > instant)
    if unit is not None:
        wanted = wanted.where(DutyRow.unit == unit)
    async with reading(source) as connection:
        rows = await connection.execute(wanted.order_by(DutyRow.unit, DutyRow.person))
        return tuple(
            DutyShift(
                unit=row.unit,
                person=row.person,
                since=row.since,
                until=row.until,
                post=Post(row.post),
                title=row.title,
            )
            for row in rows
        )
