"""How single words and numbers of a rule file become the model's values."""

import re
from collections.abc import Callable, Mapping
from enum import Enum, IntEnum
from functools import cache
from typing import Any

from domain.time.daily_hours import DailyHours, parse_daily_hours
from domain.time.limit import Limit, parse_limit
from domain.time.office_hours import OfficeHours
from policies.office_hours_table import read_office_hours
from policies.shown import shown

RULE_ID = re.compile(r"[A-Z][A-Z0-9]*[-:][A-Z0-9]+")
DOCUMENT_KEY = re.compile(r"[A-Z]+[0-9]*")
DEFAULT = "default"
TYPE_WORDS: Mapping[type, str] = {str: "text", bool: "true or false", int: "a whole number"}


def plain_value(kind: Any, raw: object) -> Any:
    """Turn one TOML value into a text, number, token, limit or office hours; or ValueError."""
    reader = READERS.get(kind)
    if reader:
        return reader(raw)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return _token(kind, raw)
    # True is an int to Python, never to a lawyer.
    if type(raw) is not kind:
        raise ValueError(f"must be {TYPE_WORDS.get(kind, kind.__name__)}, not {shown(raw)}")
    return raw


def _token(kind: type[Enum], raw: object) -> Enum:
    words = _words_of(kind)
    if isinstance(raw, str) and raw in words:
        return words[raw]
    raise ValueError(f"{shown(raw)} is not one of: {', '.join(words)}")


@cache
def _words_of(kind: type[Enum]) -> Mapping[str, Enum]:
    return {m.name if issubclass(kind, IntEnum) else str(m.value): m for m in kind}


def _limit(raw: object) -> Limit:
    if not isinstance(raw, str):
        raise ValueError(f'must be a limit such as "5 WD" or "30 min", not {shown(raw)}')
    return parse_limit(raw)


def _daily_hours(raw: object) -> DailyHours:
    if not isinstance(raw, str):
        raise ValueError(f'must be hours such as "22:00-06:00", not {shown(raw)}')
    return parse_daily_hours(raw)


READERS: Mapping[type, Callable[[object], Any]] = {
    Limit: _limit,
    OfficeHours: read_office_hours,
    DailyHours: _daily_hours,
}


def rule_ids(raw: object) -> tuple[str, ...]:
    """Read the ids of the rules that a value carries: at least one; or ValueError."""
    if not isinstance(raw, list) or not raw:
        raise ValueError('must be a list of at least one rule id, such as ["G:G3"]')
    for rule in raw:
        if not isinstance(rule, str) or not RULE_ID.fullmatch(rule):
            raise ValueError(f'{shown(rule)} is not a rule id such as "WF-18" or "G:G3"')
    return tuple(raw)


def rules_or_default(raw: object) -> tuple[str, ...]:
    """Read the ids of the rules that a value carries, or that none stands behind it; or
    ValueError."""
    if raw == [DEFAULT]:
        return (DEFAULT,)
    try:
        return rule_ids(raw)
    except ValueError as problem:
        raise ValueError(f'{problem}, or ["{DEFAULT}"]') from problem


def source_text(raw: object, documents: Mapping[str, str]) -> str:
    """Read a source: "default", or a document and article; a key of [sources] is written out."""
    if not isinstance(raw, str) or not raw.strip():
        raise ValueError(f'must name a document and article, or "{DEFAULT}"')
    document, _, article = raw.strip().partition(" ")
    if document in documents:
        return f"{documents[document]} {article}".strip()
    if DOCUMENT_KEY.fullmatch(document):
        known = ", ".join(documents) or "nothing"
        raise ValueError(f"document {document!r} is not in [sources], which names: {known}")
    return raw.strip()
