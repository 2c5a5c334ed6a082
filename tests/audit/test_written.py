"""There is one way to write content down for hashing, however quickly it is written."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.log.canonical import CANONICAL, canonical
from domain.vocabulary import State
from tests.thorough import times

PLAIN = st.none() | st.booleans() | st.integers() | st.text() | st.datetimes(timezones=st.just(UTC))
JSON = st.recursive(PLAIN, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner))


@settings(max_examples=times(30, thorough=100))
@given(JSON)
def test_the_quick_writer_writes_what_the_canonical_form_is(content: Any) -> None:
    assert canonical(content) == CANONICAL.encode(content).encode()


def test_instants_are_utc_to_the_microsecond_and_words_are_words() -> None:
    beijing = timezone(timedelta(hours=8))
    said = {
        "b": datetime(2026, 3, 2, 9, tzinfo=beijing),
        "a": UUID(int=1),
        "c": State.CLOSED,
        "号": 2**70,
    }
    assert canonical(said) == (
        b'{"a":"00000000-0000-0000-0000-000000000001","b":"2026-03-02T01:00:00.000000+00:00",'
        b'"c":"CLOSED","\xe5\x8f\xb7":1180591620717411303424}'
    )


def test_what_has_no_canonical_form_is_refused() -> None:
    with pytest.raises(TypeError):
        canonical({"a": object()})
