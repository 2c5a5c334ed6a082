"""A life as its history tells it, before any table is asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.assessment.scorecard import Scorecard
from domain.order.clock import Clocks
from domain.order.fact import Fact
from domain.parties import Parties
from domain.summary import Summary

Row = dict[str, Any]
Rows = Mapping[Any, Row]
"""Rows by the part of their key that tells them apart within one order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lived:
    """What is known of an order from its history alone."""

    number: str
    clocks: Clocks
    standing: Summary | None
    """What its facts amount to; None where there are none."""
    parties: Parties | None
    """Who has to do with the order by its facts; None where that is not known."""
    facts: Sequence[Fact]
    recorded: Sequence[datetime]
    """When each of them was."""
    written: Sequence[Row]
    """Each of them as JSON."""
    card: Scorecard | None = None
    """The scorecard that must stand; None where there may be none."""
