"""The knowledge base (知识库): what may be cited, proposing it, and taking wrong versions back."""

from datetime import date
from typing import Annotated, Any, Final

from fastapi import APIRouter, Path, Query
from pydantic import BaseModel, ConfigDict, Field

from api.commands import ANSWERS, KeyOf
from api.dependencies import OfficeOf
from api.people import ActorOf
from services.knowledge.entries import FromOrder, KnowledgeDesk
from services.submission.command_json import MOST_VERSIONS, Text
from store.knowledge import entries as knowledge
from store.knowledge.entries import Draft, Entry

ENTRY_CODE: Final = r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"
router = APIRouter(tags=["knowledge 知识库"], responses=ANSWERS)
Code = Annotated[str, Path(pattern=ENTRY_CODE, description="条目编号")]
Version = Annotated[int, Path(ge=1, le=MOST_VERSIONS)]
Title = Annotated[Text, Field(max_length=200)]


class _Said(BaseModel):
    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)


class Written(_Said):
    """A version as somebody writes it down."""

    code: str = Field(pattern=ENTRY_CODE)
    title: Title
    text: Text
    unit: str = Field(default="", pattern=f"{ENTRY_CODE}|^$")
    """The office that keeps it; else the writer's own."""
    valid_from: date | None = None
    valid_to: date | None = None


class Learned(_Said):
    """The answer of a closed order, to become the next version of an entry."""

    order: str = Field(alias="from", pattern="^[!-~]{1,64}$")
    title: Title
    valid_from: date | None = None
    valid_to: date | None = None


class Wrong(_Said):
    """Why a version is taken out of use."""

    reason: Text


@router.get("/knowledge")
async def search(
    office: OfficeOf,
    words: Annotated[str, Query(max_length=200, pattern=r"^[^\x00]*$")] = "",
    every_version: bool = False,
) -> dict[str, Any]:
    """What is in force today and says all these words; or every version, whatever became of it."""
    engine = office.engines.patient
    found = await knowledge.search(engine, words.split(), every_version=every_version)
    return {"entries": [_entry(entry) for entry in found]}


@router.get("/knowledge/{code}")
async def show(code: Code, office: OfficeOf) -> dict[str, Any]:
    """Every version of one entry; `in_force` is the one that may be cited today."""
    engine = office.engines.patient
    found = await knowledge.versions(engine, code)
    now = await knowledge.in_force(engine, code)
    return {
        "code": code,
        "in_force": now.version if now else None,
        "versions": [_entry(entry) for entry in found],
    }


@router.post("/knowledge", status_code=201)
async def add(said: Written, office: OfficeOf, actor: ActorOf, key: KeyOf) -> dict[str, Any]:
    """编写: write the next version of an entry; another person approves it."""
    draft = Draft(**{**said.model_dump(), "unit": said.unit or actor.unit})
    return _entry(await KnowledgeDesk(counter=office.counter).propose(draft, actor, key))


@router.post("/knowledge/{code}/propose", status_code=201)
async def propose(
    code: Code, said: Learned, office: OfficeOf, actor: ActorOf, key: KeyOf
) -> dict[str, Any]:
    """回流: let the answer of a closed order become the next version of an entry."""
    asked = FromOrder(code=code, **said.model_dump())
    return _entry(await KnowledgeDesk(counter=office.counter).propose_from(asked, actor, key))


@router.post("/knowledge/{code}/{version}/approve")
async def approve(
    code: Code, version: Version, office: OfficeOf, actor: ActorOf, _: KeyOf
) -> dict[str, Any]:
    """审定: put a version into force by a second person."""
    return _entry(await KnowledgeDesk(counter=office.counter).approve(code, version, actor))


@router.post("/knowledge/{code}/{version}/withdraw")
async def withdraw(
    code: Code, version: Version, said: Wrong, office: OfficeOf, actor: ActorOf, _: KeyOf
) -> dict[str, Any]:
    """停用: take a wrong version out of use; the orders that cited it are told (X36)."""
    desk = KnowledgeDesk(counter=office.counter)
    done = await desk.withdraw(code, version, actor, said.reason)
    return {**_entry(done.entry), "orders": list(done.orders)}


def _entry(entry: Entry) -> dict[str, Any]:
    instants = ("proposed_at", "approved_at", "withdrawn_at")
    told = {name: getattr(entry, name) for name in Entry.__slots__}
    times = {name: at.isoformat() if (at := told[name]) else None for name in instants}
    days = {name: day.isoformat() if (day := told[name]) else None for name in VALIDITY}
    return {**told, **times, **days, "stands": entry.stands}


VALIDITY: Final = ("valid_from", "valid_to")
