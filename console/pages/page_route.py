"""A page stands where the API answers: whoever asks for a page by its kind gets it."""

from typing import Any

from fastapi import APIRouter
from fastapi.routing import APIRoute
from starlette.routing import Match
from starlette.types import Scope

from api.wants_page import wants_page


class PageRoute(APIRoute):
    """Answers whoever names `text/html` among what he accepts; to others it is not there."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Whether this route answers a request."""
        if scope["type"] == "http" and not wants_page(scope):
            return Match.NONE, {}
        return super().matches(scope)


def page_router(**more: Any) -> APIRouter:
    """A router of pages that stand at addresses of the API."""
    return APIRouter(route_class=PageRoute, include_in_schema=False, **more)
