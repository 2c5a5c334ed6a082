"""How payloads are written and read: JSON by pydantic, with one set of readers for the process.

The SDK makes a converter for every order in its sandbox, and a pydantic converter builds its
readers anew each time: a third of a worker's work. One shared instance builds them once.

What an order is opened with carries a whole law, forty kilobytes of it. Such a payload is packed to
a sixth, so that neither the server nor a history's reader carries it about in full.
"""

import zlib
from contextlib import suppress
from typing import Any, Final

from pydantic import ValidationError
from temporalio.api.common.v1 import Payload
from temporalio.contrib.pydantic import PydanticJSONPlainPayloadConverter
from temporalio.converter import (
    CompositePayloadConverter,
    DataConverter,
    DefaultPayloadConverter,
    EncodingPayloadConverter,
    JSONPlainPayloadConverter,
)

from workflows.left_out_writers import give_writers

PACKED: Final = "json/zlib"
PACKED_FROM: Final = 16 * 1024
"""Bytes. A fact, an act or a batch is smaller, and stays readable in the Temporal UI."""
FASTEST: Final = 1
LARGEST: Final = 4 * 1024 * 1024
"""Bytes that a packed payload may unfold to; what unfolds further is none of ours."""


class PydanticJSON(PydanticJSONPlainPayloadConverter):
    """Writes JSON, and packs it where it is large."""

    def to_payload(self, value: Any) -> Payload | None:
        """Write a value."""
        payload = super().to_payload(value)
        if payload is not None and len(payload.data) >= PACKED_FROM:
            payload.metadata["encoding"] = PACKED.encode()
            payload.data = zlib.compress(payload.data, FASTEST)
        return payload


class PackedJSON(EncodingPayloadConverter):
    """Reads what was packed."""

    @property
    def encoding(self) -> str:
        """The name under which packed payloads stand in a history."""
        return PACKED

    def to_payload(self, value: Any) -> Payload | None:  # noqa: ARG002
        """Write nothing: small and large are told apart where JSON is written."""
        return None

    def from_payload(self, payload: Payload, type_hint: type | None = None) -> Any:
        """Unfold a packed payload and read it; raises RuntimeError if it is damaged."""
        unpacked = Payload(metadata=payload.metadata, data=unfolded(payload.data))
        return _JSON.from_payload(unpacked, type_hint)


def warm(*kinds: type) -> None:
    """Build the readers of these kinds now; reading nothing fails, but builds them."""
    for kind in kinds:
        with suppress(ValidationError):
            _JSON.from_payload(Payload(data=b"null"), kind)


def unfolded(packed: bytes) -> bytes:
    """Unfold what was packed; raises RuntimeError if it is damaged."""
    try:
        unfolding = zlib.decompressobj()
        data = unfolding.decompress(packed, LARGEST)
    except zlib.error as damaged:
        raise RuntimeError("a packed payload is damaged") from damaged
    if not unfolding.eof:
        raise RuntimeError("a packed payload has no end")
    return data


give_writers()
_JSON: Final = PydanticJSON()
_CONVERTERS: Final = (
    *(
        _JSON if isinstance(converter, JSONPlainPayloadConverter) else converter
        for converter in DefaultPayloadConverter.default_encoding_payload_converters
    ),
    PackedJSON(),
)


class PaidanPayloadConverter(CompositePayloadConverter):
    """The default converters, with JSON read and written by the shared pydantic one."""

    def __init__(self) -> None:
        super().__init__(*_CONVERTERS)


DATA_CONVERTER: Final = DataConverter(payload_converter_class=PaidanPayloadConverter)
