"""A demand as a seat wrote it down, handed in as the paper that the API takes too."""

import json
from collections.abc import Mapping
from typing import Any, Final

from domain.chapters.intake.commands import AcceptForDispatch, Register
from domain.order.command import COMMANDS
from domain.vocabulary import Channel, Urgency
from services.access.principal import Principal
from services.office import Office
from services.submission import on_behalf
from services.submission.command_json import Paper, read_paper
from services.submission.counter import Handed, OpenHanded, Reply

REGISTER: Final = COMMANDS.word_of(Register)
ACCEPT: Final = COMMANDS.word_of(AcceptForDispatch)
TICKED: Final = frozenset({"anonymous", "minor", "interested"})
NO_REPLY: Final = "no_reply"


def registration(said: Mapping[str, str]) -> Paper:
    """Read a form as a registration; raises BadPaper naming every field that is wrong."""
    words = {name: word.strip() for name, word in said.items() if word.strip()}
    written: dict[str, Any] = {name: words[name] for name in words if name not in TICKED}
    written |= {name: True for name in TICKED if name in words}
    if written.pop(NO_REPLY, None):
        written["reply_wanted"] = False
    if written.get("urgency") != Urgency.EMERGENCY:
        written.pop("emergency", None)
    written |= {"place_bound": "place" in words, "channel": Channel.PHONE.value}
    return read_paper(REGISTER, json.dumps(written, ensure_ascii=False).encode())


async def register_demand(
    principal: Principal, office: Office, said: Mapping[str, str], key: str
) -> Reply:
    """Register what a seat wrote down; sent again under its key it is registered once.

    Raises BadPaper and what on_behalf.register does."""
    paper, law = registration(said), await office.law_in_force()
    return await on_behalf.register(principal, office, OpenHanded(paper=paper, key=key, law=law))


async def take_in(principal: Principal, office: Office, number: str, key: str) -> Reply:
    """Take a demand in for dispatch; raises what on_behalf.act does."""
    paper = read_paper(ACCEPT, b"{}")
    return await on_behalf.act(principal, office, Handed(number=number, paper=paper, key=key))
