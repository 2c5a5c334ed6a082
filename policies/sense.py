"""What a readable pack may still get wrong: rules that contradict each other or can never work."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from domain.chapters.handling.commands import SubmitResult
from domain.chapters.intake.commands import Register
from domain.chapters.supervision.rules import LadderStep
from domain.chapters.units.own_duties import OWN_DUTIES
from domain.duties.shares import SHARES
from domain.law.pack import Pack
from domain.order.command import COMMANDS as EVERY_COMMAND
from domain.vocabulary import EMERGENCY_STEPS, ClockName, Urgency
from policies.contradictions import (
    Found,
    contradictions,
    limit_key,
    nameless_matters,
    unknown_queues,
)
from policies.edition import LARGEST_SNAPSHOT, largest_section, snapshot
from policies.figures import bad_figures
from policies.separation import broken_separation

NAME: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")
RESULT_FIELDS: Final = {*SubmitResult.TEXTS, "completion_date", "deadline"}
GIVEN: Final = frozenset({ClockName.UPSTREAM, ClockName.INTERIM_REPLY})
"""Duties whose limit comes with an order or a decision, and not from the pack."""
REFUSE: Final = "refuse"
COMMANDS: Final[tuple[str, ...]] = tuple(
    command.__dataclass_fields__["name"].default for command in EVERY_COMMAND.classes()
)


def nonsense(pack: Pack, calendars: tuple[str, ...]) -> Iterator[Found]:
    """Name everything in a readable pack that cannot be law."""
    if pack.calendar not in calendars:
        yield "calendar", f"no calendar {pack.calendar!r}; known: {', '.join(calendars)}"
    checks = (
        *(_names, contradictions, unknown_queues, nameless_matters, _unheard, _ladder, _shares),
        *(_words, broken_separation, _validity, bad_figures, _size),
    )
    for check in checks:
        yield from check(pack)


def _names(pack: Pack) -> Iterator[Found]:
    if not NAME.fullmatch(pack.id):
        yield "id", f"{pack.id!r} is not a name of small letters, digits and hyphens"
    if not pack.title.strip():
        yield "title", "is empty"


def _unheard(pack: Pack) -> Iterator[Found]:
    """A reminder or rung over a duty that has no limit would never sound (M3)."""
    for reminder in pack.reminders:
        if not _limited(pack, reminder.clock, tuple(Urgency)):
            yield f"reminder ({reminder.clock})", "the pack sets no limit for this clock"
    for step in pack.ladder:
        if not _limited(pack, step.clock, _urgencies(step)):
            yield _rung(step), "the pack sets no limit that this rung could stand above"


def _shares(pack: Pack) -> Iterator[Found]:
    """What a co-host or a child gets is a part of the unit's limit and has none of its own."""
    for rule in pack.limits:
        if rule.clock in SHARES:
            yield limit_key(rule), "is a part of the limit of handling; [sharing] says how large"
        if rule.clock in OWN_DUTIES:
            yield limit_key(rule), "is no duty on an order; [units] says until when it runs"


def _urgencies(step: LadderStep) -> tuple[Urgency, ...]:
    if step.emergency is None:
        return tuple(Urgency)
    return (Urgency.EMERGENCY,) if step.emergency else (Urgency.ORDINARY, Urgency.URGENT)


def _limited(pack: Pack, clock: ClockName | None, urgencies: tuple[Urgency, ...]) -> bool:
    if clock is None:
        return any(_limited(pack, step, urgencies) for step in EMERGENCY_STEPS)
    if clock in SHARES or clock in GIVEN:
        return True  # a part of the limit of handling, which every pack sets; or set by an act
    if clock in OWN_DUTIES:
        return pack.units is not None
    return any(rule.clock is clock and rule.urgency in (None, *urgencies) for rule in pack.limits)


def _ladder(pack: Pack) -> Iterator[Found]:
    """The rungs of one ladder stand in the order in which they sound."""
    ladders: dict[tuple[ClockName | None, bool], list[LadderStep]] = {}
    for step in pack.ladder:
        if step.clock is None and not step.emergency:
            yield _rung(step), "names no clock; only the rungs of an emergency may do so"
            continue
        for emergency in (False, True):
            if step.emergency in (None, emergency):
                ladders.setdefault((step.clock, emergency), []).append(step)
    pairs = dict.fromkeys(pair for rungs in ladders.values() for pair in pairwise(rungs))
    for low, high in pairs:
        if high.level <= low.level:
            yield _rung(high), f"stands after {low.level.name} and is not above it"
        elif high.after is None or _sounds_before(high, low):
            yield _rung(high), f"does not sound after {low.level.name}"


def _sounds_before(high: LadderStep, low: LadderStep) -> bool:
    if high.after is None or low.after is None or high.after.convention != low.after.convention:
        return False
    return high.after.amount <= low.after.amount


def _rung(step: LadderStep) -> str:
    named = (step.clock, "emergency" if step.emergency else "", step.level.name)
    return f"ladder ({' '.join(filter(None, named))})"


def _words(pack: Pack) -> Iterator[Found]:
    for permission in pack.permissions:
        if permission.command not in COMMANDS:
            yield f"permission ({permission.command})", f"no such command; {', '.join(COMMANDS)}"
        elif not permission.roles:
            yield f"permission ({permission.command})", "no role may give this command"
    for closing in pack.closings:
        for name in sorted(set(closing.required) - RESULT_FIELDS):
            yield f"closing ({closing.result}).required", f"a result has no field {name!r}"
    for name in sorted(set(pack.identity.required.value) - set(Register.TEXTS)):
        yield "identity.required", f"a registration has no text {name!r}"
    refusal = pack.permission(REFUSE)
    for ground in pack.dispositions:
        if ground.approved_by and refusal and ground.approved_by not in refusal.roles:
            reason = f"{ground.approved_by} may not {REFUSE}, so nobody could use this ground"
            yield f"disposition ({ground.code}).approved_by", reason


def _validity(pack: Pack) -> Iterator[Found]:
    """C15: a line whose last day lies before its first would never be in force."""
    for word, lines in (("transfer", pack.transfers), ("line", pack.lines)):
        for line in lines:
            if line.valid_from and line.valid_to and line.valid_to < line.valid_from:
                yield f"{word} ({line.code}).valid_to", f"lies before {line.valid_from}"


def _size(pack: Pack) -> Iterator[Found]:
    size = len(snapshot(pack))
    if size > LARGEST_SNAPSHOT:
        section = largest_section(pack)
        reason = f"most of the {size} bytes that the pack takes in a history"
        yield section, f"{reason}; at most {LARGEST_SNAPSHOT} may travel"
