"""Scorecards as rows: what an order gives the figures of one unit, in the same periods, is one."""

from collections.abc import Sequence
from functools import lru_cache
from hashlib import sha256
from typing import Any, Final, NamedTuple

from domain.assessment.assessing import every_mark
from domain.assessment.figure import Mark
from domain.assessment.scorecard import Scorecard, Seqs
from domain.assessment.times import case_of
from domain.assessment.when import When

Row = dict[str, Any]
KIND_BYTES: Final = 8


class CountedMark(NamedTuple):
    """How a mark counts in one figure."""

    code: str
    done: int
    owed: int


def scorecard_row(card: Scorecard) -> Row:
    """A row of the table scorecard."""
    case = case_of(card)
    return {
        "order_number": card.number,
        "version": card.version,
        "pack": card.pack,
        "pack_edition": card.edition,
        "type": card.type,
        "class": card.class_,
        "district": card.district,
        "channel": card.channel,
        "category": card.category,
        "state": card.state,
        "unit": card.unit,
        "opened": card.opened,
        "closed": case and case.closed,
        "dispatched": case and case.dispatched,
        "late": case and case.late,
        "excluded": card.excluded,
    }


def mark_rows(card: Scorecard) -> list[Row]:
    """The rows of the table scorecard_mark, each with the figures that its kind stands for."""
    groups: dict[tuple[str, When], list[tuple[str, Seqs]]] = {}
    for indicator, mark in every_mark(card):
        counted = (_figure(indicator.code, mark), mark.seqs)
        groups.setdefault((mark.unit, mark.when), []).append(counted)
    return [
        _mark_row(card, place, key, counted)
        for place, (key, counted) in enumerate(groups.items(), start=1)
    ]


def _mark_row(
    card: Scorecard, place: int, key: tuple[str, When], counted: Sequence[tuple[str, Seqs]]
) -> Row:
    unit, when = key
    figures = tuple([figure for figure, _ in counted])
    return {
        "order_number": card.number,
        "place": place,
        "kind": kind_of(figures),
        "figures": figures,
        "unit": unit,
        "district": card.district,
        "type": card.type,
        "channel": card.channel,
        "left_out": card.excluded is not None,
        **when._asdict(),
        "facts": [seqs for _, seqs in counted],
    }


@lru_cache(maxsize=4096)
def kind_of(figures: tuple[str, ...]) -> int:
    """The kind that stands for these figures; the same in every database."""
    digest = sha256("\n".join(figures).encode()).digest()
    return int.from_bytes(digest[:KIND_BYTES], signed=True)


def _figure(code: str, mark: Mark) -> str:
    return f"{code} {mark.done:d}/{mark.owed:d}"


def counted(figure: str) -> CountedMark:
    """Read back what a kind says of one figure."""
    code, _, share = figure.partition(" ")
    done, _, owed = share.partition("/")
    return CountedMark(code, int(done), int(owed))
