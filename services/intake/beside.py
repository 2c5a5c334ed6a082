"""What a seat reads while the caller speaks: his last orders, what is like it, what is known."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from domain.vocabulary import State
from policies.sight import SightField
from readmodel.orders.similar import Alike
from services.access.principal import Principal
from services.knowledge.entries import EntryShown, search_knowledge
from services.office import Office
from services.orders.similar import DemandInQuestion, similar_to_demand
from services.orders.texts import texts_of_order
from store.commands.settlement import UnknownOrder

SUBJECT: Final = "subject"
LAST: Final = 3
LIKE: Final = 4
KNOWN: Final = 3
LEAST_SAID: Final = 4
"""Of fewer characters nothing can be said to be like anything."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class EarlierOrder:
    """An order of the caller's, or one that may be about the same matter."""

    number: str
    state: State
    born_at: datetime | None
    likeness: int
    """How much the two narratives share, in hundredths."""
    matter: str
    answer: str
    """What was answered last; empty where nothing was, or it is not shown."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class BesideIntake:
    """What stands beside the form."""

    of_caller: tuple[EarlierOrder, ...]
    """The caller's last orders, the newest first."""
    alike: tuple[EarlierOrder, ...]
    """Open orders that may be about the same matter, the likest first."""
    known: tuple[EntryShown, ...]


async def beside_intake(
    principal: Principal, office: Office, *, phone: str, demand: str, district: str
) -> BesideIntake:
    """What the words so far bring up; nothing of them is kept. Raises MayNot."""
    said = {"phone": phone, "demand": demand if len(demand.strip()) >= LEAST_SAID else ""}
    texts = {name: text for name, text in said.items() if text.strip()}
    asked = DemandInQuestion(texts=texts, district=district)
    found = await similar_to_demand(principal, office, asked)
    own = sorted((*found.same_caller, *found.settled), key=lambda one: one.number, reverse=True)
    named = {one.number for one in own[:LAST]}
    others = (*found.same_caller, *found.other_callers)
    like = sorted(
        (one for one in others if one.likeness and one.number not in named),
        key=lambda one: -one.likeness,
    )
    return BesideIntake(
        of_caller=await _told(principal, office, own[:LAST]),
        alike=await _told(principal, office, like[:LIKE]),
        known=await _known(principal, office, demand),
    )


async def _told(
    principal: Principal, office: Office, found: Sequence[Alike]
) -> tuple[EarlierOrder, ...]:
    told = [await _earlier(principal, office, one) for one in found]
    return tuple(one for one in told if one is not None)


async def _earlier(principal: Principal, office: Office, alike: Alike) -> EarlierOrder | None:
    """An order as this reader is shown it; None where it went out of sight meanwhile."""
    try:
        texts = (await texts_of_order(principal, office, alike.number)).texts
    except UnknownOrder:
        return None
    said = [text for text in texts if text.field is SightField.DEMAND_TEXT]
    words = [text.content for text in sorted(said, key=lambda text: text.text != SUBJECT)]
    answers = [text for text in texts if text.field is SightField.RESULT_AND_PUBLIC_TEXT]
    return EarlierOrder(
        number=alike.number,
        state=alike.state,
        born_at=alike.born_at.astimezone(office.city.zone) if alike.born_at else None,
        likeness=round(alike.likeness * 100),
        matter=words[0] if words else "",
        answer=answers[-1].content if answers else "",
    )


async def _known(principal: Principal, office: Office, demand: str) -> tuple[EntryShown, ...]:
    """The entries in force whose titles the demand names most of."""
    said = _pairs(demand)
    if not said:
        return ()
    entries = await search_knowledge(principal, office, every_version=False)
    shared = {entry.code: len(said & _pairs(entry.title)) for entry in entries}
    ranked = sorted(entries, key=lambda entry: -shared[entry.code])
    return tuple(entry for entry in ranked[:KNOWN] if shared[entry.code])


def _pairs(words: Iterable[str]) -> set[str]:
    """Every two characters that follow one another in a word."""
    line = "".join(sign if sign.isalnum() else " " for sign in words)
    return {part[at : at + 2] for part in line.split() for at in range(len(part) - 1)}
