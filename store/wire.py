"""How acts, facts and answers are written into rows, and read back: one adapter for each."""

from datetime import datetime
from functools import cached_property
from typing import Annotated, Any, Final, Generic, TypeVar

from pydantic import PlainSerializer, TypeAdapter, ValidationError, WithJsonSchema
from pydantic_core import to_json

from domain.decide import DamagedFact
from domain.order.act import Act
from domain.order.clock import Clock
from domain.order.fact import Fact
from domain.order.refusal import Refusal
from domain.summary import Summary
from workflows.left_out_writers import give_writers
from workflows.ports import Receipt

give_writers()
T = TypeVar("T")
Json = dict[str, Any]
Instant = Annotated[
    datetime,
    PlainSerializer(datetime.isoformat, return_type=str),
    WithJsonSchema({"type": "string", "format": "date-time"}, mode="serialization"),
]
"""An instant that is written in the zone it is told in, with its offset."""


class Form(Generic[T]):
    """The written form of one class of the domain; what is read back equals what was written."""

    def __init__(self, kind: type[T]) -> None:
        self._kind = kind

    @cached_property
    def _adapter(self) -> TypeAdapter[T]:
        # Made when it is first asked for: a process that starts waits for none that it never uses.
        return TypeAdapter(self._kind)

    def write(self, thing: T) -> Json:
        """Put it into JSON: instants as UTC text, enumerations by their word."""
        written: Json = self._adapter.dump_python(thing, mode="json")
        return written

    def read(self, written: Json) -> T:
        """Take it out of JSON; raises pydantic's ValidationError if it was tampered with."""
        return self._adapter.validate_python(written)

    def write_text(self, thing: T) -> bytes:
        """Put it into the text of its JSON."""
        return self._adapter.dump_json(thing)

    def read_text(self, text: bytes) -> T:
        """Take it out of the text of its JSON; raises ValidationError."""
        return self._adapter.validate_json(text)


ACT: Final = Form(Act)
FACT: Final = Form(Fact)
FACTS: Final = Form(list[Fact])
STANDING: Final = Form(Summary)
CLOCK: Final = Form(Clock)
REFUSAL: Final = Form(Refusal)
RECEIPT: Final = Form(Receipt)


def stored_fact(order: str, seq: int, body: Json) -> Fact:
    """Read the body of a row of facts; raises DamagedFact."""
    try:
        return FACT.read(body)
    except ValidationError as strange:
        raise DamagedFact(order, seq) from strange


def as_json(rows: Any) -> str:
    """Write rows that hold things of the domain; each looks as its own Form would write it."""
    return to_json(rows).decode()
