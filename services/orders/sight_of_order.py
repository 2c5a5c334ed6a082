"""How one order's texts are shown to one person, by the table of sight and his relation to it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from domain.chapters.caller.terms import PersonalData
from domain.order.terms import Confidentiality
from domain.vocabulary import Role
from policies.access import Scope
from policies.sight import Showing, Sight, SightField
from services.access.principal import Principal
from services.orders.masking import MASKS, struck

LYING_WITH_THEM: Final = frozenset({Scope.OWN_UNIT, Scope.BY_NUMBER})
"""Ways by which an order is the reader's own, or that of the caller on the line."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class TextOfOrder:
    """One text of an order, as it lies in the vault."""

    act: str
    """The command that it came with."""
    name: str
    unit: str
    """Whose people wrote it."""
    content: str

    @property
    def key(self) -> str:
        """Under which it stands in the table of sight."""
        return f"{self.act}.{self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Onlooker:
    """Who reads an order, as far as it matters for what is shown."""

    role: Role
    """As whom; another's than the own where the order is reached from the side only."""
    outsourced: bool
    ways: frozenset[Scope]
    units: frozenset[str]
    in_call: bool
    """Whether the caller is on the line, as far as anybody can tell."""
    named: bool = False
    """Whether he stands on the order's access list."""

    @classmethod
    def of(
        cls,
        principal: Principal,
        table: Sight,
        ways: frozenset[Scope],
        *,
        units: frozenset[str],
        in_call: bool,
        named: bool,
    ) -> "Onlooker":
        """A person of the register before an order that he reaches in these ways."""
        own = principal.actor.role
        beside = (role for scope, role in table.as_role.items() if scope in ways)
        role = own if ways - table.as_role.keys() else next(beside, own)
        outsourced = principal.outsourced and role is own
        return cls(
            role=role, outsourced=outsourced, ways=ways, units=units, in_call=in_call, named=named
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SightOfOrder:
    """What of one order one reader is shown."""

    table: Sight
    reader: Onlooker
    level: Confidentiality
    district: str
    opened: frozenset[PersonalData] = frozenset()
    """What he has just looked at, and is on record for."""

    def showing(self, text: TextOfOrder) -> Showing:
        """How a text is shown: in full, masked, by its area, or not at all."""
        found = self._of_own_field(text)
        return self._as_stand_in(text.key) if found is Showing.NO else found

    def shows(self, field: SightField) -> bool:
        """Whether a text of this field, or one that stands in its place, could be shown at all."""
        return self._said(field) is not Showing.NO

    def gives(self, data: PersonalData, act: str) -> bool:
        """Whether a look at these data, which came with an act, would show them in full."""
        said = self._said(self.table.of_text[f"{act}.{data}"])
        return said is Showing.FULL or (said is Showing.IN_CALL and self.reader.in_call)

    def content(self, text: TextOfOrder, texts: Iterable[TextOfOrder]) -> str:
        """A text as it is shown, beside all texts of its order as they were written; empty where
        it is not."""
        match self.showing(text):
            case Showing.FULL | Showing.SHARED_PART:
                return text.content
            case Showing.REDACTED | Showing.RELAY if self._is_latest(text, texts):
                return text.content
            case Showing.AREA:
                return self.district
            case Showing.MASKED if self._is_personal(text):
                return MASKS[PersonalData(text.name)](text.content)
            case Showing.MASKED:
                return struck(text.content, self._hidden(texts))
            case _:
                return ""

    def _of_own_field(self, text: TextOfOrder) -> Showing:
        field = self.table.of_text[text.key]
        said = self._said(field)
        if self.table.fields[field].personal and said in (Showing.FULL, Showing.IN_CALL):
            return self._personal(PersonalData(text.name), text.act)
        if said is Showing.IN_CALL:
            return Showing.FULL if self.reader.in_call else Showing.NO
        if said is Showing.OWN:
            return Showing.FULL if self._is_own(field, text) else Showing.NO
        return Showing.NO if said in self.table.fields[field].stand_ins else said

    def _personal(self, data: PersonalData, act: str) -> Showing:
        if not self.gives(data, act):
            return Showing.NO
        return Showing.FULL if data in self.opened else Showing.MASKED

    def _is_own(self, field: SightField, text: TextOfOrder) -> bool:
        lying = self.table.fields[field].own_order and bool(self.reader.ways & LYING_WITH_THEM)
        return lying or text.unit in self.reader.units

    def _as_stand_in(self, key: str) -> Showing:
        """How a text is shown that stands in the place of a field's own; mostly not at all."""
        for field, one in self.table.fields.items():
            said = self._said(field)
            if key in one.stand_ins.get(said, ()):
                return said
        return Showing.NO

    def _is_latest(self, text: TextOfOrder, texts: Iterable[TextOfOrder]) -> bool:
        """Whether nobody has written it anew since: what was left out later must stay out, and a
        number that went back leads to somebody else."""
        return [one for one in texts if one.key == text.key][-1] is text

    def _said(self, field: SightField) -> Showing:
        one, reader = self.table.fields[field], self.reader
        said = one.showing(reader.role, self.level, outsourced=reader.outsourced)
        if said is Showing.NAMED:
            return Showing.FULL if reader.named else Showing.NO
        by_list = one.by_list and self.level is Confidentiality.P3
        return said if reader.named or not by_list else Showing.NO

    def _is_personal(self, text: TextOfOrder) -> bool:
        return self.table.fields[self.table.of_text[text.key]].personal

    def _hidden(self, texts: Iterable[TextOfOrder]) -> list[str]:
        """What no narrative of the order may say to this reader either."""
        place = SightField.ADDRESS_OF_EVENT
        return [
            one.content
            for one in texts
            if self._is_personal(one)
            or (self.table.of_text[one.key] is place and self.showing(one) is not Showing.FULL)
        ]
