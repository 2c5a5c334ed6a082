"""The fields of an act's form, made from the command, the order's law and the register."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, StrEnum
from types import UnionType
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin, get_type_hints

from domain.chapters.handling.commands import SubmitResult
from domain.order.order import Order
from domain.time.limit import UNITS, Limit
from domain.vocabulary import Level, ResultKind
from services.orders.page.speech import Speech
from services.submission.command_json import commands, is_required, written_fields
from texts import subject

ONE_UNIT: Final = frozenset(
    {"unit", "proposed_unit", "host", "conveyed_to", "successor", "territory", "about_unit"}
)
SEVERAL_UNITS: Final = frozenset({"co_hosts", "heard"})
OF_THE_REGISTER: Final = frozenset({("set_hosts", "counties"), ("sub_dispatch", "to_town")})
"""What the register says, whatever is written."""
ALWAYS_ASKED: Final = frozenset({"public_answer"})
"""Texts of a result that no kind must carry, and any may."""


class FieldKind(StrEnum):
    """How a field is asked for."""

    TEXT = "text"
    LINE = "line"
    CHOICE = "choice"
    SEVERAL = "several"
    YES_NO = "yes_no"
    TICK = "tick"
    NUMBER = "number"
    DAY = "day"
    INSTANT = "instant"
    LIMIT = "limit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One word that may be chosen, and what the office calls it."""

    word: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class FormField:
    """One field of a form."""

    name: str
    label: str
    kind: FieldKind
    is_required: bool
    choices: tuple[Choice, ...] = ()
    said: tuple[str, ...] = ()
    """What stands in it: what was written last, or what is proposed."""
    wrong: str = ""
    """What is wrong with what was written, and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """What the register and the catalogue offer for an order."""

    units: tuple[Choice, ...]
    """The units that are in force."""
    below: tuple[Choice, ...]
    """Those of them that stand below the unit that has the order."""
    people: tuple[Choice, ...]
    """The people of the unit of whoever acts."""
    rules: tuple[Choice, ...]
    """The rules of the catalogue that fit, the most specific first."""
    rule_unit: str
    """The unit that the first of them gives; empty where none fits."""


def fields_of(
    name: str, order: Order, offered: Offered, said: Mapping[str, Sequence[str]], speech: Speech
) -> tuple[FormField, ...]:
    """The fields of an act as they are asked about an order; `said` is what was written last."""
    command = commands()[name]
    hints = get_type_hints(command)
    asking = FormAsking(act=name, order=order, offered=offered, said=said, speech=speech)
    own = [
        asking.field(field.name, hints[field.name], required=is_required(field))
        for field in written_fields(command)
        if (name, field.name) not in OF_THE_REGISTER
    ]
    texts = [asking.text(text) for text in asking.texts(command)]
    return (*own, *texts)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormAsking:
    """One form while it is made."""

    act: str
    order: Order
    offered: Offered
    said: Mapping[str, Sequence[str]]
    speech: Speech

    def field(self, name: str, hint: Any, *, required: bool) -> FormField:
        """One field of the command's own."""
        word = name.rstrip("_")
        choices = self._choices(word, hint)
        kind = _kind(hint, bool(choices), required=required)
        return FormField(
            name=word,
            label=self.speech.say(f"fields.{word}"),
            kind=kind,
            is_required=required and kind is not FieldKind.TICK,
            choices=choices,
            said=self._said(word, kind, choices, required=required),
        )

    def text(self, name: str) -> FormField:
        """One of its texts."""
        return FormField(
            name=name,
            label=self.speech.say(f"fields.{name}"),
            kind=FieldKind.TEXT,
            is_required=name in self._closing(),
            said=tuple(self.said.get(name, ())),
        )

    def texts(self, command: type[Any]) -> list[str]:
        """Which texts are asked for: of a result those that the law wants of its kind (5.4)."""
        if command is not SubmitResult:
            return list(command.TEXTS)
        wanted = (*self._closing(), *ALWAYS_ASKED)
        return [text for text in command.TEXTS if text in wanted]

    def _closing(self) -> tuple[str, ...]:
        if self.act != SubmitResult.__dataclass_fields__["name"].default:
            return ()
        kinds = self._result_kinds()
        word = (self.said.get("result_kind") or [kinds[0].word if kinds else ""])[0]
        if word not in {kind.value for kind in ResultKind}:
            return ()
        rule = self.order.dossier.pack.closing(self.order.item_type, ResultKind(word))
        return rule.required if rule else ()

    def _result_kinds(self) -> tuple[Choice, ...]:
        """The kinds of result that the law knows for this type of demand (5.4)."""
        closing, item_type = self.order.dossier.pack.closing, self.order.item_type
        return self._words(kind for kind in ResultKind if closing(item_type, kind) is not None)

    def _choices(self, word: str, hint: Any) -> tuple[Choice, ...]:
        pack = self.order.dossier.pack
        match word:
            case "result_kind":
                return self._result_kinds()
            case "disposition":
                return tuple(Choice(word=one.code, title=one.title) for one in pack.dispositions)
            case "target":
                return tuple(Choice(word=one.code, title=one.code) for one in pack.transfers)
            case "rule":
                return self.offered.rules
            case "signed_by":
                return self.offered.people
            case "child" if self.act == "sub_dispatch":
                return self.offered.below
            case "without":
                named = self.order.co_hosts
                return tuple(Choice(word=one, title=self.speech.owner(one)) for one in named)
            case _ if word in ONE_UNIT | SEVERAL_UNITS:
                return self.offered.units
        return self._of_type(hint)

    def _of_type(self, hint: Any) -> tuple[Choice, ...]:
        for kind in plain_types(hint):
            if get_origin(kind) is tuple:
                return self._of_type(get_args(kind)[0])
            if get_origin(kind) is Literal:
                return tuple(Choice(word=one, title=self._literal(one)) for one in get_args(kind))
            if isinstance(kind, type) and issubclass(kind, Enum):
                return self._words(kind)
        return ()

    def _literal(self, word: str) -> str:
        own = f"word.{word}" in subject("order_page")
        return self.speech.say(f"order_page.word.{word}" if own else f"fields.{word}")

    def _words(self, members: Iterable[Enum]) -> tuple[Choice, ...]:
        return tuple(
            Choice(
                word=one.name if isinstance(one, Level) else str(one.value),
                title=self.speech.of(one),
            )
            for one in members
        )

    def _said(
        self, word: str, kind: FieldKind, choices: tuple[Choice, ...], *, required: bool
    ) -> tuple[str, ...]:
        """What was written; what nobody has written yet is proposed."""
        if word in self.said:
            return tuple(self.said[word])
        if self.act == "dispatch" and word in ("unit", "rule"):
            return self._proposed(word)
        if self.said:
            return ()
        is_only = kind is FieldKind.CHOICE and required and len(choices) == 1
        return (choices[0].word,) if choices and (is_only or word == "result_kind") else ()

    def _proposed(self, word: str) -> tuple[str, ...]:
        """The unit that the catalogue gives, and the rule by which it does."""
        unit = self.offered.rule_unit
        if not unit or unit not in self.said.get("unit", (unit,)):
            return ()
        return (unit if word == "unit" else self.offered.rules[0].word,)


def plain_types(hint: Any) -> tuple[Any, ...]:
    """The types that an annotation allows."""
    origin = get_origin(hint)
    if origin is Annotated:
        return plain_types(get_args(hint)[0])
    if origin in (Union, UnionType):
        return tuple(kind for member in get_args(hint) for kind in plain_types(member))
    return (hint,)


def _kind(hint: Any, has_choices: bool, *, required: bool) -> FieldKind:
    kinds = plain_types(hint)
    if bool in kinds:
        return FieldKind.YES_NO if required or type(None) in kinds else FieldKind.TICK
    if any(get_origin(kind) is tuple for kind in kinds):
        return FieldKind.SEVERAL if has_choices else FieldKind.LINE
    if has_choices:
        return FieldKind.CHOICE
    by_type = {
        int: FieldKind.NUMBER,
        datetime: FieldKind.INSTANT,
        date: FieldKind.DAY,
        Limit: FieldKind.LIMIT,
    }
    return next((by_type[kind] for kind in kinds if kind in by_type), FieldKind.LINE)


MEASURES: Final = tuple(UNITS)
"""In what a limit may be told, as rule packs write it."""
