"""In which encoding a text is written: told, certain, or found; where in doubt, asked."""

import codecs
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from services.imports.reading.cells import MEBIBYTE, UnreadableSheet

MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SAMPLE: Final = MEBIBYTE // 4
LOOKED_AT: Final = MEBIBYTE // 16
COMMON_SHARE: Final = 0.8
"""The share of Chinese text that its three thousand most common characters make up, at least."""
WIDE_SHARE: Final = 0.2
"""The share of noughts at odd or even places from which a text is one of two bytes a character."""
CHINESE: Final = "gb18030"
_COMMON: Final = re.compile(rb"[\xb0-\xd7][\xa1-\xfe]")
_KANA: Final = re.compile("[\u3040-\u30ff]")
_HANGUL: Final = re.compile("[\uac00-\ud7a3]")
_LETTER: Final = re.compile(r"[^\W\d_]")
SPOKEN: Final = {
    "utf-8-sig": "UTF-8",
    "utf-8": "UTF-8",
    "gb18030": "GB 18030",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "utf-32": "UTF-32",
    "cp1252": "windows-1252",
}
LIKELY: Final = 4
"""How many encodings are offered where it is not certain which."""


def encoding_of(path: Path, told: str) -> str:
    """The codec that reads a text whole; raises UnreadableSheet where none does, or in doubt."""
    if told:
        return _told(path, told)
    with path.open("rb") as file:
        sample = file.read(SAMPLE)
    for mark, codec in MARKS:
        if sample.startswith(mark):
            return _whole(path, codec)
    if b"\0" in sample:
        return _whole(path, _wide(path, sample))
    if _reads(path, "utf-8"):
        return "utf-8"
    if _is_chinese(sample) and _reads(path, CHINESE):
        return CHINESE
    raise UnreadableSheet(_question(path, sample))


def pieces(path: Path, codec: str) -> Iterator[str]:
    """The text of a file piece by piece; raises UnreadableSheet where it is not in the codec."""
    decoder = codecs.getincrementaldecoder(codec)()
    with path.open("rb") as file:
        while raw := file.read(MEBIBYTE):
            yield decoder.decode(raw)
        yield decoder.decode(b"", final=True)


def spoken(codec: str) -> str:
    """How people call an encoding."""
    return SPOKEN.get(codec, codec)


def taken(codec: str, told: str) -> dict[str, str]:
    """What is said of the encoding: which one was taken, and whether a person had told it."""
    return {"encoding": spoken(codec), "encoding_was": "told" if told else "found"}


def _told(path: Path, told: str) -> str:
    try:
        codec = codecs.lookup(told)
        "".encode(codec.name)
    except LookupError:
        raise UnreadableSheet(
            f"--encoding {told}: no such encoding; try utf-8, gb18030, utf-16 or windows-1252"
        ) from None
    return _whole(path, codec.name)


def _whole(path: Path, codec: str) -> str:
    if not _reads(path, codec):
        raise UnreadableSheet(f"{path} is not in {spoken(codec)} throughout: give its --encoding")
    return codec


def _reads(path: Path, codec: str) -> bool:
    try:
        for _ in pieces(path, codec):
            pass
    except UnicodeError:
        return False
    return True


def _wide(path: Path, sample: bytes) -> str:
    """UTF-16 without its mark: in Latin letters and numbers every other byte is nought."""
    half = len(sample) // 2
    if sample[1::2].count(0) >= half * WIDE_SHARE and b"\0\0" not in sample:
        return "utf-16-le"
    if sample[0::2].count(0) >= half * WIDE_SHARE and b"\0\0" not in sample:
        return "utf-16-be"
    raise UnreadableSheet(f"{path} is no text: it holds NUL; save the table as .xlsx or .csv")


def _is_chinese(sample: bytes) -> bool:
    """Whether a text is certainly GB 18030: so it reads soundly, in common characters only."""
    text = _decoded(sample, CHINESE)
    if text is None or _KANA.search(text) or _is_korean(sample):
        return False
    characters = [c for c in text if not c.isascii() and _LETTER.match(c)]
    common = sum(_COMMON.fullmatch(c.encode(CHINESE)) is not None for c in characters)
    plausible = bool(characters) and common >= COMMON_SHARE * len(characters)
    return plausible and CHINESE in _likely(sample)


def _is_korean(sample: bytes) -> bool:
    wide = [c for c in _decoded(sample, "cp949") or "" if not c.isascii() and _LETTER.match(c)]
    return bool(wide) and all(_HANGUL.match(c) for c in wide)


def _likely(sample: bytes) -> list[str]:
    # Read only now: most files are in UTF-8, and the library takes a moment to load.
    from charset_normalizer import from_bytes

    return [match.encoding for match in from_bytes(sample[:LOOKED_AT])]


def _decoded(sample: bytes, codec: str) -> str | None:
    try:
        return codecs.getincrementaldecoder(codec)().decode(sample)
    except UnicodeError:
        return None


def _question(path: Path, sample: bytes) -> str:
    likely = [spoken(codec) for codec in _likely(sample)]
    if _decoded(sample, "cp1252") is not None:
        likely = [SPOKEN["cp1252"], *likely]
    offered = ", ".join(list(dict.fromkeys(likely))[:LIKELY])
    return (
        f"{path} is not in UTF-8, and its encoding cannot be told for certain:"
        f" give --encoding, perhaps one of {offered or 'gb18030, windows-1252, big5'}"
    )
