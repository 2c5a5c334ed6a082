"""Reading what a run was opened with: its law is read once and remembered by its very bytes.

Thousands of orders are born under one rule pack and one calendar, and every history carries both in
full. A text in JSON tells where it ends, so equal bytes are an equal law.
"""

import re
from dataclasses import replace
from json import JSONDecoder
from typing import Any, Final, Generic, TypeVar

from pydantic_core import from_json

from domain.law.pack import Pack
from domain.time.calendar import WorkCalendar
from store.wire import Form
from workflows.order_input import Opening

T = TypeVar("T")
MOST: Final = 32
"""Laws remembered; the one that was read first is forgotten first."""
OPENING: Final = Form(Opening)
UP_TO_PACK: Final = re.compile(rb'\{"order":\{"dossier":\{"number":"[^"\\]*","pack":(?=\{)')
UP_TO_CALENDAR: Final = b',"calendar":'
LEFT_OUT: Final = b"null"
MADE: Final = "made"


class Remembered(Generic[T]):
    """Reads one kind of long text, each different one only once."""

    def __init__(self, kind: type[T]) -> None:
        self._form = Form(kind)
        self._known: dict[bytes, T] = {}

    def at(self, text: bytes, start: int) -> tuple[T, int]:
        """What begins there, and where it ends; raises ValueError."""
        for known, thing in self._known.items():
            if text.startswith(known, start):
                return thing, start + len(known)
        end = _end(text, start)
        thing = self._form.read_text(text[start:end])
        if len(self._known) == MOST:
            del self._known[next(iter(self._known))]
        self._known[text[start:end]] = thing
        return thing, end


PACKS: Final = Remembered(Pack)
CALENDARS: Final = Remembered(WorkCalendar)


def read_opening(text: bytes) -> tuple[Opening, Any]:
    """Read what a run was opened with, and apart from it what its act has made, as it is written.

    That is None where it stands in no opening. Raises ValueError or LookupError."""
    said = _with_a_known_law(text)
    if said is None:
        opening = OPENING.read_text(text)
        return replace(opening, made=None), from_json(text).get(MADE)
    made = said.pop(MADE, None)
    return OPENING.read(said), made


def _with_a_known_law(text: bytes) -> dict[str, Any] | None:
    """The content of an opening, its law understood; None where that does not stand in front."""
    head = UP_TO_PACK.match(text)
    if head is None:
        return None
    pack, end = PACKS.at(text, head.end())
    if not text.startswith(UP_TO_CALENDAR, end):
        return None
    calendar, end = CALENDARS.at(text, end + len(UP_TO_CALENDAR))
    short = head.group() + LEFT_OUT + UP_TO_CALENDAR + LEFT_OUT + text[end:]
    said: dict[str, Any] = from_json(short)
    said["order"]["dossier"] |= {"pack": pack, "calendar": calendar}
    return said


def _end(text: bytes, start: int) -> int:
    words = text[start:].decode()
    _, length = JSONDecoder().raw_decode(words)
    return start + len(words[:length].encode())
