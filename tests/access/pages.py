"""What each page of the console asks for, as endpoints.py says it of the API.

A page without a row here fails the build. What a page shows comes from services, which ask for the
right themselves; here stands which one that is."""

from collections.abc import Mapping
from typing import Final

STRANGERS: Final = ""
"""Open to whoever comes to the door."""
OWN: Final = "own"
"""About whoever has signed in, and nobody else's."""

PAGES: Final[Mapping[str, str]] = {
    "GET /": STRANGERS,
    "GET /static/{name}": STRANGERS,
    "GET /sign-in": STRANGERS,
    "POST /sign-in": STRANGERS,
    "POST /sign-out": OWN,
    "GET /sign-in/with-the-city": STRANGERS,
    "GET /sign-in/with-the-city/back": STRANGERS,
    "GET /choose-password": STRANGERS,
    "POST /choose-password": STRANGERS,
    "GET /me": OWN,
    "POST /me/post": OWN,
    "POST /me/password": OWN,
    "POST /me/token": OWN,
    "POST /me/preferences": OWN,
    "GET /me/second-factor": OWN,
    "POST /me/second-factor": OWN,
    "GET /orders": "read_orders",
    "GET /orders/{number}": "read_orders",
    "GET /orders/{number}/acts": "read_orders",
    "GET /orders/{number}/acts/{name}": "read_orders",
    "POST /orders/{number}/acts/{name}": "act_on_orders",
    "POST /held-acts/{id}/take-back": OWN,
    "GET /dispatch": "read_orders",
    "GET /dispatch/orders/{number}": "read_orders",
    "GET /unit": "read_orders",
}
