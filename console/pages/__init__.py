"""The console's pages; every one of them answers in words."""

from functools import cache

from fastapi import APIRouter, Depends
from starlette.routing import BaseRoute

from console.pages import (
    callback,
    dispatch,
    home,
    intake,
    order,
    orders,
    own_account,
    preferences,
    review,
    second_factor,
    sign_in,
    sign_on,
    static,
    unit,
)
from console.pages.chrome import frame


@cache
def pages() -> list[BaseRoute]:
    """Every page of the console."""
    together = APIRouter(include_in_schema=False)
    for part in (home, sign_in, sign_on, static, preferences):
        together.include_router(part.router)
    desks = (dispatch, unit, callback, intake, review)
    for part in (own_account, second_factor, orders, order, *desks):
        together.include_router(part.router, dependencies=[Depends(frame)])
    return together.routes
