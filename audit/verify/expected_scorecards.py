"""What the rows of a scorecard must hold, worked out from the facts alone."""

from collections.abc import Sequence
from typing import Any

from audit.verify.recorded_life import Lived, Row, Rows
from domain.assessment.assessing import every_mark
from domain.assessment.scorecard import Scorecard
from domain.assessment.scoring import scorecard
from domain.chapters.units.facts import UnitFileOpened
from domain.order.fact import Fact
from domain.order.order import Dossier


def expected_card(
    dossier: Dossier, facts: Sequence[Fact], stored: Rows, *, waits: bool
) -> Scorecard | None:
    """The scorecard of an order; while it waits to be scored, the one as of an earlier fact will
    do, or none. A unit's own file has none."""
    if not facts or isinstance(facts[0].content, UnitFileOpened) or (waits and not stored):
        return None
    version = len(facts)
    if waits:
        version = min(version, *(row["version"] for row in stored.values()))
    return scorecard(dossier, facts[: max(version, 1)])


def scorecard_rows(lived: Lived) -> Rows:
    """The one row of an order's scorecard."""
    card = lived.card
    return {} if card is None else {card.number: _card_row(card)}


def mark_rows(lived: Lived) -> Rows:
    """What the order gives each figure; what counts for one unit in the same periods stands
    together."""
    card, places = lived.card, dict[Any, Row]()
    if card is None:
        return {}
    for indicator, mark in every_mark(card):
        row = places.setdefault((mark.unit, *mark.when), _place(card, len(places) + 1))
        row["figures"].append(f"{indicator.code} {int(mark.done)}/{int(mark.owed)}")
        row["facts"].append(list(mark.seqs))
        row |= {"unit": mark.unit, **mark.when._asdict()}
    return {row["place"]: row for row in places.values()}


def _card_row(card: Scorecard) -> Row:
    closed, sent = card.closed, card.deliveries
    columns = ("version", "pack", "district", "category", "unit", "opened", "excluded")
    words = ("type", "channel", "state")
    return {
        "order_number": card.number,
        "pack_edition": card.edition,
        "class": card.class_.value,
        "closed": None if closed is None else closed.at,
        "dispatched": None if closed is None or not sent else sent[0].at,
        "late": None if closed is None else any(duty.lapsed for duty in card.handled),
        **{column: getattr(card, column) for column in columns},
        **{word: getattr(card, word).value for word in words},
    }


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
