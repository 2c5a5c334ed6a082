"""What a law leaves unset stands in no history and no row, so that old bytes stay."""

import json
from pathlib import Path

import pytest

from domain.values.left_out import MARKED
from policies.edition import snapshot
from policies.library import load_pack, pack_names
from store.wire import as_json
from tests.domain.case import Case
from tests.policies.offices_law import OFFICES_LAW
from tests.policies.pack_texts import written
from workflows.converter import PydanticJSON, unfolded

NEW = ("weekdays", "seasons", "yearly", "half_days", "furthest_promised_day")


def opening(case: Case) -> bytes:
    """The law and calendar of an order, as they stand in its history."""
    payload = PydanticJSON().to_payload(case.order.dossier)
    assert payload is not None
    return unfolded(payload.data)


@pytest.mark.parametrize("name", pack_names())
def test_a_shipped_law_is_written_alike_everywhere_and_without_what_it_leaves_unset(
    name: str,
) -> None:
    told = json.loads(opening(Case(name)))
    assert told["pack"] == json.loads(snapshot(load_pack(name)))
    assert as_json(load_pack(name)).encode() == snapshot(load_pack(name))
    assert not any(f'"{word}"' in json.dumps(told) for word in NEW)


def test_what_a_law_says_is_written(tmp_path: Path) -> None:
    law = load_pack(written(tmp_path, OFFICES_LAW))
    assert json.loads(opening(Case(law)))["pack"] == json.loads(snapshot(law))
    assert b'"seasons"' in opening(Case(law))


def test_every_marked_class_has_its_writer() -> None:
    assert {one.__name__ for one in MARKED} == {
        "Act",
        "Actor",
        "Batch",
        "CalendarYear",
        "IntakeRules",
        "Narrowing",
        "OfficeHours",
        "WorkCalendar",
    }
    assert all("__pydantic_serializer__" in vars(one) for one in MARKED)
