"""Whoever signed in and sends one of our own forms."""

from typing import Annotated, Final

from fastapi import Depends, Form, Request

from api.people import SignedIn, require_settled
from console.pages.page import require_own_form
from services.accounts.secret_words import LONGEST
from services.accounts.sessions import Visitor

OWN: Final = "/me"
HOME_TRIED: Final = "/?tried=true"
"""Where whoever was just let in goes: without a cookie now, his browser refused it."""
SECOND_FACTOR: Final = "/me/second-factor"
Word = Annotated[str, Form(max_length=LONGEST)]


def _by_own_form(request: Request, visitor: SignedIn, form_word: Word) -> Visitor:
    require_own_form(request, form_word)
    return visitor


AnyVisitor = Annotated[Visitor, Depends(_by_own_form)]
"""Whoever signed in, a second factor owed or not."""


async def _settled(visitor: AnyVisitor) -> Visitor:
    require_settled(visitor)
    return visitor


VisitorOf = Annotated[Visitor, Depends(_settled)]
"""Whoever signed in and owes no second factor."""
