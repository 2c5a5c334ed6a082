"""The mapping of a city's single sign-on is read strictly: whatever is wrong is named with its
place, and no group gives what only a human may give."""

import re
from pathlib import Path

import pytest

from domain.vocabulary import Role
from policies.mistake import BadPack
from policies.sign_on_mapping import GroupPost, SignOnMapping, read_mapping

PAGE = Path(__file__).parents[2] / "docs" / "single-sign-on.md"
EXAMPLE = re.compile(r"```toml\n(.*?)```", re.DOTALL)
WHOLE = """
provider = "city-portal"
[accounts]
username = "staff_number"
[second_factor]
claim = "amr"
values = ["mfa"]
[groups]
claim = "groups"
[[groups.give]]
group = "/hotline/seats"
role = "seat_agent"
unit = "hotline"
[[groups.give]]
group = "/water/clerks"
role = "unit_clerk"
unit = "water"
post = "water-clerk"
"""


def read(folder: Path, written: str) -> SignOnMapping:
    """What a file of this text says."""
    file = folder / "sign-on.toml"
    file.write_text(written, encoding="utf-8")
    return read_mapping(file)


def test_a_group_gives_a_post_by_its_role_unit_and_code(tmp_path: Path) -> None:
    mapping = read(tmp_path, WHOLE)
    clerk = GroupPost(group="/water/clerks", role=Role.UNIT_CLERK, unit="water", post="water-clerk")
    assert mapping.lines_of(frozenset({"/water/clerks", "/elsewhere"})) == (clerk,)
    assert mapping.lines_of(frozenset()) == ()
    assert (mapping.subject, mapping.by) == ("sub", "provider:city-portal")


def test_without_groups_a_file_needs_a_name_for_the_provider_only(tmp_path: Path) -> None:
    mapping = read(tmp_path, 'provider = "city-portal"')
    assert mapping.lines_of(frozenset({"/water/clerks"})) == ()
    assert (mapping.accounts, mapping.second_factor) == (None, None)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('"city-portal"', '"the city"', "provider: String should match pattern"),
        ('"city-portal"', f'"{"x" * 41}"', "provider: String should have at most 40"),
        ("[accounts]", 'subject = "email"\n[accounts]', "subject: names another human one day"),
        ("[accounts]", 'issuer = "x"\n[accounts]', "issuer: Unexpected keyword argument"),
        ('username = "staff_number"', "", "accounts.username: Field required"),
        ('["mfa"]', "[]", "second_factor.values: Tuple should have at least 1 item"),
        ('"unit_clerk"', '"clerk"', "groups.give[2].role: Input should be"),
        ('"unit_clerk"', '"sec_admin"', "groups.give[2].role: an administrator's post is given"),
        ('"seat_agent"', '"audit_admin"', "groups.give[1].role: an administrator's post is given"),
        ('"seat_agent"', '"sys_admin"', "groups.give[1].role: an administrator's post is given"),
        ('"seat_agent"', '"system"', "groups.give[1].role: no person of the register bears"),
        ('unit = "water"', "", "groups.give[2].unit: Field required"),
        ('"water-clerk"', '"water clerk"', "groups.give[2].post: String should match pattern"),
    ],
)
def test_a_mistake_is_named_with_its_place(tmp_path: Path, old: str, new: str, says: str) -> None:
    assert old in WHOLE
    with pytest.raises(BadPack) as bad:
        read(tmp_path, WHOLE.replace(old, new, 1))
    assert f"sign-on.toml: {says}" in str(bad.value)


def test_every_mistake_is_named_at_once(tmp_path: Path) -> None:
    with pytest.raises(BadPack) as bad:
        read(tmp_path, WHOLE.replace('"seat_agent"', '"sys_admin"').replace('"water"', "1"))
    assert len(bad.value.mistakes) == 2


def test_accounts_that_could_do_nothing_are_not_made(tmp_path: Path) -> None:
    without_groups, _, _ = WHOLE.partition("[groups]")
    with pytest.raises(BadPack, match=r"accounts: without .groups. an account would be made"):
        read(tmp_path, without_groups)


def test_what_the_page_shows_is_read(tmp_path: Path) -> None:
    smallest, with_groups, factor = EXAMPLE.findall(PAGE.read_text(encoding="utf-8"))
    assert read(tmp_path, smallest).accounts is None
    mapping = read(tmp_path, with_groups + factor)
    assert mapping.groups is not None
    assert [line.post for line in mapping.groups.give] == ["water-clerk", ""]
    assert mapping.second_factor is not None


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadPack, match=r"nowhere\.toml"):
        read_mapping(tmp_path / "nowhere.toml")
