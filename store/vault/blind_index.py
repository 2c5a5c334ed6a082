"""Traces: what a caller and a demand are found again by, without being readable.

A trace is a keyed digest. The key is none of the vault's: whoever reads the vault's keys finds
nobody, and whoever holds this one reads nothing.
"""

import hmac
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final
from zlib import crc32

from texts.understood import understood

KEY_BYTES: Final = 32
DIGEST: Final = "sha256"
PARTS: Final = "\x1f"
REQUEST: Final = "request"
GRAM: Final = 3
"""So many characters in a row make one gram."""
GRAM_BYTES: Final = 8
LONGEST_READ: Final = 1000
"""A longer narrative is known by its beginning."""
MOST_GRAMS: Final = 64
"""Of more grams a sample is kept, the same grams of every narrative that has them."""
FEWEST_DIGITS: Final = 5
FEWEST_SIGNS: Final = 6
SEVERAL: Final = re.compile(f"[{re.escape(''.join(understood('signs')['between_numbers']))}]")
"""What stands between two telephone numbers that were written down as one."""
COUNTRY: Final = re.compile(r"^(\+86|0086)")
BARE_COUNTRY: Final = re.compile(r"^86(?=1[3-9][0-9]{9}$)")


class TraceKind(StrEnum):
    """What a person is found by."""

    PHONE = "phone"
    ID_NUMBER = "id_number"


@dataclass(frozen=True, slots=True, kw_only=True)
class Traces:
    """The digests of one demand."""

    caller: tuple[tuple[TraceKind, bytes], ...] = ()
    grams: tuple[int, ...] = ()
    """Of the narrative: kept only while the order is open."""

    @property
    def digests(self) -> tuple[bytes, ...]:
        """The caller's digests, whatever they were taken of."""
        return tuple(digest for _, digest in self.caller)


NO_TRACES: Final = Traces()


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexKey:
    """The key of all traces; 32 bytes, kept outside the database and apart from the vault's."""

    secret: bytes = field(repr=False)

    def __post_init__(self) -> None:
        """Refuse a key that is not 32 bytes long."""
        if len(self.secret) != KEY_BYTES:
            raise ValueError(f"the index key must have {KEY_BYTES} bytes")

    def traces(self, texts: Mapping[str, str], *, anonymous: bool = False) -> Traces:
        """The traces of a demand; who asked to stay unnamed is not found again (X27, default)."""
        return Traces(
            caller=() if anonymous else tuple(self._caller(texts)),
            grams=self._grams(texts.get("demand", "")),
        )

    def phone_digests(self, text: str) -> tuple[bytes, ...]:
        """The digests of the telephone numbers in a text; none if there is no number in it."""
        return tuple(self._digest(TraceKind.PHONE, number) for number in phones(text))

    def keyed(self, digest: str) -> str:
        """A digest that nobody makes of the same content without the key, in hex."""
        return self._digest(REQUEST, digest).hex()

    def _caller(self, texts: Mapping[str, str]) -> Iterable[tuple[TraceKind, bytes]]:
        for digest in self.phone_digests(texts.get("phone", "")):
            yield TraceKind.PHONE, digest
        if number := id_number(texts.get("id_number", "")):
            yield TraceKind.ID_NUMBER, self._digest(TraceKind.ID_NUMBER, number)

    def _grams(self, demand: str) -> tuple[int, ...]:
        digests = (self._digest("gram", gram)[:GRAM_BYTES] for gram in sampled(grams(demand)))
        return tuple(sorted({int.from_bytes(digest, signed=True) for digest in digests}))

    def _digest(self, kind: str, content: str) -> bytes:
        return hmac.digest(self.secret, f"{kind}{PARTS}{content}".encode(), DIGEST)


def phones(text: str) -> tuple[str, ...]:
    """The telephone numbers in a text, each written in one way only: no country, no separators."""
    whole = unicodedata.normalize("NFKC", text)
    found = (_phone(part) for part in SEVERAL.split(whole))
    return tuple(dict.fromkeys(number for number in found if len(number) >= FEWEST_DIGITS))


def id_number(text: str) -> str:
    """An id number in capitals without separators; empty if the text is none."""
    signs = [sign for sign in unicodedata.normalize("NFKC", text).upper() if sign.isalnum()]
    return "".join(signs) if len(signs) >= FEWEST_SIGNS else ""


def grams(demand: str) -> tuple[str, ...]:
    """The narrative's characters, three in a row, without punctuation; a short one is one gram."""
    folded = unicodedata.normalize("NFKC", demand).casefold()
    signs = "".join(sign for sign in folded if sign.isalnum())
    if len(signs) <= GRAM:
        return (signs,) if signs else ()
    places = range(min(len(signs) - GRAM + 1, LONGEST_READ))
    return tuple(dict.fromkeys(signs[place : place + GRAM] for place in places))


def sampled(all_grams: Iterable[str]) -> tuple[str, ...]:
    """A sample that depends on nothing but each gram itself, so that like narratives stay alike."""
    by_chance = sorted(all_grams, key=lambda gram: (crc32(gram.encode()), gram))
    return tuple(by_chance[:MOST_GRAMS])


def _phone(part: str) -> str:
    signs = "".join(sign for sign in part if sign == "+" or sign in "0123456789")
    national = BARE_COUNTRY.sub("", COUNTRY.sub("", signs))
    # The trunk zero is dialled at home only: 010-1234 5678 is +86 10 1234 5678.
    return national.replace("+", "").removeprefix("0")
