"""What each page of the console asks for, as endpoints.py says it of the API.

A page without a row here fails the build. What a page shows comes from services, which ask for the
right themselves; here stands which one that is."""

from collections.abc import Mapping
from typing import Final

STRANGERS: Final = ""
"""Open to whoever comes to the door."""
OWN: Final = "own"
"""About whoever has signed in, and nobody else's."""
BY_LAW: Final = "by law"
"""To whom the law in force gives the act."""

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
    "GET /callback": "read_orders",
    "GET /callback/{number}": "read_orders",
    "GET /callback/{number}/caller": "read_orders",
    "POST /callback/{number}/caller": "act_on_orders",
    "POST /callback/{number}/record": "act_on_orders",
    "GET /intake": "read_register",
    "POST /intake": BY_LAW,
    "POST /intake/fields": "read_register",
    "POST /intake/beside": "find_similar",
    "GET /intake/registered/{number}": "read_orders",
    "POST /intake/registered/{number}/accept": "act_on_orders",
    "GET /review": "read_orders",
    "GET /review/{number}": "read_orders",
    "POST /review/{number}": "act_on_orders",
}
