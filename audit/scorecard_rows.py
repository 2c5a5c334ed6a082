"""What the rows of a scorecard must hold, worked out from the facts alone."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from domain.assessment.assessing import every_mark
from domain.assessment.scorecard import Scorecard
from domain.assessment.scoring import scorecard
from domain.facts import Fact, UnitFileOpened
from domain.order import Dossier

Row = dict[str, Any]
Rows = Mapping[Any, Row]
"""Rows by the part of their key that tells them apart within one order."""
SCORECARD: Final = "scorecard"
MARKS: Final = "scorecard_mark"
NOTHING: Final[dict[str, Rows]] = {SCORECARD: {}, MARKS: {}}


def expected_scorecard(
    dossier: Dossier, facts: Sequence[Fact], stored: Rows, *, waits: bool
) -> dict[str, Rows]:
    """The rows of an order's scorecard; while it waits to be scored, those as of an earlier fact
    will do, or none."""
    if not facts or isinstance(facts[0].content, UnitFileOpened) or (waits and not stored):
        return NOTHING
    version = len(facts)
    if waits:
        version = min(version, *(row["version"] for row in stored.values()))
    card = scorecard(dossier, facts[: max(version, 1)])
    return {SCORECARD: {card.number: _card_row(card)}, MARKS: _mark_rows(card)}


def _card_row(card: Scorecard) -> Row:
    closed = card.closed
    columns = ("version", "pack", "district", "category", "unit", "opened", "excluded")
    words = ("type", "channel", "state")
    return {
        "order_number": card.number,
        "pack_edition": card.edition,
        "class": card.class_.value,
        "closed": None if closed is None else closed.at,
        **{column: getattr(card, column) for column in columns},
        **{word: getattr(card, word).value for word in words},
    }


def _mark_rows(card: Scorecard) -> Rows:
    """Rows by their place: what counts for one unit in the same periods stands together."""
    places: dict[Any, Row] = {}
    for indicator, mark in every_mark(card):
        row = places.setdefault((mark.unit, *mark.when), _place(card, len(places) + 1))
        row["figures"].append(f"{indicator.code} {int(mark.done)}/{int(mark.owed)}")
        row["facts"].append(list(mark.seqs))
        row |= {"unit": mark.unit, **mark.when._asdict()}
    return {row["place"]: row for row in places.values()}


def _place(card: Scorecard, place: int) -> Row:
    return {
        "order_number": card.number,
        "place": place,
        "district": card.district,
        "type": card.type.value,
        "channel": card.channel.value,
        "left_out": card.excluded is not None,
        "figures": [],
        "facts": [],
    }
