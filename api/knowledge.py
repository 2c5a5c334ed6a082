"""The knowledge base: what may be cited, proposing it, and taking wrong versions back."""

from datetime import date
from typing import Annotated, Final

from fastapi import APIRouter, Path, Query
from pydantic import BaseModel, ConfigDict, Field

from api.commands import PROBLEMS, KeyOf
from api.dependencies import OfficeOf
from api.people import NamedOf, PrincipalOf
from services.knowledge import entries
from services.knowledge.entries import Draft, EntryShown, EntryVersions, EntryWithdrawn, FromOrder
from services.submission.command_json import MOST_VERSIONS, Text
from texts import glossed, zh

ENTRY_CODE: Final = r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"
router = APIRouter(tags=[glossed("openapi.knowledge")], responses=PROBLEMS)
Code = Annotated[str, Path(pattern=ENTRY_CODE, description=zh("openapi.entry_code"))]
Version = Annotated[int, Path(ge=1, le=MOST_VERSIONS)]
Title = Annotated[Text, Field(max_length=200)]


class _EntrySaid(BaseModel):
    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)


class Written(_EntrySaid):
    """A version as somebody writes it down."""

    code: str = Field(pattern=ENTRY_CODE)
    title: Title
    text: Text
    unit: str = Field(default="", pattern=f"{ENTRY_CODE}|^$")
    """The office that keeps it; else the writer's own."""
    valid_from: date | None = None
    valid_to: date | None = None


class Learned(_EntrySaid):
    """The answer of a closed order, to become the next version of an entry."""

    order: str = Field(alias="from", pattern="^[!-~]{1,64}$")
    title: Title
    valid_from: date | None = None
    valid_to: date | None = None


class Wrong(_EntrySaid):
    """Why a version is taken out of use."""

    reason: Text


class Entries(BaseModel):
    """What was found."""

    entries: tuple[EntryShown, ...]


@router.get("/knowledge")
async def search(
    office: OfficeOf,
    principal: PrincipalOf,
    words: Annotated[str, Query(max_length=200, pattern=r"^[^\x00]*$")] = "",
    every_version: bool = False,
) -> Entries:
    """What is in force today and says all these words; or every version, whatever became of it."""
    found = await entries.search_knowledge(
        principal, office, words.split(), every_version=every_version
    )
    return Entries(entries=found)


@router.get("/knowledge/{code}")
async def show(code: Code, office: OfficeOf, principal: PrincipalOf) -> EntryVersions:
    """Every version of one entry; `in_force` is the one that may be cited today."""
    return await entries.show_entry(principal, office, code)


@router.post("/knowledge", status_code=201)
async def add(said: Written, office: OfficeOf, principal: NamedOf, key: KeyOf) -> EntryShown:
    """Write the next version of an entry; another person approves it."""
    return await entries.propose(principal, office, Draft(**said.model_dump()), key)


@router.post("/knowledge/{code}/propose", status_code=201)
async def propose(
    code: Code, said: Learned, office: OfficeOf, principal: NamedOf, key: KeyOf
) -> EntryShown:
    """Let the answer of a closed order become the next version of an entry."""
    asked = FromOrder(code=code, **said.model_dump())
    return await entries.propose_from(principal, office, asked, key)


@router.post("/knowledge/{code}/{version}/approve")
async def approve(
    code: Code, version: Version, office: OfficeOf, principal: NamedOf, _: KeyOf
) -> EntryShown:
    """Put a version into force by a second person."""
    return await entries.approve(principal, office, code, version)


@router.post("/knowledge/{code}/{version}/withdraw")
async def withdraw(
    code: Code, version: Version, said: Wrong, office: OfficeOf, principal: NamedOf, _: KeyOf
) -> EntryWithdrawn:
    """Take a wrong version out of use; the orders that cited it are told (X36)."""
    return await entries.withdraw(principal, office, code, version, said.reason)
