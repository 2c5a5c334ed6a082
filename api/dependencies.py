"""Whom an endpoint asks: the office of this process, its connections and services."""

from typing import Annotated, cast

from fastapi import Depends, Request

from services.office import Office


def _office(request: Request) -> Office:
    return cast(Office, request.app.state.office)


OfficeOf = Annotated[Office, Depends(_office)]
