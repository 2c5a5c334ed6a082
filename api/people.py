"""Who acts. Until accounts come, the header names the person and the register knows the rest."""

from typing import Annotated

from fastapi import Depends, Header

from api.dependencies import OfficeOf
from api.problems import Problem
from domain.order.act import Actor
from store.register.people import actor as find_actor


async def _actor(
    office: OfficeOf, x_paidan_actor: Annotated[str, Header(max_length=64)] = ""
) -> Actor:
    if not x_paidan_actor:
        raise Problem(401, "nobody_named", "X-Paidan-Actor must name a person of the register")
    known = x_paidan_actor.isprintable()  # a NUL, for one, is nothing that can be looked up
    actor = await find_actor(office.engines.patient, x_paidan_actor) if known else None
    if actor is None:
        raise Problem(403, "unknown_person", "the register knows no such person · 人员未登记")
    return actor


ActorOf = Annotated[Actor, Depends(_actor)]
