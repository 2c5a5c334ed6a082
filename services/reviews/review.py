"""One result to be reviewed: what the unit says it did, beside what was wanted, point by point."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from domain.chapters.closing.commands import PassReview, RejectReview
from domain.chapters.handling.commands import SubmitResult
from domain.order.command import COMMANDS
from domain.vocabulary import ClockName, State
from policies.sight import SightField
from services.access.principal import Principal
from services.office import Office
from services.orders.allowed_acts import AllowedActs, RefusalShown, allowed_acts
from services.orders.desk_list import (
    DeskList,
    ListWanted,
    OrderRow,
    Sorting,
    list_for_desk,
)
from services.orders.reading import show_order
from services.orders.texts import TextShown, texts_of_order
from store.commands.settlement import UnknownOrder

WAITING: Final = ListWanted(states=frozenset({State.PENDING_REVIEW}))
MOST: Final = 100
PASS: Final = COMMANDS.word_of(PassReview)
REJECT: Final = COMMANDS.word_of(RejectReview)
RESULT: Final = COMMANDS.word_of(SubmitResult)
SUBJECT: Final = "subject"
ENDS_A_POINT: Final = re.compile("[;\uff1b\u3002!\uff01?\uff1f\n]+")
"""Where a sentence ends, in the marks of either language."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class ReviewShown:
    """One order as its reviewer reads it."""

    row: OrderRow
    points: tuple[str, ...]
    """What was wanted, sentence by sentence, as far as it is shown."""
    result: tuple[TextShown, ...]
    """What the unit handed in last."""
    notes: tuple[TextShown, ...]
    """What it wrote down on the way: whom it spoke with, why it took longer."""
    owed: tuple[str, ...]
    """The co-hosts whose shares are not in: whoever passes it names them and says why."""
    passing: RefusalShown | None
    rejecting: RefusalShown | None
    """Why it cannot be done now; None where it can."""


async def reviews_waiting(principal: Principal, office: Office) -> DeskList:
    """The results that wait for a review, the most pressing first; raises MayNot, NobodyNamed."""
    return await list_for_desk(principal, office, WAITING, Sorting.URGENT, limit=MOST)


def next_review(waiting: DeskList, number: str) -> str:
    """Whose turn it is behind an order; empty where nothing waits."""
    numbers = [row.number for row in waiting.rows]
    at = numbers.index(number) + 1 if number in numbers else 0
    turns = [one for one in (*numbers[at:], *numbers[:at]) if one != number]
    return turns[0] if turns else ""


async def review_shown(principal: Principal, office: Office, number: str) -> ReviewShown:
    """One result; raises MayNot, NobodyNamed and UnknownOrder."""
    texts = (await texts_of_order(principal, office, number)).texts
    found = await list_for_desk(
        principal, office, ListWanted(number=number), Sorting.URGENT, limit=1
    )
    if not found.rows:
        raise UnknownOrder(number)
    clocks = (await show_order(principal, office, number)).clocks
    acts = await allowed_acts(principal, office, number)
    owed = {
        clock.owner for clock in clocks if clock.name == ClockName.COHOST and clock.ended is None
    }
    result = _last_result(texts)
    return ReviewShown(
        row=found.rows[0],
        points=tuple(_points(texts)),
        result=result,
        notes=tuple(
            text
            for text in texts
            if text.field is SightField.UNIT_INTERNAL_NOTES and text not in result
        ),
        owed=tuple(sorted(owed)),
        passing=_closed(acts, PASS),
        rejecting=_closed(acts, REJECT),
    )


def _points(texts: Iterable[TextShown]) -> list[str]:
    said = [text for text in texts if text.field is SightField.DEMAND_TEXT]
    long = [text.content for text in said if text.text != SUBJECT]
    return [point.strip() for words in long for point in ENDS_A_POINT.split(words) if point.strip()]


def _last_result(texts: Sequence[TextShown]) -> tuple[TextShown, ...]:
    """What the caller is told first, what the unit shows for it behind."""
    handed = [text for text in texts if text.act == RESULT]
    last = [text for text in handed if text.command_id == handed[-1].command_id]
    return tuple(sorted(last, key=lambda text: text.field is SightField.UNIT_INTERNAL_NOTES))


def _closed(acts: AllowedActs, name: str) -> RefusalShown | None:
    return next(act.refusal for act in acts.acts if act.name == name)
