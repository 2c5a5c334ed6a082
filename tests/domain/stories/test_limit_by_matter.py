"""A limit for one matter of the catalogue; every other matter keeps the limit of its class."""

from pathlib import Path

import pytest

from domain.chapters.intake.commands import Reclassify
from domain.law.pack import Pack
from domain.vocabulary import ItemClass, ItemType
from policies.edition import PACK, snapshot
from policies.library import load_pack
from tests.domain.case import Case
from tests.policies.pack_texts import PROVENANCE, mistakes_in, town, written

ROWS = (
    'clock = "handle", only = { category = "potholes" }, limit = "24 h"',
    'clock = "handle", item_type = "complaint", only = { category = "potholes" }, limit = "12 h"',
    'clock = "intake", only = { category = "potholes" }, limit = "5 min"',
)


def rows(*words: str) -> str:
    return town(f"limit = [{', '.join(f'{{ {row}, {PROVENANCE} }}' for row in words)}]")


@pytest.fixture(scope="module")
def law(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    """A town that mends holes in its roads within a day."""
    return load_pack(written(tmp_path_factory.mktemp("law"), rows(*ROWS)))


@pytest.mark.rule("G:G2")
@pytest.mark.parametrize(
    ("type", "category", "due"),
    [
        ("help", "potholes", "03-03 09:00"),
        ("complaint", "potholes", "03-02 21:00"),
        ("help", "lamps", "03-09 24:00"),
        ("help", "", "03-09 24:00"),
    ],
)
def test_a_matter_has_its_own_limit_or_that_of_its_class(
    law: Pack, type: str, category: str, due: str
) -> None:
    case = Case(law, at="03-02 09:00").dispatched(type=type, category=category)
    assert case.clock("handle/1").due == case.here(due)
    desk = case.clock("intake/1").limit.text()
    assert (desk == "5 min") is (category == "potholes")


@pytest.mark.rule("T:T45")
def test_a_matter_that_was_mistaken_is_counted_anew(law: Pack) -> None:
    case = Case(law, at="03-02 09:00").dispatched(category="lamps")
    mended = Reclassify(type=ItemType.HELP, class_=ItemClass.OTHER, category="potholes")
    case.by("dispatcher").does(mended, "reason")
    assert case.clock("handle/1").due == case.here("03-03 09:00")


def test_a_matter_travels_with_the_law_and_nowhere_else(law: Pack) -> None:
    assert PACK.validate_json(snapshot(law)) == law
    assert snapshot(law).count(b'"category"') == len(ROWS)
    assert b'"category"' not in snapshot(load_pack("national-default"))


def test_limits_of_one_matter_that_contradict_are_refused(tmp_path: Path) -> None:
    contradiction = rows(
        'clock = "accept", only = { category = "potholes" }, limit = "1 h"',
        'clock = "accept", urgency = "urgent", only = { channel = "letter" }, limit = "2 h"',
    )
    found = mistakes_in(written(tmp_path, contradiction))
    assert any("by letter about potholes" in one.reason for one in found)
    (nameless,) = mistakes_in(
        written(tmp_path, rows('clock = "handle", only = { category = "" }, limit = "24 h"'))
    )
    assert "names no matter" in nameless.reason
