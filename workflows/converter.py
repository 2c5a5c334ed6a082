"""How payloads are written and read: JSON by pydantic, with one set of readers for the process.

The SDK makes a converter for every order in its sandbox, and a pydantic converter builds its
readers anew each time: a third of a worker's work. One shared instance builds them once.
"""

from typing import Final

from temporalio.contrib.pydantic import PydanticJSONPlainPayloadConverter
from temporalio.converter import (
    CompositePayloadConverter,
    DataConverter,
    DefaultPayloadConverter,
    JSONPlainPayloadConverter,
)

_JSON: Final = PydanticJSONPlainPayloadConverter()
_CONVERTERS: Final = tuple(
    _JSON if isinstance(converter, JSONPlainPayloadConverter) else converter
    for converter in DefaultPayloadConverter.default_encoding_payload_converters
)


class PaidanPayloadConverter(CompositePayloadConverter):
    """The default converters, with JSON read and written by the shared pydantic one."""

    def __init__(self) -> None:
        super().__init__(*_CONVERTERS)


DATA_CONVERTER: Final = DataConverter(payload_converter_class=PaidanPayloadConverter)
