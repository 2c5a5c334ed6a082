"""The table of sight is read strictly: what is wrong with it is named, and nothing is guessed."""

import pytest

from domain.order.terms import Confidentiality
from domain.vocabulary import Role
from policies.mistake import BadPack
from policies.sight import Showing, SightField, texts_of_acts
from policies.sight_file import FILE, sight, sight_of_text

WHOLE = FILE.read_text(encoding="utf-8")


def mistakes(old: str, new: str) -> str:
    """What is said of the table with one place written otherwise."""
    assert old in WHOLE
    with pytest.raises(BadPack) as bad:
        sight_of_text(WHOLE.replace(old, new, 1), "sight.toml")
    return str(bad.value)


def test_every_text_of_every_act_belongs_to_exactly_one_field() -> None:
    owners = [text for one in sight().fields.values() for text in one.texts]
    assert sorted(owners) == sorted(texts_of_acts())
    assert sight().of_text["register.demand"] is SightField.DEMAND_TEXT


@pytest.mark.parametrize(
    ("shown", "word"), [("shared_part", "share"), ("redacted", "redacted"), ("relay", "relay")]
)
def test_what_stands_in_the_place_of_a_text_is_shown_to_somebody(shown: str, word: str) -> None:
    written = WHOLE.replace(f'= "{shown}"', '= "no"')
    with pytest.raises(BadPack, match=f"`{word}` names texts that are shown to nobody"):
        sight_of_text(written, "sight.toml")


def test_what_staff_of_a_provider_is_shown_is_said_of_it_alone() -> None:
    field = sight().fields[SightField.NAME_AND_PHONE]
    of_the_city, of_a_provider = (
        field.showing(Role.CALLBACK_OFFICER, Confidentiality.P0, outsourced=outsourced)
        for outsourced in (False, True)
    )
    assert (of_the_city, of_a_provider) == (Showing.FULL, Showing.RELAY)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("call_minutes = 30", "call_minutes = 0", "call_minutes: must be at least 1"),
        ("call_minutes = 30", 'call_minutes = "x"', "call_minutes: must be a whole number"),
        ("call_minutes = 30", "calls = 1", "calls: unknown key; allowed: call_minutes"),
        ('below = "district', 'beneath = "district', "as_role.beneath: 'beneath' is not one of"),
        ('shared = "cohost"', 'shared = "guest"', "as_role.shared: 'guest' is not one of"),
        ("[fields.decisions]", "[fields.choices]", "fields.choices: no such field; there are"),
        ("[fields.decisions]", "[fields.choices]", "fields.decisions: missing"),
        ('"register.name", ', "", "register.name belongs to no field"),
        ('"register.name", ', '"register.name", "register.demand", ', "belongs to 2 fields"),
        ('"register.name", ', '"register.names", ', "'register.names' is no text of an act"),
        ("personal = true", "personal = 1", "name_and_phone.personal: must be true or false"),
        ("personal = true", "hidden = true", "name_and_phone.hidden: unknown key"),
        (
            "true\nby_list = true",
            'true\nby_list = "P3"',
            "name_and_phone.by_list: must be true or false",
        ),
        ("shown = []", "shown = 1", "id_number.shown: must be a list of lines, not 1"),
        ("shown = []", "shown = [1]", "id_number.shown.1: must be a table, not 1"),
        ('P0 = "full"', 'P0 = "whole"', "P0: 'whole' is not one of: full, masked"),
        ('P0 = "in_call"', 'P9 = "in_call"', "P9: unknown key; allowed: to, rules, P0"),
        ('to = ["dispatcher", "supervisor"]', 'to = ["boss"]', "shown.3.to: 'boss' is not one of"),
        ('to = ["dispatcher", "supervisor"]', 'to = ["callback_officer"]', "has a line already"),
        ('rules = ["NA-06"]', 'rules = ["x"]', "rules: 'x' is not a rule id"),
        ('P0 = "masked"', 'P0 = "area"', "name_and_phone: is personal: it is shown in full"),
        ('share = ["set_hosts.decision"]', "", "`share` names no text of it"),
        (
            'redacted = ["redact_demand.text"]',
            "",
            "shown as redacted, and `redacted` names no text",
        ),
        ('P0 = "masked", P1', 'P0 = "redacted", P1', "name_and_phone: is personal: it is shown in"),
        ('texts = ["register.id_number"]', 'texts = ["register.place"]', "no act can open place"),
    ],
)
def test_a_mistake_is_named_with_its_key(old: str, new: str, says: str) -> None:
    assert says in mistakes(old, new)
