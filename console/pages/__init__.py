"""The console's pages; every one of them answers in words."""

from functools import cache

from fastapi import APIRouter
from starlette.routing import BaseRoute

from console.pages import own_account, second_factor, sign_in, sign_on, static


@cache
def pages() -> list[BaseRoute]:
    """Every page of the console."""
    together = APIRouter(include_in_schema=False)
    for part in (sign_in, sign_on, own_account, second_factor, static):
        together.include_router(part.router)
    return together.routes
