"""In which language and on which ground a page is shown to whoever asks for it."""

import re
from dataclasses import dataclass
from typing import Final, cast

from fastapi import Request
from fastapi.responses import RedirectResponse

import texts
from services.accounts.preferences import Preferences, Theme
from services.accounts.sessions import Visitor
from texts import Language

LANGUAGE: Final = "paidan-language"
THEME: Final = "paidan-theme"
"""Cookies of a browser in which nobody has signed in yet."""
THEMES: Final = frozenset(theme.value for theme in Theme)
CODES: Final = {"zh": "zh-CN", "en": "en"}
"""Languages as HTML names them."""
A_YEAR: Final = 31_536_000
OWN_PATH: Final = re.compile(r"/(?![/\\])[!-\[\]-~]*")
"""A path of this address: what begins with two slashes would lead elsewhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """How one page is shown: every word of it is said in one language."""

    preferred: Preferences

    @property
    def language(self) -> Language:
        """The language of the page."""
        return self.preferred.language

    @property
    def lang(self) -> str:
        """The language as HTML names it."""
        return CODES[self.language]

    @property
    def other_language(self) -> Language:
        """The language that one click leads to."""
        return "en" if self.language == "zh" else "zh"

    def say(self, token: str, **values: object) -> str:
        """Say a text in the page's language; raises UnknownToken and WrongValues."""
        return texts.say(token, self.language, **values)

    def say_otherwise(self, token: str) -> str:
        """Say a text in the language that one click leads to."""
        return texts.say(token, self.other_language)


def shown_to(request: Request) -> Shown:
    """How pages are shown to whoever asks: as his account prefers, else as his browser does."""
    asker = getattr(request.state, "asker", None)
    if isinstance(asker, Visitor):
        return Shown(preferred=asker.preferences)
    return Shown(preferred=_of_browser(request))


def remembered(
    reply: RedirectResponse, language: Language | None, theme: Theme | None
) -> RedirectResponse:
    """Let a browser in which nobody has signed in remember how it wants pages shown."""
    for name, value in ((LANGUAGE, language), (THEME, theme)):
        if value is not None:
            reply.set_cookie(name, value, max_age=A_YEAR, secure=True, httponly=True)
    return reply


def here(request: Request) -> str:
    """The address of a page with its question, as its forms name it to come back."""
    query = request.url.query
    return f"{request.url.path}?{query}" if query else request.url.path


def own_path(said: str) -> str:
    """A path that a form named to come back to, if it is one of this address; else the home."""
    return said if OWN_PATH.fullmatch(said) else "/"


def _of_browser(request: Request) -> Preferences:
    language, theme = request.cookies.get(LANGUAGE, ""), request.cookies.get(THEME, "")
    return Preferences(
        language=cast(Language, language) if language in CODES else "zh",
        theme=Theme(theme) if theme in THEMES else Theme.SYSTEM,
    )
