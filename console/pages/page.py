"""How a page is made: from a template, in the language of whoever asks for it."""

from functools import cache
from hmac import compare_digest
from pathlib import Path

from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from api.people import COOKIE, FromElsewhere, form_word
from console.pages.assets import address_of
from console.pages.shown import here, shown_to
from console.pages.times import PageTimes
from services.accounts.secret_words import SecretWord
from services.submission.counter import Reply
from texts import token_of


def page(request: Request, template: str, status: int = 200, **shown: object) -> HTMLResponse:
    """Make a page for whoever asks; `shown` are its own values."""
    as_shown = shown_to(request)
    around = {
        "shown": as_shown,
        "say": as_shown.say,
        "times": PageTimes(shown=as_shown),
        "chrome": getattr(request.state, "chrome", None),
        "here": here(request),
    }
    html = _templates().get_template(template).render(around | shown)
    return HTMLResponse(html, status)


def see_other(path: str) -> RedirectResponse:
    """Send a browser on, once it has done something."""
    return RedirectResponse(path, 303)


def next_turn(desk: str, number: str, done: Reply) -> RedirectResponse:
    """Go on at a desk to the next order, or to its list where none is left, and tell there what
    became of the one before."""
    stands = f"&stands={done.receipt.state}" if done.receipt else ""
    return see_other(f"{desk}{'/' if number else ''}{number}?done={done.number}{stands}")


def keep_cookie(reply: RedirectResponse, cookie: SecretWord) -> RedirectResponse:
    """Let the browser keep what it is known by: no script reads it, no other page sends it."""
    reply.set_cookie(COOKIE, cookie.word, path="/", secure=True, httponly=True, samesite="lax")
    return reply


def forget_cookie(reply: RedirectResponse) -> RedirectResponse:
    """Let the browser forget what it is known by."""
    reply.delete_cookie(COOKIE, path="/", secure=True, httponly=True, samesite="lax")
    return reply


def require_own_form(request: Request, word: str) -> None:
    """Insist that a form is one of ours for this session; raises FromElsewhere."""
    if not compare_digest(form_word(request).encode(), word.encode()):
        raise FromElsewhere


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parents[1] / "templates"),
        autoescape=select_autoescape(),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(asset=address_of, token_of=token_of)
    return environment
