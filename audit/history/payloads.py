"""What a payload in a history holds: unfolded, and read by one reader for each kind of content."""

from binascii import a2b_base64
from collections.abc import Mapping
from typing import Any, Final

import orjson

from audit.history.laws import read_opening
from domain.order.act import Act
from store.wire import ACT, Form
from workflows.converter import PACKED, unfolded
from workflows.order_input import Opening
from workflows.ports import Ring, Settled

Json = Mapping[str, Any]
PLAIN: Final = "json/plain"
RING: Final = Form(Ring)
SETTLED: Final = Form(Settled)
WORD: Final = Form(str)
ANYTHING: Final = Form(dict[str, Any])


def act_in(payloads: Json) -> Act:
    """Take out an act; raises ValueError, LookupError or RuntimeError, as all of these do."""
    return ACT.read_text(_data(_first(payloads)))


def text_in(payloads: Json) -> bytes:
    """Take out the JSON of whatever it is."""
    return _data(_first(payloads))


def json_in(payloads: Json) -> Json:
    """Take out the content of whatever it is, an object."""
    said = orjson.loads(text_in(payloads))
    if not isinstance(said, dict):
        raise TypeError(type(said).__name__)
    return said


def ring_in(payloads: Json) -> Ring:
    """Take out a ring."""
    return RING.read_text(_data(_first(payloads)))


def settled_in(payloads: Json) -> Settled:
    """Take out the answer to a ring."""
    return SETTLED.read_text(_data(_first(payloads)))


def opening_in(payloads: Json) -> tuple[Opening, Any]:
    """Take out what a run was opened with, and apart from it what its act has made."""
    return read_opening(_data(_first(payloads)))


def word_in(payload: Json | None) -> str:
    """Take a word out of a single payload."""
    return WORD.read_text(_data(payload or {}))


def notes_in(payloads: Json) -> dict[str, Any]:
    """Take out what the engine notes for itself."""
    return ANYTHING.read_text(_data(_first(payloads)))


def _first(payloads: Json) -> Json:
    first: Json = payloads["payloads"][0]
    return first


def _data(payload: Json) -> bytes:
    encoding = a2b_base64(payload["metadata"]["encoding"]).decode()
    data = a2b_base64(payload["data"], strict_mode=True)
    if encoding == PLAIN:
        return data
    if encoding == PACKED:
        return unfolded(data)
    raise ValueError("a payload in a form that is none of ours")
