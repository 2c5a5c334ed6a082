"""A seat's desk: a demand is written down, and what belongs to it is read meanwhile."""

import uuid
from collections.abc import Mapping
from typing import Annotated, Final

from fastapi import Depends, Form, Request
from fastapi.responses import Response

from api.commands import KEY, Number
from api.dependencies import OfficeOf
from api.people import NamedOf
from console.pages.page import page, see_other
from console.pages.page_route import page_router
from console.pages.visitors import VisitorOf
from domain.order.refusal import Refusal
from domain.vocabulary import ItemType, Urgency
from services.access.principal import Principal
from services.intake.asked import IntakeForm, intake_form
from services.intake.beside import beside_intake
from services.intake.registered import registered_shown
from services.intake.registering import register_demand, take_in
from services.office import Office
from services.submission.bounds import LONGEST_TEXT
from services.submission.command_json import BadPaper

router = page_router()
DESK: Final = "/intake"
DONE: Final = "/intake/registered"
CONFLICT: Final = 409
WRONG: Final = 422
Key = Annotated[str, Form(pattern=f"^{KEY.pattern}$")]
OneType = Annotated[ItemType, Form(alias="type")]
OneUrgency = Annotated[Urgency, Form()]
Said = Annotated[str, Form(max_length=LONGEST_TEXT)]
NOTHING: Final[Mapping[str, str]] = {}


async def _said(request: Request) -> Mapping[str, str]:
    """Every field of the form as it was filled in, the form's own aside."""
    own = ("form_word", "key")
    form = await request.form()
    return {name: word for name, word in form.items() if isinstance(word, str) and name not in own}


SaidOf = Annotated[Mapping[str, str], Depends(_said)]


@router.get(DESK)
async def desk(
    request: Request,
    office: OfficeOf,
    principal: NamedOf,
    type: ItemType = ItemType.HELP,
    urgency: Urgency = Urgency.ORDINARY,
) -> Response:
    """An empty form; of an emergency one that asks less and says so loudly."""
    return _form(request, await intake_form(principal, office, type, urgency))


@router.post(DESK + "/fields")
async def fields(
    request: Request,
    office: OfficeOf,
    principal: NamedOf,
    _: VisitorOf,
    said: SaidOf,
    type: OneType,
    urgency: OneUrgency = Urgency.ORDINARY,
) -> Response:
    """What is asked besides, of a demand of another type."""
    form = await intake_form(principal, office, type, urgency)
    return page(request, "intake_fields.html", form=form, said=said, wrong=NOTHING)


@router.post(DESK + "/beside")
async def beside(
    request: Request,
    office: OfficeOf,
    principal: NamedOf,
    _: VisitorOf,
    phone: Said = "",
    demand: Said = "",
    district: Said = "",
) -> Response:
    """What the words so far bring up; they stand in no address."""
    found = await beside_intake(principal, office, phone=phone, demand=demand, district=district)
    is_asked = bool(phone.strip() or demand.strip())
    return page(request, "intake_beside.html", beside=found, asked=is_asked)


@router.post(DESK)
async def registered(
    request: Request,
    office: OfficeOf,
    principal: NamedOf,
    _: VisitorOf,
    said: SaidOf,
    key: Key,
    type: OneType,
    urgency: OneUrgency = Urgency.ORDINARY,
) -> Response:
    """Register the demand; what is wrong is named at its field, and nothing of it is lost."""
    try:
        reply = await register_demand(principal, office, said, key)
    except BadPaper as bad:
        form = await intake_form(principal, office, type, urgency)
        return _form(request, form, WRONG, said=said, key=key, wrong=dict(bad.errors))
    if reply.refusal is not None:
        form = await intake_form(principal, office, type, urgency)
        return _form(request, form, CONFLICT, said=said, refusal=reply.refusal)
    return see_other(f"{DONE}/{reply.number}")


@router.get(DONE + "/{number}")
async def done(request: Request, office: OfficeOf, principal: NamedOf, number: Number) -> Response:
    """The number, and what happens next."""
    return await _done(request, office, principal, number)


@router.post(DONE + "/{number}/accept")
async def taken_in(
    request: Request,
    office: OfficeOf,
    principal: NamedOf,
    _: VisitorOf,
    number: Number,
    key: Key,
) -> Response:
    """Take the demand in for dispatch."""
    reply = await take_in(principal, office, number, key)
    if reply.refusal is not None:
        return await _done(request, office, principal, number, CONFLICT, reply.refusal)
    return see_other(f"{DONE}/{number}")


def _form(
    request: Request,
    form: IntakeForm,
    status: int = 200,
    *,
    said: Mapping[str, str] = NOTHING,
    key: str = "",
    wrong: Mapping[str, str] = NOTHING,
    refusal: Refusal | None = None,
) -> Response:
    missing = refusal.about if refusal else ()
    return page(
        request,
        "intake.html",
        status,
        form=form,
        said=said,
        wrong=dict(wrong) | dict.fromkeys(missing, ""),
        refusal=refusal,
        once=key or str(uuid.uuid4()),
    )


async def _done(
    request: Request,
    office: Office,
    principal: Principal,
    number: str,
    status: int = 200,
    refusal: Refusal | None = None,
) -> Response:
    new = await registered_shown(principal, office, number)
    once = str(uuid.uuid4())
    return page(request, "intake_done.html", status, registered=new, refusal=refusal, once=once)
