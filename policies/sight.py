"""What of an order's texts whom is shown, field by field, role by role, level by level (6.3).

The table stands in `sight.toml` (policies/sight_file); every text of every act belongs to exactly
one field."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import Final

from domain.order.command import COMMANDS
from domain.order.terms import Confidentiality
from domain.vocabulary import Role
from policies.access import Scope

OUTSOURCED: Final = "outsourced "
"""Before a role: staff of a service provider in that role."""
Levels = Mapping[Confidentiality, "Showing"]


class SightField(StrEnum):
    """A kind of content of an order that is shown to some and not to others."""

    NAME_AND_PHONE = "name_and_phone"
    ID_NUMBER = "id_number"
    DEMAND_TEXT = "demand_text"
    ADDRESS_OF_EVENT = "address_of_event"
    UNIT_INTERNAL_NOTES = "unit_internal_notes"
    RESULT_AND_PUBLIC_TEXT = "result_and_public_text"
    DECISIONS = "decisions"
    WORDS_FOR_THE_HOTLINE = "words_for_the_hotline"
    REASONS_OF_LOOKS = "reasons_of_looks"
    REASONS_OF_ACCESS = "reasons_of_access"
    RELAY_NUMBER = "relay_number"
    THROUGH_THE_PLATFORM = "through_the_platform"


class Showing(StrEnum):
    """How a field is shown."""

    FULL = "full"
    MASKED = "masked"
    AREA = "area"
    OWN = "own"
    SHARED_PART = "shared_part"
    REDACTED = "redacted"
    RELAY = "relay"
    NAMED = "named"
    IN_CALL = "in_call"
    NO = "no"


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldSight:
    """One field: its texts, and how it is shown to whom."""

    texts: frozenset[str]
    """Each as command and text, such as `register.demand`."""
    personal: bool = False
    """Whether it is masked until whoever is shown it in full looks, with a reason."""
    by_list: bool = False
    """Whether at P3 it is shown to those only who stand on the order's access list."""
    own_order: bool = False
    """Whether `own` reaches what others wrote in an order of the own unit."""
    stand_ins: Mapping[Showing, frozenset[str]] = field(
        default_factory=dict[Showing, frozenset[str]]
    )
    """By how it is shown, the texts that are shown in the place of its own."""
    lines: Mapping[str, Levels] = field(default_factory=dict[str, Levels])
    """By post: a role, or a role of a service provider's staff."""
    rules: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    """By post, what its line rests on; "default": the rulebook's own table."""

    def showing(self, role: Role, level: Confidentiality, *, outsourced: bool) -> Showing:
        """How it is shown to a post at a level."""
        line = self.lines.get(f"{OUTSOURCED if outsourced else ''}{role}", {})
        return line.get(level, Showing.NO)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """The whole table."""

    call: timedelta
    """How long a call is taken to last from the last act of whoever took it."""
    open_for: timedelta
    """How long personal data stay open to whoever looked."""
    as_role: Mapping[Scope, Role]
    """As whom somebody is shown an order that he reaches in this way only, the first that fits."""
    fields: Mapping[SightField, FieldSight]
    of_text: Mapping[str, SightField]
    """The field that each text of an act belongs to."""


def texts_of_acts() -> frozenset[str]:
    """Every text of every act, as command and text."""
    return frozenset(
        f"{COMMANDS.word_of(kind)}.{text}" for kind in COMMANDS.classes() for text in kind.TEXTS
    )
