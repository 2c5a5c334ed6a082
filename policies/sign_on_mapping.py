"""What a city's single sign-on tells of a human and which posts that gives: read from a file.

An administrator's post is given by no file of a provider's groups: only a human gives it (6.4)."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Final

from pydantic import ConfigDict, Field, StringConstraints, TypeAdapter, ValidationError

from domain.vocabulary import NOBODY, Role
from policies.code import CODE
from policies.mistake import BadPack, Mistake
from policies.toml_text import tables_of_file

ADMINISTRATORS: Final = frozenset({Role.SYS_ADMIN, Role.SEC_ADMIN, Role.AUDIT_ADMIN})
"""Three humans, none of whom holds another's right or a business role (6.4)."""
STRICT: Final = ConfigDict(extra="forbid", hide_input_in_errors=True)
CHANGES_HANDS: Final = frozenset(
    {"email", "preferred_username", "name", "nickname", "phone_number"}
)
"""Claims that a provider gives to another human one day, or lets a human choose."""
Claim = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Code = Annotated[str, StringConstraints(pattern=f"^{CODE}$")]
ShortCode = Annotated[str, StringConstraints(pattern=f"^{CODE}$", max_length=40)]


class BadMapping(BadPack):
    """Raised for a mapping that must not be used; carries all of its mistakes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAccounts:
    """How an account is made at the first sign-in of a human whose groups give a post."""

    __pydantic_config__ = STRICT
    username: Claim
    """The claim that names it; the human must not be able to change it."""
    title: Claim = ""
    """The claim that titles it; left out, it is titled as it is named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvedFactor:
    """By what the provider says that it has asked a second factor itself."""

    __pydantic_config__ = STRICT
    claim: Claim
    values: Annotated[tuple[Claim, ...], Field(min_length=1)]
    """One of them is enough."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupPost:
    """The post that a group gives: only while the register says this role and unit of it."""

    __pydantic_config__ = STRICT
    group: Claim
    role: Role
    unit: Code
    post: Code = ""
    """Its code in the register; left out, the post that bears the account's own name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Groups:
    """Which claim lists a human's groups, and the posts that they give."""

    __pydantic_config__ = STRICT
    claim: Claim
    give: tuple[GroupPost, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOnMapping:
    """What is read out of a provider's word."""

    __pydantic_config__ = STRICT
    provider: ShortCode
    """What it is called on record."""
    subject: Claim = "sub"
    """The claim that names the human, for ever and nobody else."""
    scopes: tuple[Claim, ...] = ()
    """What is asked for besides `openid`, so that the claims come."""
    accounts: NewAccounts | None = None
    """None: an account is linked by the security administrator, or nobody is let in."""
    second_factor: ProvedFactor | None = None
    groups: Groups | None = None

    @property
    def by(self) -> str:
        """Who is on record where the provider's word gave or took a post."""
        return f"provider:{self.provider}"

    def lines_of(self, groups: frozenset[str]) -> tuple[GroupPost, ...]:
        """The lines of the groups that somebody is in."""
        given = () if self.groups is None else self.groups.give
        return tuple(line for line in given if line.group in groups)


def read_mapping(path: Path) -> SignOnMapping:
    """Read a mapping whole; raises UnreadablePack, BadPack where it is no TOML, and BadMapping with
    every mistake and its place."""
    said = tables_of_file(path)
    mistakes = [Mistake(file=str(path), key=key, reason=reason) for key, reason in _senseless(said)]
    try:
        mapping: SignOnMapping = TypeAdapter(SignOnMapping).validate_python(said)
    except ValidationError as wrong:
        mistakes += [
            Mistake(file=str(path), key=_place(error["loc"]), reason=error["msg"])
            for error in wrong.errors(include_url=False, include_input=False)
        ]
    if mistakes:
        raise BadMapping(mistakes)
    return mapping


def _senseless(said: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """What can be read and must not stand, each with the reason."""
    if said.get("subject") in CHANGES_HANDS:
        yield "subject", "names another human one day: use `sub`, or what the provider never reuses"
    groups = said.get("groups")
    lines = groups.get("give") if isinstance(groups, dict) else None
    for number, line in enumerate(lines if isinstance(lines, list) else (), start=1):
        role = line.get("role") if isinstance(line, dict) else None
        if role in ADMINISTRATORS:
            yield (
                f"groups.give[{number}].role",
                "an administrator's post is given by no group (6.4)",
            )
        if role in NOBODY:
            yield f"groups.give[{number}].role", "no person of the register bears this role"
    if "accounts" in said and groups is None:
        yield "accounts", "without [groups] an account would be made that may do nothing"


def _place(loc: tuple[int | str, ...]) -> str:
    """A place as it is counted in the file: `groups.give[2].role`."""
    place = ""
    for part in loc:
        place += f"[{part + 1}]" if isinstance(part, int) else f".{part}"
    return place.removeprefix(".")
