"""What of an order whom is shown is held against the table that another hand typed from 6.3.

Where the product shows otherwise, argued.toml says so, with the reason; nothing else differs."""

from collections.abc import Iterator
from typing import Final

import pytest

from domain.chapters.caller.terms import MAY_BE_NAMED
from domain.order.terms import Confidentiality
from domain.vocabulary import Role
from policies.plain import DEFAULT
from policies.rule_register import law_rules
from policies.sight import OUTSOURCED, Showing, SightField
from policies.sight_file import sight
from tests.access.posts import ARGUED, FIELDS, STRANGER, TABLE

POSTS: Final = tuple(TABLE["orders"])
THE_ORDER_ITSELF: Final = "timers_states_supervision"
"""Clocks, states and supervision are no texts: whoever may open an order reads them (part 1)."""
HELD: Final = tuple(name for name in TABLE["fields"] if name != THE_ORDER_ITSELF)


def shown(field: str, post: str, level: str) -> str:
    """How the product shows a field to a post; what it has no texts of it shows to nobody."""
    if post == STRANGER or field not in set(SightField):
        return Showing.NO
    role = Role(post.removeprefix(OUTSOURCED))
    one = sight().fields[SightField(field)]
    outsourced = post.startswith(OUTSOURCED)
    return one.showing(role, Confidentiality(level), outsourced=outsourced)


def differences(post: str) -> Iterator[str]:
    """The cells of a post that are otherwise than the second table says, as they are."""
    for field in HELD:
        for level in Confidentiality:
            if (found := shown(field, post, level)) != TABLE["fields"][field][post][level]:
                yield f"{field}.{level} = {found}"


@pytest.mark.parametrize("post", POSTS)
def test_fields_are_shown_as_the_second_table_says(post: str) -> None:
    told = {
        f"{field}.{level} = {found}"
        for one in ARGUED["fields"]
        if post in one["posts"]
        for field, levels in one["cells"].items()
        for level, found in levels.items()
    }
    assert set(differences(post)) == told


@pytest.mark.parametrize("field", FIELDS)
def test_fields_that_6_3_has_no_line_for_are_shown_as_a_second_list_says(field: str) -> None:
    one = sight().fields[SightField(field)]
    for post in (*POSTS, "outsourced special_seat"):
        said = FIELDS[field].get(post, "").split()
        expected = dict(pair.split("=") for pair in said)
        found = {level: shown(field, post, level) for level in Confidentiality}
        assert {k: v for k, v in found.items() if v != Showing.NO} == expected, post
    assert one.lines.keys() <= {*POSTS, "outsourced special_seat"}


def test_every_field_stands_in_one_of_the_two_lists() -> None:
    assert {*HELD, *FIELDS} >= set(SightField)
    assert not FIELDS.keys() & set(HELD)


def test_an_outsourced_special_seat_is_shown_what_an_outsourced_seat_is() -> None:
    for one in sight().fields.values():
        seat, special = (f"{OUTSOURCED}{role}" for role in (Role.SEAT_AGENT, Role.SPECIAL_SEAT))
        assert one.lines.get(seat) == one.lines.get(special)


def test_every_line_rests_on_rules_that_exist() -> None:
    named = {id for one in sight().fields.values() for ids in one.rules.values() for id in ids}
    assert named - {DEFAULT} <= law_rules().keys()


def test_what_shows_who_calls_or_what_was_said_is_open_at_p3_to_the_named_alone() -> None:
    """6.2: and none but the platform's own staff can be named."""
    staff = {str(role) for role in MAY_BE_NAMED}
    of_the_caller = (
        *(SightField.NAME_AND_PHONE, SightField.ID_NUMBER, SightField.DEMAND_TEXT),
        SightField.ADDRESS_OF_EVENT,
    )
    for field in of_the_caller:
        one = sight().fields[field]
        assert one.by_list
        assert {post for post, line in one.lines.items() if Confidentiality.P3 in line} <= staff
    said_of_a_unit = sight().fields[SightField.WORDS_FOR_THE_HOTLINE]
    assert all(Confidentiality.P3 not in line for line in said_of_a_unit.lines.values())
