"""What somebody wrote into a form, as the paper that it is."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final, get_origin, get_type_hints
from zoneinfo import ZoneInfo

from domain.time.limit import Limit
from services.orders.forms.fields import plain_types
from services.submission.command_json import Paper, commands, read_paper, written_fields

MEASURE: Final = "-in"
"""Behind the name of a field that holds a limit: in what its amount is told."""
YES: Final = "yes"
APART: Final = ","
"""Between the codes that are written into one line."""


def paper_of(name: str, said: Mapping[str, Sequence[str]], zone: ZoneInfo) -> Paper:
    """Read a form as a paper, an instant without an offset in the zone of the office.

    Raises BadPaper naming every field that is wrong."""
    command = commands()[name]
    hints = get_type_hints(command)
    written: dict[str, Any] = {}
    for field in written_fields(command):
        word = field.name.rstrip("_")
        value = _value(word, hints[field.name], said, zone)
        if value is not None:
            written[word] = value
    texts = {text: said[text][0] for text in command.TEXTS if _first(said, text).strip()}
    return read_paper(name, json.dumps({**written, **texts}, ensure_ascii=False).encode())


def _value(word: str, hint: Any, said: Mapping[str, Sequence[str]], zone: ZoneInfo) -> Any:
    """What a field says, as the paper writes it; None where nothing is said."""
    kinds, first = plain_types(hint), _first(said, word)
    if any(get_origin(kind) is tuple for kind in kinds):
        parts = [part.strip() for one in said.get(word, ()) for part in one.split(APART)]
        return [part for part in parts if part] or None
    if not first:
        return None
    if bool in kinds:
        return first == YES
    if int in kinds and first.isdecimal():
        return int(first)
    if datetime in kinds:
        return _instant(first, zone)
    if Limit in kinds:
        return f"{first} {_first(said, word + MEASURE)}".strip()
    return first


def _instant(written: str, zone: ZoneInfo) -> str:
    """An instant with its offset; what is none is read as it stands, and refused."""
    try:
        instant = datetime.fromisoformat(written)
    except ValueError:
        return written
    return (instant if instant.tzinfo else instant.replace(tzinfo=zone)).isoformat()


def _first(said: Mapping[str, Sequence[str]], word: str) -> str:
    return next(iter(said.get(word, ())), "")
