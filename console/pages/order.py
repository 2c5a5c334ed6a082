"""The page of an order, and the forms of the acts about it."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Annotated, Final

from fastapi import Query, Request
from fastapi.responses import Response

from api.commands import KEY, Number
from api.dependencies import OfficeOf
from api.people import FromElsewhere, NamedOf
from console.pages.page import page, require_own_form, see_other
from console.pages.page_route import page_router
from console.pages.shown import shown_to
from console.pages.visitors import Word
from services.access.principal import Principal
from services.office import Office
from services.orders.act_form import (
    ActForm,
    FilledForm,
    act_form,
    hand_in_form,
)
from services.orders.forms.fields import MEASURES
from services.orders.holding import HeldActShown, own_held_acts, take_back
from services.orders.order_page import order_page
from services.orders.texts import LookOver

router = page_router()
MOST_FIELDS: Final = 200
UNPROCESSABLE: Final = 422
CONFLICT: Final = 409
LOOK: Final = "view_personal_data"
DRAWN_ANEW: Final = "drawn_anew"
RESERVED: Final = frozenset({"form_word", "key", "version", DRAWN_ANEW})
"""What a form carries besides what is written in it."""
KEYS: Final = {
    "accept_for_dispatch": "a",
    "accept": "a",
    "dispatch": "d",
    "request_return": "r",
    "urge": "u",
    "request_extension": "e",
    "submit_result": "c",
    LOOK: "v",
}
"""The keys of the acts that have one (criterion 8)."""


@router.get("/orders/{number}")
async def order(
    request: Request,
    office: OfficeOf,
    principal: NamedOf,
    number: Number,
    act: Annotated[str, Query(max_length=64)] = "",
    unit: Annotated[str, Query(max_length=64)] = "",
    clock: Annotated[str, Query(max_length=64)] = "",
    viewed: uuid.UUID | None = None,
) -> Response:
    """One order; `act` opens the form of an act beside it, `clock` why a duty ends when it does."""
    language = shown_to(request).language
    proposed = {"unit": (unit,)} if unit else {}
    form = None
    if act:
        form = await act_form(principal, office, number, act, language, said=proposed)
    return await _order(request, office, principal, number, form, clock=clock, viewed=viewed)


@router.get("/orders/{number}/acts")
async def acts(request: Request, office: OfficeOf, principal: NamedOf, number: Number) -> Response:
    """Every act about an order: open, closed, and what others may do."""
    shown = await order_page(principal, office, number, shown_to(request).language)
    return page(request, "acts.html", order=shown, keys=KEYS)


@router.get("/orders/{number}/acts/{name}")
async def form(
    request: Request, office: OfficeOf, principal: NamedOf, number: Number, name: str
) -> Response:
    """The form of an act, beside its order; what was chosen in it already stands in the address."""
    said = _said(request.query_params.multi_items())
    language = shown_to(request).language
    made = await act_form(principal, office, number, name, language, said=said)
    return await _form(request, office, principal, made)


@router.post("/orders/{number}/acts/{name}")
async def handed_in(
    request: Request, office: OfficeOf, principal: NamedOf, number: Number, name: str
) -> Response:
    """Hand a form in: it is done, waits to be taken back, or comes back with what is wrong."""
    filled, is_sent = await _filled(request, number, name)
    language = shown_to(request).language
    if not is_sent:
        made = await act_form(principal, office, number, name, language, said=filled.said)
        drawn = replace(made, key=filled.key, version=filled.version)
        return await _form(request, office, principal, drawn)
    outcome = await hand_in_form(principal, office, filled, language)
    if isinstance(outcome, ActForm):
        status = CONFLICT if outcome.closed or outcome.has_moved else UNPROCESSABLE
        return await _form(request, office, principal, outcome, status)
    if isinstance(outcome, HeldActShown):
        return _on(request, f"/orders/{number}")
    looked = f"?viewed={outcome.reply.command_id}" if name == LOOK else ""
    return _on(request, f"/orders/{number}{looked}")


@router.post("/held-acts/{id}/take-back")
async def taken_back(
    request: Request, office: OfficeOf, principal: NamedOf, id: uuid.UUID, form_word: Word
) -> Response:
    """Take one's own act back, and see the order as it stands."""
    require_own_form(request, form_word)
    held = await take_back(principal, office, id)
    return _on(request, f"/orders/{held.order}")


async def _order(
    request: Request,
    office: Office,
    principal: Principal,
    number: str,
    form: ActForm | None = None,
    status: int = 200,
    *,
    clock: str = "",
    viewed: uuid.UUID | None = None,
) -> Response:
    try:
        language = shown_to(request).language
        shown = await order_page(principal, office, number, language, viewed=viewed)
    except LookOver:
        return see_other(f"/orders/{number}")
    reply = page(
        request,
        "order.html",
        status,
        order=shown,
        form=form,
        why=next((one for one in shown.clocks if one.id == clock), None),
        held=await own_held_acts(principal, office, number),
        keys=KEYS,
        measures=MEASURES,
    )
    if shown.open_until is not None:
        # What was looked at is masked again by the server, whatever becomes of the page.
        left = (shown.open_until - shown.at).total_seconds()
        reply.headers["Refresh"] = f"{max(1, round(left))}; url=/orders/{number}"
    return reply


async def _form(
    request: Request, office: Office, principal: Principal, form: ActForm, status: int = 200
) -> Response:
    """A form as a part of the page that asks for it, or within the page of its order."""
    if "HX-Request" in request.headers:
        return page(request, "parts/act_form.html", status, form=form, measures=MEASURES)
    return await _order(request, office, principal, form.number, form, status)


async def _filled(request: Request, number: str, name: str) -> tuple[FilledForm, bool]:
    """A form as it was sent, and whether it is to be handed in: what was chosen in it may only ask
    for other fields. It never stands in an address, which is written into logs.

    Raises FromElsewhere for a form that is none of ours."""
    sent = await request.form(max_files=0, max_fields=MOST_FIELDS)
    words = [(field, value) for field, value in sent.multi_items() if isinstance(value, str)]
    plain = dict(words)
    require_own_form(request, plain.get("form_word", ""))
    key, version = plain.get("key", ""), plain.get("version", "")
    if not KEY.fullmatch(key) or not version.isdecimal():
        raise FromElsewhere
    filled = FilledForm(number=number, act=name, said=_said(words), key=key, version=int(version))
    return filled, DRAWN_ANEW not in plain


def _said(words: Iterable[tuple[str, str]]) -> Mapping[str, Sequence[str]]:
    """What was written, field by field."""
    said: dict[str, tuple[str, ...]] = {}
    for field, value in words:
        if field not in RESERVED:
            said[field] = (*said.get(field, ()), value)
    return said


def _on(request: Request, path: str) -> Response:
    """Lead the browser on, also where a script asked."""
    if "HX-Request" in request.headers:
        return Response(status_code=204, headers={"HX-Redirect": path})
    return see_other(path)
