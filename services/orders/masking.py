"""Masking: what is left of a caller's data where somebody may know that there are such data.

A masked value depends on nothing but the characters that it shows. In a narrative, what the caller
gave as name, number or place is struck out, and every long number besides; whom else the words
betray, no machine can tell, and of a report they are not shown at all (6.2)."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from domain.chapters.caller.terms import PersonalData
from store.vault.blind_index import phones

NAME_STARS: Final = "**"
STARS: Final = "****"
LONG: Final = 11
"""A telephone number of so many digits still hides four when seven are shown."""
DIGIT: Final = "0"
NUMBERS: Final = re.compile(r"0(?:[^\w]{0,2}0){4,}[Xx]?")
"""Five digits and more, in whatever groups they were written."""
ADDRESSES: Final = re.compile(r"[\w.+-]+@[\w.-]+")
LONGEST_GIVEN_NAME: Final = 3
"""A name written without a space has at most so many characters behind the first."""


def masked_name(name: str) -> str:
    """The first character of a name."""
    bare = name.strip()
    return f"{bare[0]}{NAME_STARS}" if len(bare) > 1 else NAME_STARS


def masked_phone(text: str) -> str:
    """The first three and the last four digits of each number, of a short one the last two."""
    return "/".join(map(_number, phones(text))) or STARS


def masked_id_number(_: str) -> str:
    """Nothing of it: its digits tell a birthday and a place."""
    return STARS


MASKS: Final[Mapping[PersonalData, Callable[[str], str]]] = {
    PersonalData.NAME: masked_name,
    PersonalData.PHONE: masked_phone,
    PersonalData.ID_NUMBER: masked_id_number,
}


def struck(text: str, hidden: Iterable[str]) -> str:
    """A narrative without these words, without numbers of five digits and more, and without
    addresses of electronic mail."""
    found = ADDRESSES.sub(STARS, text)
    for word in sorted(_words(hidden), key=len, reverse=True):
        found = re.sub(re.escape(word), STARS, found, flags=re.IGNORECASE)
    return _without_numbers(found)


def _number(digits: str) -> str:
    if len(digits) >= LONG:
        return f"{digits[:3]}{STARS}{digits[-4:]}"
    return f"{STARS}{digits[-2:]}"


def _words(hidden: Iterable[str]) -> set[str]:
    """What is struck out: each text as a whole, its parts, and a given name that stands alone."""
    whole = [text.strip() for text in hidden]
    parts = [part for text in whole for part in text.split() if len(part) > 1]
    given = [part[1:] for part in (*whole, *parts) if 1 < len(part[1:]) <= LONGEST_GIVEN_NAME]
    return {*whole, *parts, *given} - {""}


def _without_numbers(text: str) -> str:
    """Digits are digits in whatever script: in the office's own they are written as words."""
    alike = "".join(DIGIT if _is_digit(sign) else sign for sign in text)
    kept, behind = [], 0
    for found in NUMBERS.finditer(alike):
        kept += [text[behind : found.start()], STARS]
        behind = found.end()
    return "".join((*kept, text[behind:]))


def _is_digit(sign: str) -> bool:
    return unicodedata.numeric(sign, -1.0) in range(10)
