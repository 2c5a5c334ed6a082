"""All that people read, by its token, in English and Chinese: one file for each subject."""

from texts.reader import (
    CHINESE,
    ENGLISH,
    BadCatalogue,
    Language,
    Text,
    UnknownToken,
    WrongValues,
    both,
    glossed,
    say,
    subject,
    subjects,
    titled,
    token_of,
    zh,
    zh_first,
)

__all__ = [
    "CHINESE",
    "ENGLISH",
    "BadCatalogue",
    "Language",
    "Text",
    "UnknownToken",
    "WrongValues",
    "both",
    "glossed",
    "say",
    "subject",
    "subjects",
    "titled",
    "token_of",
    "zh",
    "zh_first",
]
